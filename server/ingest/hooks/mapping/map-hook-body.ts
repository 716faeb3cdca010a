import { createHash } from 'node:crypto';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import { later, type EpochMs } from '#domain/time.ts';
import { shorten, type Refusal } from '../../events/explain-refusal.ts';
import { draftBatch, type ParsedBatch } from '../../intake/parse-batch.ts';
import { parseEvent, type ParsedEvent } from '../../events/parse-event.ts';
import { fitField } from './hook-fields.ts';
import type { Condition, HookMapping, HookRule, Identity, Moment, Path, Value } from './hook-mapping.ts';
import {
  fillTemplate,
  lookUp,
  textOf,
  writtenHole,
  writtenTemplate,
  type HookScope,
} from './hook-template.ts';
import { describeTime, readHookTime, type ToldTime } from './read-hook-time.ts';

/** One request as a mapping sees it. */
export type HookRequest = {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
};

export type MapOptions = {
  readonly source: SourceId;
  readonly receivedAt: EpochMs;
  /** Events after it are refused; without it none is too late. */
  readonly latestAt?: EpochMs;
  /** Why an event that is right in itself is not taken now; without it each is. */
  readonly refuse?: (event: AcdEvent) => Refusal | undefined;
};

/** Bodies in one request, and items of one list: a sender that gathers has some hundreds. */
const ITEMS_MAX = 1_000;

/** The events that a request is, and why the rest of it is none. The same request gives the same events. Never throws. */
export function mapHookBody(mapping: HookMapping, request: HookRequest, options: MapOptions): ParsedBatch {
  const batch = draftBatch();
  const { headers, query, body } = request;
  const bodies: readonly unknown[] = Array.isArray(body) ? body.slice(0, ITEMS_MAX) : [body];
  let events = 0;
  for (const [index, one] of bodies.entries()) {
    const scope = { headers, query, body: unpackFields(one, mapping.unpack) };
    for (const parsed of mapOne(mapping, scope, options)) {
      events += 1;
      if (events > BATCH_LIMITS.hookEvents) {
        batch.add(index + 1, refuse(options, TOO_MANY_EVENTS));
        return batch.parsed();
      }
      batch.add(index + 1, parsed);
    }
  }
  if (Array.isArray(body) && body.length > ITEMS_MAX)
    batch.add(ITEMS_MAX + 1, refuse(options, tooMany(body.length)));
  return batch.parsed();
}

const TOO_MANY_EVENTS: Refusal = {
  reason: 'too-many',
  field: '',
  value: '',
  expected: `at most ${BATCH_LIMITS.hookEvents} events in one request`,
};

function mapOne(mapping: HookMapping, scope: HookScope, options: MapOptions): readonly ParsedEvent[] {
  if (mapping.ignored.some((conditions) => holds(conditions, scope))) return [];
  const names = new Map<string, number>();
  const events: ParsedEvent[] = [];
  for (const rule of mapping.rules)
    for (const inner of scopesOf(rule, scope))
      if (holds(rule.when, inner)) events.push(mapRule({ mapping, rule, scope: inner, names }, options));
  return events.length > 0 ? events : [refuse(options, unknownBody(mapping, scope))];
}

/** The body, or each item of the rule's list. */
function scopesOf({ each }: HookRule, scope: HookScope): readonly HookScope[] {
  if (each === undefined) return [scope];
  const list = lookUp([each], scope);
  if (!Array.isArray(list)) return [];
  return list.slice(0, ITEMS_MAX).map((item: unknown, index) => ({ ...scope, item, index }));
}

function holds(conditions: readonly Condition[], scope: HookScope): boolean {
  return conditions.every((condition) => {
    const found = lookUp(condition.at, scope);
    switch (condition.is) {
      case 'present':
        return found !== undefined;
      case 'absent':
        return found === undefined;
      case 'above':
        return Number(textOf(found)) > condition.bound;
      case 'any-of':
        return condition.words.includes(textOf(found) ?? '');
      case 'none-of':
        return !condition.words.includes(textOf(found) ?? '');
    }
  });
}

type Mapped = {
  readonly mapping: HookMapping;
  readonly rule: HookRule;
  readonly scope: HookScope;
  /** How often an id was given within this body. */
  readonly names: Map<string, number>;
};

function mapRule(mapped: Mapped, options: MapOptions): ParsedEvent {
  const { rule, scope } = mapped;
  const moment = readWhen(rule.at, scope, options);
  if ('reason' in moment) return refuse(options, named(rule, moment));
  const event: Record<string, unknown> = {
    id: idOf(mapped),
    source: options.source,
    kind: rule.kind,
    at: moment.at,
    ...(moment.precisionMs !== undefined && { precisionMs: moment.precisionMs }),
    ...(rule.at.kind === 'receipt' && { clock: 'receipt' }),
  };
  for (const [field, value] of rule.fields) {
    const found = valueOf(value, scope);
    if (found !== undefined) event[field] = fitField(field, found);
  }
  const parsed = parseEvent(event, options.latestAt);
  const refusal = parsed.kind === 'event' ? options.refuse?.(parsed.event) : parsed.refusal;
  return refusal === undefined ? parsed : refuse(options, named(rule, refusal));
}

function readWhen(moment: Moment, scope: HookScope, { receivedAt }: MapOptions): ToldTime | Refusal {
  if (moment.kind === 'receipt') return { at: receivedAt };
  const found = fillTemplate(moment.of, scope);
  const told = readHookTime(found, moment.form);
  const expected = describeTime(moment.form);
  if (found === undefined) return { reason: 'missing-field', field: 'at', value: '', expected };
  if (told === undefined) return { reason: 'bad-time', field: 'at', value: shorten(found), expected };
  const movedMs = secondsOf(moment.plusSeconds, scope) - secondsOf(moment.minusSeconds, scope);
  return { ...told, at: later(told.at, movedMs) };
}

/** Nothing where nothing is told, or no number. */
function secondsOf(template: Parameters<typeof fillTemplate>[0] | undefined, scope: HookScope): number {
  const seconds = template === undefined ? 0 : Number(textOf(fillTemplate(template, scope)) ?? 0);
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0;
}

/** The rule's own id; else the body's, the kind, and the number of this kind in the body where there are several. */
function idOf({ mapping, rule, scope, names }: Mapped): string | undefined {
  if (rule.id !== undefined) return textOf(fillTemplate(rule.id, scope));
  const identity = mapping.identity && identityOf(mapping.identity, scope);
  if (identity === undefined) return undefined;
  const name = `${identity}/${rule.kind}`;
  const count = (names.get(name) ?? 0) + 1;
  names.set(name, count);
  return count === 1 ? name : `${name}/${count}`;
}

function identityOf({ told, hash }: Identity, scope: HookScope): string | undefined {
  const own = told && textOf(fillTemplate(told, scope));
  if (own !== undefined || hash.length === 0) return own;
  const said = hash.map((hole) => textOf(lookUp(hole, scope)) ?? '');
  // 128 bits of it: two different bodies will not share them.
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
  return said.some((text) => text !== '') ? digest : undefined;
}

function valueOf(value: Value, scope: HookScope): unknown {
  switch (value.kind) {
    case 'template':
      return fillTemplate(value.template, scope);
    case 'table':
      return value.words.get(textOf(fillTemplate(value.of, scope)) ?? '') ?? value.otherwise;
    case 'labels': {
      const labels = [...value.labels].map(([name, of]) => [name, textOf(fillTemplate(of, scope))] as const);
      const told = labels.filter(([, text]) => text !== undefined);
      return told.length === 0 ? undefined : Object.fromEntries(told);
    }
  }
}

/** The body with its packed fields read; what is no JSON stays as it is. */
function unpackFields(body: unknown, names: readonly string[]): unknown {
  if (typeof body !== 'object' || body === null || names.length === 0) return body;
  const packed = Object.entries(body).filter(
    ([name, text]) => names.includes(name) && typeof text === 'string',
  );
  return { ...body, ...Object.fromEntries(packed.map(([name, text]) => [name, unpackText(String(text))])) };
}

function unpackText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Twilio's attributes are whatever the customer put there; a condition on them then does not hold.
    return text;
  }
}

/** Says which event of the mapping it was meant to be, and where in the body the field was looked for. */
function named(rule: HookRule, refusal: Refusal): Refusal {
  if (refusal.field === '') return { ...refusal, field: rule.kind };
  const place = placeOf(rule, refusal.field);
  const what = `${refusal.field} of ${rule.kind}`;
  return { ...refusal, field: place === undefined ? what : `${place} (${what})` };
}

function placeOf({ at, fields }: HookRule, field: string): string | undefined {
  if (field === 'at') return at.kind === 'receipt' ? undefined : writtenTemplate(at.of);
  const value = fields.get(field);
  if (value === undefined || value.kind === 'labels') return undefined;
  return writtenTemplate(value.kind === 'template' ? value.template : value.of);
}

const refuse = ({ source }: MapOptions, refusal: Refusal): ParsedEvent => ({
  kind: 'refused',
  refusal,
  source,
});

function unknownBody(mapping: HookMapping, scope: HookScope): Refusal {
  const { toldBy, rules, name } = mapping;
  const value = toldBy === undefined ? scope.body : lookUp(toldBy, scope);
  const words = new Set(rules.flatMap((rule) => wordsAt(rule, toldBy)));
  const word = textOf(value);
  if (toldBy !== undefined && word !== undefined && words.has(word))
    return unmetCondition(mapping, word, scope);
  const known = words.size === 0 ? `a body of ${name} that the mapping knows` : [...words].join(', ');
  return {
    reason: 'unknown-kind',
    field: toldBy === undefined ? '' : writtenHole(toldBy),
    value: value === undefined ? '' : shorten(value),
    expected: `one of ${known}`,
  };
}

/** The words that a rule wants to find at these places. */
const wordsAt = ({ when }: HookRule, places: readonly Path[] | undefined): readonly string[] =>
  when.flatMap((one) => (one.is === 'any-of' && samePlaces(one.at, places) ? one.words : []));

/** What a body is is known, and no rule for that fits it: the first condition that does not hold says why. */
function unmetCondition({ rules, toldBy, name }: HookMapping, word: string, scope: HookScope): Refusal {
  const unmet = rules
    .filter((rule) => wordsAt(rule, toldBy).includes(word))
    .flatMap(({ when }) => when.find((condition) => !holds([condition], scope)) ?? []);
  const [first] = unmet;
  const wanted = unmet.filter(({ at }) => samePlaces(at, first?.at));
  const found = first && lookUp(first.at, scope);
  return {
    reason: 'unknown-kind',
    field: first === undefined ? '' : writtenHole(first.at),
    value: found === undefined ? '' : shorten(found),
    expected: `for ${word} of ${name} ${[...new Set(wanted.map(inWords))].join(', or ')}`,
  };
}

function inWords(condition: Condition): string {
  switch (condition.is) {
    case 'any-of':
      return condition.words.join(' or ');
    case 'none-of':
      return `anything but ${condition.words.join(' and ')}`;
    case 'present':
      return 'something there';
    case 'absent':
      return 'nothing there';
    case 'above':
      return `more than ${condition.bound}`;
  }
}

const samePlaces = (one: readonly Path[], other: readonly Path[] | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const tooMany = (count: number): Refusal => ({
  reason: 'too-long',
  field: '',
  value: `a list of ${count}`,
  expected: `at most ${ITEMS_MAX} bodies in one request`,
});

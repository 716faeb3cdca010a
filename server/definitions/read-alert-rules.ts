import type { AlertMeasure, AlertRule, RuleScope, Threshold } from '#domain/alert.ts';
import { USUAL_RULES, type QueueDefinition } from '#domain/centre.ts';
import { queueId } from '#domain/ids.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import { SECOND_MS } from '#domain/time.ts';
import { nearestName } from './nearest-name.ts';
import {
  note,
  readList,
  readMap,
  require,
  scalarOf,
  type Book,
  type Field,
  type Fields,
} from './yaml-fields.ts';
import { readCount, readSeconds, readShare, readText, readWord, shareOfPercent } from './yaml-values.ts';

/** The queues that rules may name, and the targets that they may refer to. */
export type RuleContext = { readonly target: ServiceTarget; readonly queues: readonly QueueDefinition[] };

/** The usual rules, with the written ones in the place of those that have their id; `off: true` takes one away. */
export function readRules(book: Book, list: Field | undefined, context: RuleContext): readonly AlertRule[] {
  const rules = new Map(USUAL_RULES.map((rule) => [rule.id, rule]));
  const written = new Set<string>();
  for (const field of list === undefined ? [] : readList(book, list)) {
    const fields = readMap(book, field, KEYS);
    const id = fields && readRuleId(book, field, fields);
    if (fields === undefined || id === undefined) continue;
    if (written.has(id)) note(book, field, `each id once, and ${id} was there before`);
    written.add(id);
    const rule = isOff(book, fields) ? undefined : readRule(book, { map: field, fields, id, context });
    if (rule === undefined) rules.delete(id);
    else rules.set(id, rule);
  }
  return [...rules.values()];
}

const KEYS = [
  'id',
  'measure',
  'queue',
  'queues',
  'below',
  'above',
  'clear',
  'for-seconds',
  'minimum-sample',
  'severity',
  'off',
] as const;

/** What each measure is broken by, and how its limits are written. A share rests on a sample; what is counted does not. */
const MEASURES = {
  'service-level': { breach: 'below', limit: 'share', sample: 10 },
  'abandon-rate': { breach: 'above', limit: 'share', sample: 10 },
  'longest-wait': { breach: 'above', limit: 'seconds', sample: 0 },
  'source-silence': { breach: 'above', limit: 'seconds', sample: 0 },
  waiting: { breach: 'above', limit: 'contacts', sample: 0 },
} as const satisfies Record<AlertMeasure, object>;
const MEASURE_NAMES = ['service-level', 'abandon-rate', 'longest-wait', 'waiting', 'source-silence'] as const;

type RuleText = {
  readonly map: Field;
  readonly fields: Fields<(typeof KEYS)[number]>;
  readonly id: string;
  readonly context: RuleContext;
};

function readRuleId(book: Book, map: Field, fields: RuleText['fields']): string | undefined {
  const field = require(book, map, fields, { key: 'id', expected: 'a name for the rule' });
  return field && readText(book, field, 'a name for the rule');
}

function isOff(book: Book, fields: RuleText['fields']): boolean {
  if (fields.off === undefined) return false;
  if (scalarOf(book, fields.off)?.value !== true) note(book, fields.off, 'true, or no such line');
  return true;
}

function readRule(book: Book, text: RuleText): AlertRule | undefined {
  const { map, fields, id } = text;
  const measureField = require(book, map, fields, { key: 'measure', expected: MEASURE_NAMES.join(', ') });
  const measure = measureField && readWord(book, measureField, MEASURE_NAMES);
  if (measure === undefined) return undefined;
  const scope = readScope(book, text, measure);
  const limits = readLimits(book, text, measure);
  const held = fields['for-seconds'] && readSeconds(book, fields['for-seconds']);
  const severity = fields.severity && readWord(book, fields.severity, ['warning', 'critical']);
  const minimumSample = readSample(book, fields['minimum-sample'], measure);
  if (scope === undefined || limits === undefined) return undefined;
  refuseCrossed(book, text, { measure, scope, ...limits });
  return {
    id,
    measure,
    scope,
    breach: MEASURES[measure].breach,
    ...limits,
    forMs: held ?? 0,
    minimumSample,
    severity: severity ?? 'warning',
  };
}

function readScope(
  book: Book,
  { map, fields, context }: RuleText,
  measure: AlertMeasure,
): RuleScope | undefined {
  const { queue, queues } = fields;
  if (measure === 'source-silence') {
    const misplaced = queue ?? queues;
    return misplaced === undefined
      ? { kind: 'every-source' }
      : note(book, misplaced, 'no queue: the rule is for every source');
  }
  if (queue !== undefined && queues !== undefined) return note(book, queue, 'either queue or queues');
  if (queue !== undefined) return readQueueScope(book, queue, context);
  if (queues === undefined)
    return note(book, { ...map, node: null }, 'queue: with a name, queues: all or queues: centre');
  const word = readWord(book, queues, ['all', 'centre']);
  if (word === undefined) return undefined;
  return word === 'all' ? { kind: 'every-queue' } : { kind: 'centre' };
}

function readQueueScope(book: Book, field: Field, { queues }: RuleContext): RuleScope | undefined {
  const name = readText(book, field, 'the id of a queue');
  if (name === undefined) return undefined;
  const ids = queues.map((queue) => queue.id);
  if (ids.some((id) => id === name)) return { kind: 'queue', queue: queueId(name) };
  const nearest = nearestName(name, ids);
  return note(
    book,
    field,
    `a queue that is defined under queues${nearest === undefined ? '' : `: did you mean ${nearest}?`}`,
  );
}

type Limits = { readonly threshold: Threshold; readonly clear: Threshold };

function readLimits(book: Book, { map, fields }: RuleText, measure: AlertMeasure): Limits | undefined {
  const { breach } = MEASURES[measure];
  const wrong = breach === 'below' ? fields.above : fields.below;
  if (wrong !== undefined) note(book, wrong, `${breach}: a ${measure} is broken ${breach} its limit`);
  const limit = require(book, map, fields, { key: breach, expected: limitOf(measure) });
  const over = require(book, map, fields, {
    key: 'clear',
    expected: `the value at which the alert is over: ${limitOf(measure)}`,
  });
  const threshold = limit && readLimit(book, limit, measure);
  const clear = over && readLimit(book, over, measure);
  return threshold === undefined || clear === undefined ? undefined : { threshold, clear };
}

function limitOf(measure: AlertMeasure): string {
  const { limit } = MEASURES[measure];
  if (measure === 'service-level') return 'a share such as 80%, target, or target + 2%';
  return { share: 'a share such as 10%', seconds: 'a number of seconds', contacts: 'a number of contacts' }[
    limit
  ];
}

function readLimit(book: Book, field: Field, measure: AlertMeasure): Threshold | undefined {
  const text = scalarOf(book, field)?.source ?? '';
  const [whole, sign, points = '0%'] = /^target(?: *([+-]) *(\d.*%))?$/.exec(text.trim()) ?? [];
  if (whole !== undefined && measure === 'service-level') {
    const offset = shareOfPercent(points);
    if (offset === undefined) return note(book, field, limitOf(measure));
    return { kind: 'target', offset: sign === '-' ? -offset : offset };
  }
  const value = readLimitValue(book, field, measure);
  return value === undefined ? undefined : { kind: 'value', value };
}

function readLimitValue(book: Book, field: Field, measure: AlertMeasure): number | undefined {
  switch (MEASURES[measure].limit) {
    case 'share':
      return readShare(book, field);
    case 'contacts':
      return readCount(book, field, 'a number of contacts, 0 or more');
    case 'seconds': {
      const ms = readSeconds(book, field);
      return ms === undefined ? undefined : ms / SECOND_MS;
    }
  }
}

function readSample(book: Book, field: Field | undefined, measure: AlertMeasure): number {
  const { limit, sample } = MEASURES[measure];
  if (field === undefined) return sample;
  if (limit !== 'share') note(book, field, `no minimum-sample: a ${measure} needs none`);
  return readCount(book, field, 'a number of contacts, 0 or more') ?? sample;
}

/** An alert that is over on the bad side of its limit would fire and clear at once, for ever. */
function refuseCrossed(
  book: Book,
  { fields, context }: RuleText,
  {
    measure,
    scope,
    threshold,
    clear,
  }: Limits & { readonly measure: AlertMeasure; readonly scope: RuleScope },
): void {
  const { breach } = MEASURES[measure];
  const crossed = sharesOf(scope, context).some((share) => {
    const [limit, over] = [valueAt(threshold, share), valueAt(clear, share)];
    return breach === 'below' ? over < limit : over > limit;
  });
  if (crossed && fields.clear !== undefined)
    note(
      book,
      fields.clear,
      `a clear value on the good side of the limit, so ${breach === 'below' ? 'no lower' : 'no higher'} than it`,
    );
}

function sharesOf(scope: RuleScope, { target, queues }: RuleContext): readonly number[] {
  const own = queues.filter(
    (queue) => scope.kind === 'every-queue' || (scope.kind === 'queue' && scope.queue === queue.id),
  );
  return [...own.map((queue) => queue.target.share), ...(scope.kind === 'queue' ? [] : [target.share])];
}

const valueAt = (limit: Threshold, share: number): number =>
  limit.kind === 'value' ? limit.value : Math.min(1, share + limit.offset);

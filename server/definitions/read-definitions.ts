import { usualCentre, type Centre, type Naming, type QueueDefinition } from '#domain/centre.ts';
import { queueId } from '#domain/ids.ts';
import { USUAL_TARGET, type ServiceTarget } from '#domain/service-target.ts';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { readAlertRules } from './read-alert-rules.ts';
import {
  ZONE_EXPECTED,
  definitionsSchema,
  type WrittenDefinitions,
  type WrittenNaming,
  type WrittenTarget,
} from './definitions-schema.ts';
import { sourceDefinition } from './source-definition.ts';
import { noteAt, takeBySchema, type Taking } from './take-by-schema.ts';
import { openYaml, type DefinitionMistake } from './yaml-fields.ts';
import { shareOf } from './share-of.ts';

/** What a text of definitions says: a centre, or every mistake in it, in the order of the text. */
export type Definitions =
  | { readonly kind: 'centre'; readonly centre: Centre }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly DefinitionMistake[] };

/** Reads definitions in YAML; docs/definitions.md says what may stand in them. Only `zone` must. */
export function readDefinitions(text: string): Definitions {
  if (text.length > LONGEST) return tooLong(text);
  const { book, root } = openYaml(text);
  const taking: Taking = { book, places: new WeakMap() };
  const taken = book.mistakes.length > 0 ? undefined : takeBySchema(taking, root, definitionsSchema);
  // What was taken is what the schema says; a test holds the two equal.
  const centre = taken === undefined ? undefined : readCentre(taking, taken as WrittenDefinitions);
  if (centre !== undefined && book.mistakes.length === 0) return { kind: 'centre', centre };
  const inOrder = book.mistakes.sort((one, other) => one.line - other.line || one.column - other.column);
  return { kind: 'mistakes', mistakes: inOrder };
}

/** A thousand queues are 100 kB; a text ten times as long is a mistake of another kind. */
const LONGEST = 1_000_000;

function tooLong(text: string): Definitions {
  const expected = `at most ${LONGEST} characters of definitions, got ${text.length}`;
  const mistake = { line: 1, column: 1, field: '', value: '', expected, message: `expected ${expected}` };
  return { kind: 'mistakes', mistakes: [mistake] };
}

function readCentre(taking: Taking, written: WrittenDefinitions): Centre {
  const usual = usualCentre(zoneOf(taking, written));
  const target = targetOf(written.target, USUAL_TARGET);
  const queues = eachOnce(taking, written.queues).map((queue): QueueDefinition => ({
    id: queueId(queue.id),
    name: namingOf(queue.name, queue.id),
    target: targetOf(queue.target, target),
  }));
  return {
    name: written.name === undefined ? usual.name : namingOf(written.name, ''),
    zone: usual.zone,
    intervalMs:
      written['interval-minutes'] === undefined ? usual.intervalMs : written['interval-minutes'] * MINUTE_MS,
    target,
    queues,
    sites: eachOnce(taking, written.sites).map(({ id, name }) => ({ id, name: namingOf(name, id) })),
    sources: eachOnce(taking, written.sources).flatMap((source) => sourceDefinition(taking, source) ?? []),
    rules: readAlertRules(taking, written.alerts ?? [], { target, queues }),
  };
}

function zoneOf(taking: Taking, written: WrittenDefinitions): string {
  try {
    return timeZone(written.zone).name;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    noteAt(taking, written, 'zone', ZONE_EXPECTED);
    return 'UTC';
  }
}

/** The members of a list, each id once. */
function eachOnce<Item extends { readonly id: string }>(
  taking: Taking,
  items: readonly Item[] | undefined = [],
): readonly Item[] {
  const known = new Map<string, Item>();
  for (const item of items) {
    if (known.has(item.id)) noteAt(taking, item, 'id', `each id once, and ${item.id} was there before`);
    known.set(item.id, item);
  }
  return [...known.values()];
}

/** A name for every language where one is given, and the id where none is. */
function namingOf(written: WrittenNaming | undefined, id: string): Naming {
  if (written === undefined) return { zh: id, en: id };
  return typeof written === 'string' ? { zh: written, en: written } : written;
}

function targetOf(written: WrittenTarget | undefined, outer: ServiceTarget): ServiceTarget {
  const { share, seconds, 'short-abandon-seconds': short } = written ?? {};
  return {
    share: share === undefined ? outer.share : shareOf(share),
    withinMs: seconds === undefined ? outer.withinMs : Math.round(seconds * SECOND_MS),
    shortAbandonMs: short === undefined ? outer.shortAbandonMs : Math.round(short * SECOND_MS),
  };
}

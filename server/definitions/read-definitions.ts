import { usualCentre, type Centre, type QueueDefinition } from '#domain/centre.ts';
import { queueId } from '#domain/ids.ts';
import { USUAL_TARGET, type ServiceTarget } from '#domain/service-target.ts';
import { MINUTE_MS, type DurationMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { readRules } from './read-alert-rules.ts';
import { readId } from './read-id.ts';
import { readSource } from './read-source.ts';
import {
  note,
  openYaml,
  readList,
  readMap,
  require,
  scalarOf,
  type Book,
  type DefinitionMistake,
  type Field,
  type Fields,
} from './yaml-fields.ts';
import { readNaming, readSeconds, readShare, readText } from './yaml-values.ts';

/** What a text of definitions says: a centre, or every mistake in it, in the order of the text. */
export type Definitions =
  | { readonly kind: 'centre'; readonly centre: Centre }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly DefinitionMistake[] };

/** Reads definitions in YAML; docs/definitions.md says what may stand in them. Only `zone` must. */
export function readDefinitions(text: string): Definitions {
  if (text.length > LONGEST) return tooLong(text);
  const { book, root } = openYaml(text);
  const fields = book.mistakes.length > 0 ? undefined : readMap(book, root, KEYS);
  const centre = fields && readCentre(book, root, fields);
  if (centre !== undefined && book.mistakes.length === 0) return { kind: 'centre', centre };
  const inOrder = book.mistakes.sort((one, other) => one.line - other.line || one.column - other.column);
  return { kind: 'mistakes', mistakes: inOrder };
}

/** A thousand queues are 100 kB; a text ten times as long is a mistake of another kind. */
const LONGEST = 1_000_000;

const KEYS = ['name', 'zone', 'interval-minutes', 'target', 'queues', 'sites', 'sources', 'alerts'] as const;

/** Planners count in quarters, halves or whole hours; cells are kept by the quarter-hour. */
const INTERVAL_MINUTES: readonly unknown[] = [15, 30, 60];

function tooLong(text: string): Definitions {
  const expected = `at most ${LONGEST} characters of definitions, got ${text.length}`;
  const mistake = { line: 1, column: 1, field: '', value: '', expected, message: `expected ${expected}` };
  return { kind: 'mistakes', mistakes: [mistake] };
}

function readCentre(book: Book, root: Field, fields: Fields<(typeof KEYS)[number]>): Centre {
  const zone = require(book, root, fields, {
    key: 'zone',
    expected: 'an IANA time zone such as Asia/Shanghai',
  });
  const usual = usualCentre((zone && readZone(book, zone)) ?? 'UTC');
  const target = (fields.target && readTarget(book, fields.target, USUAL_TARGET)) ?? USUAL_TARGET;
  const queues = listed(book, fields.queues, (item) => readQueue(book, item, target));
  return {
    name: (fields.name && readNaming(book, fields.name)) ?? usual.name,
    zone: usual.zone,
    intervalMs:
      (fields['interval-minutes'] && readInterval(book, fields['interval-minutes'])) ?? usual.intervalMs,
    target,
    queues,
    sites: listed(book, fields.sites, (item) => readSite(book, item)),
    sources: listed(book, fields.sources, (item) => readSource(book, item)),
    rules: readRules(book, fields.alerts, { target, queues }),
  };
}

/** The items of a list, each id once. */
function listed<Item extends { readonly id: string }>(
  book: Book,
  list: Field | undefined,
  read: (item: Field) => Item | undefined,
): readonly Item[] {
  const items = new Map<string, Item>();
  for (const field of list === undefined ? [] : readList(book, list)) {
    const item = read(field);
    if (item === undefined) continue;
    if (items.has(item.id)) note(book, field, `each id once, and ${item.id} was there before`);
    items.set(item.id, item);
  }
  return [...items.values()];
}

function readZone(book: Book, field: Field): string | undefined {
  const name = readText(book, field, 'an IANA time zone such as Asia/Shanghai');
  if (name === undefined) return undefined;
  try {
    return timeZone(name).name;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return note(book, field, 'an IANA time zone such as Asia/Shanghai');
  }
}

function readInterval(book: Book, field: Field): DurationMs | undefined {
  const minutes = scalarOf(book, field)?.value;
  if (typeof minutes === 'number' && INTERVAL_MINUTES.includes(minutes)) return minutes * MINUTE_MS;
  return note(book, field, `${INTERVAL_MINUTES.join(', ')} minutes`);
}

function readTarget(book: Book, field: Field, outer: ServiceTarget): ServiceTarget | undefined {
  const fields = readMap(book, field, ['share', 'seconds', 'short-abandon-seconds']);
  if (fields === undefined) return undefined;
  const short = fields['short-abandon-seconds'];
  return {
    share: (fields.share && readShare(book, fields.share)) ?? outer.share,
    withinMs: (fields.seconds && readSeconds(book, fields.seconds)) ?? outer.withinMs,
    shortAbandonMs: (short && readSeconds(book, short)) ?? outer.shortAbandonMs,
  };
}

function readQueue(book: Book, field: Field, outer: ServiceTarget): QueueDefinition | undefined {
  const fields = readMap(book, field, ['id', 'name', 'target']);
  const id = fields && readId(book, field, fields, 'the queue');
  if (fields === undefined || id === undefined) return undefined;
  return {
    id: queueId(id),
    name: (fields.name && readNaming(book, fields.name)) ?? { zh: id, en: id },
    target: (fields.target && readTarget(book, fields.target, outer)) ?? outer,
  };
}

function readSite(book: Book, field: Field): Centre['sites'][number] | undefined {
  const fields = readMap(book, field, ['id', 'name']);
  const id = fields && readId(book, field, fields, 'the site');
  if (fields === undefined || id === undefined) return undefined;
  return { id, name: (fields.name && readNaming(book, fields.name)) ?? { zh: id, en: id } };
}

import { cellText } from '../../../files/grid/cell.ts';
import type { GridRow } from '../../../files/grid/grid.ts';
import type { ColumnRole } from '../headings/column-role.ts';
import { mappingText } from './mapping-text.ts';
import type { Items, IntervalShape } from './measure-items.ts';
import type { SeenColumn } from './seen-columns.ts';
import type { QueuePlace } from './table-layout.ts';
import type { WhenColumns } from './when-columns.ts';

/** What is known of a table below a row that may be its header, and what is not. */
export type OpenLayout = {
  readonly name: string;
  readonly row: GridRow | undefined;
  readonly columns: readonly SeenColumn[];
  /** Names that the user gave and that are not there. */
  readonly unknown: readonly string[];
  readonly measures: Items;
  readonly when: WhenColumns | undefined;
  readonly queue: QueuePlace | undefined;
};

/** What is missing, what was found instead, and a mapping to accept. */
export function proposal(open: OpenLayout, shape: IntervalShape): string {
  const { name, row, unknown, columns, measures, when } = open;
  const where = `${name} line ${row?.line ?? 1}`;
  const got = (row?.cells ?? [])
    .map(cellText)
    .filter((text) => text !== '')
    .join(',')
    .slice(0, MOST_SAID);
  if (unknown.length > 0)
    return `${where}: no column is called ${unknown.join(' or ')}: expected one of ${got}`;
  const doubtful = doubtfulWords(open);
  if (doubtful !== undefined) return `${where}: ${doubtful}`;
  if (
    measures.kind !== 'open' &&
    when === undefined &&
    columns.some(({ content }) => content.days > 0) &&
    !columns.some(saysTime)
  )
    return `${where}: has days and no times of the day in it, expected a row for each interval of an hour or less, got ${got}`;
  const missing = missingRoles(open, shape);
  const guesses = missing.flatMap((role) => guessOf(role, open) ?? []);
  const queue = row !== undefined && guesses.some((guess) => guess.includes('=#')) ? queueGuess(columns) : [];
  const accept =
    guesses.length < missing.length ? '' : `; to accept: --map ${[...queue, ...guesses].join(',')}`;
  return `${where}: expected a header with ${['queue', 'start', ...shape.needed].join(',')}, missing ${missing.join(', ')}, got ${got}${accept}`;
}

const saysTime = ({ content }: SeenColumn): boolean => content.times + content.moments > 0;

const MOST_SAID = 300;

/** Where more than one column would do, or one may be meant or not. */
function doubtfulWords({ measures, queue, when, columns }: OpenLayout): string | undefined {
  if (measures.kind === 'open' && measures.candidates.length > 0) {
    const [first] = measures.candidates;
    const all = measures.candidates.map((one) => `${one.heading} (${sample(one)})`).join(' or ');
    if (measures.beside !== undefined) return besideWords(measures.beside, measures.candidates);
    return `which column is ${measures.role}: ${all}? Say it with --map ${mappingText(measures.role, [first?.heading ?? ''])}`;
  }
  if (measures.kind !== 'open' && when !== undefined && queue === undefined) {
    const first = columns.find(({ role, content }) => role === undefined && content.words.length > 1);
    const words = first?.content.words.slice(0, 3).join(', ') ?? '';
    return `is ${first?.heading} (${words}) the queue? Say it with --map ${mappingText('queue', [first?.heading ?? ''])}, or name the one queue with --queue`;
  }
  return undefined;
}

/** Whether words name the queues, or the headings of counts do. */
function besideWords({ heading, content }: SeenColumn, candidates: readonly SeenColumn[]): string {
  const [counts, words] = [candidates.map((one) => one.heading), content.words.slice(0, 3).join(', ')];
  const offered = counts[0] ?? '';
  return `is ${heading} (${words}) the queue, and one of ${counts.join(', ')} what came in? Say it with --map ${mappingText('queue', [heading])} --map ${mappingText('offered', [offered])}; or, where ${counts.join(' and ')} are queues, --map ${mappingText('other', [heading])}`;
}

function missingRoles({ measures, when }: OpenLayout, { needed }: IntervalShape): readonly ColumnRole[] {
  return [...(when === undefined ? ['start' as const] : []), ...(measures.kind === 'open' ? needed : [])];
}

/** The column that a role may be meant to have, as it would be typed. */
function guessOf(role: ColumnRole, { columns }: OpenLayout): string | undefined {
  const free = columns.filter((column) => column.role === undefined || column.role === 'answered');
  if (role !== 'start') {
    const counts = free.find(({ content }) => content.filled > 0 && content.counts === content.filled);
    return counts === undefined ? undefined : mappingText(role, [nameOf(counts)]);
  }
  const both = columns.find(({ content }) => content.moments > 0);
  if (both !== undefined) return mappingText('start', [nameOf(both)]);
  const [day, time] = [
    columns.find(({ content }) => content.days > 0),
    columns.find(({ content }) => content.times > 0),
  ];
  return day === undefined || time === undefined
    ? undefined
    : `${mappingText('day', [nameOf(day)])},${mappingText('time', [nameOf(time)])}`;
}

/** Where there are no headings, the first column of words may be the queue. */
const queueGuess = (columns: readonly SeenColumn[]): readonly string[] =>
  columns
    .filter(({ content }) => content.texts > 0 && content.texts === content.filled)
    .slice(0, 1)
    .map((column) => mappingText('queue', [nameOf(column)]));

const nameOf = ({ heading, column, content }: SeenColumn): string =>
  heading === '' || /^[\d.,:/ -]+$/.test(heading) || content.words.includes(heading)
    ? `#${column + 1}`
    : heading;

const sample = ({ content }: SeenColumn): string =>
  content.numbers === 0
    ? 'empty'
    : content.least === content.most
      ? `${content.least}`
      : `${content.least} to ${content.most}`;

import { isEmpty, readSerial, type GridCell } from '../../../files/grid/cell.ts';
import { readNumber } from '../../../files/values/number-text.ts';
import { readWhen } from '../../../files/values/when-text.ts';

/** What stands in the first rows of a column. */
export type ColumnContent = {
  readonly filled: number;
  readonly empty: number;
  readonly numbers: number;
  /** Numbers that can count something: whole and not negative. */
  readonly counts: number;
  /** Numbers above 0, and those of them that are hours if they are seconds: no contact is handled for so long. */
  readonly positive: number;
  readonly large: number;
  readonly least: number;
  readonly most: number;
  /** Days without a time, times without a day, and both. */
  readonly days: number;
  readonly times: number;
  readonly moments: number;
  readonly texts: number;
  /** Different texts, up to a few. */
  readonly words: readonly string[];
  /** Different times of the day, up to a few, and how many cells have one that reports begin intervals at. */
  readonly minutes: readonly number[];
  readonly onGrid: number;
  /** Times that say hours, minutes and seconds, as a sheet keeps all of them. */
  readonly longTimes: number;
};

/** Different values that are remembered: enough to see whether they are many. */
const MOST_DISTINCT = 60;
const GRID_MINUTES = 5;
/** Five and a half hours; as milliseconds 20 s, and few contacts are shorter. */
const LARGE_SECONDS = 20_000;

/** Looks at cells of one column. */
export function columnContent(cells: readonly (GridCell | undefined)[]): ColumnContent {
  const seen = newSeen();
  for (const cell of cells) {
    if (cell === undefined || isEmpty(cell)) seen.empty += 1;
    else add(seen, cell);
  }
  return { ...seen, words: [...seen.words], minutes: [...seen.minutes] };
}

const newSeen = () => ({
  filled: 0,
  empty: 0,
  numbers: 0,
  counts: 0,
  positive: 0,
  large: 0,
  least: Infinity,
  most: -Infinity,
  days: 0,
  times: 0,
  moments: 0,
  texts: 0,
  onGrid: 0,
  longTimes: 0,
  words: new Set<string>(),
  minutes: new Set<number>(),
});

function add(seen: ReturnType<typeof newSeen>, cell: GridCell): void {
  seen.filled += 1;
  const kind = kindOf(cell);
  if (kind.kind === 'number') {
    seen.numbers += 1;
    if (Number.isInteger(kind.value) && kind.value >= 0) seen.counts += 1;
    if (kind.value > 0) seen.positive += 1;
    if (kind.value >= LARGE_SECONDS) seen.large += 1;
    seen.least = Math.min(seen.least, kind.value);
    seen.most = Math.max(seen.most, kind.value);
  } else if (kind.kind === 'text') {
    seen.texts += 1;
    if (seen.words.size < MOST_DISTINCT) seen.words.add(kind.text);
  } else {
    seen[kind.kind] += 1;
    if (kind.minute === undefined) return;
    if (typeof cell === 'object' || /:.*:/.test(String(cell))) seen.longTimes += 1;
    if (seen.minutes.size < MOST_DISTINCT) seen.minutes.add(kind.minute);
    if (kind.minute % GRID_MINUTES === 0) seen.onGrid += 1;
  }
}

type CellKind =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'days' | 'times' | 'moments'; readonly minute?: number };

/** What one cell is; 4:24 is a time here, though it may be a length of time. */
function kindOf(cell: GridCell): CellKind {
  if (typeof cell === 'number') return { kind: 'number', value: cell };
  if (typeof cell !== 'string') {
    const { second } = readSerial(cell.serial);
    if (cell.shows === 'day' && second === 0) return { kind: 'days' };
    const kind = cell.shows === 'time' || cell.shows === 'duration' ? 'times' : 'moments';
    return { kind, minute: second / 60 };
  }
  const number = readNumber(cell.trim());
  if (number !== undefined)
    return { kind: 'number', value: number.kind === 'number' ? number.value : number.whole };
  const when = readWhen(cell);
  if (when === undefined) return { kind: 'text', text: cell.trim() };
  if (when.from === undefined) return { kind: 'days' };
  const minute = when.from.minute + when.from.second / 60;
  return { kind: when.date === undefined ? 'times' : 'moments', minute };
}

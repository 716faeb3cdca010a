import type { GridCell, Moment } from '../grid/cell.ts';

type Shows = Moment['shows'];

/** What the formats show that a workbook knows by number and does not write down; 27 to 36 and 50 to 58 are those of Chinese and Japanese. */
const BUILT_IN: ReadonlyMap<number, Shows> = new Map<number, Shows>([
  ...range(14, 17, 'day'),
  ...range(18, 21, 'time'),
  [22, 'day-time'],
  ...range(27, 31, 'day'),
  ...range(32, 35, 'time'),
  [36, 'day'],
  ...range(45, 47, 'duration'),
  ...range(50, 54, 'day'),
  ...range(55, 56, 'time'),
  ...range(57, 58, 'day'),
]);

function range(first: number, last: number, shows: Shows): [number, Shows][] {
  return Array.from({ length: last - first + 1 }, (_, at) => [first + at, shows]);
}

/** What a number in this format shows; undefined where it stays a number. `code` is the format as the workbook writes it, if it does. */
export function shownBy(id: number, code: string | undefined): Shows | undefined {
  return code === undefined ? BUILT_IN.get(id) : shownByCode(code);
}

/** From 1904, where a Macintosh began, to the days that everyone else counts. */
const DAYS_UNTIL_1904 = 1462;
const DAYS_UNTIL_10000 = 2_958_466;

/** A number of a sheet as a cell with this format shows it. */
export function shownNumber(number: number, shows: Shows | undefined, daysFrom1904: boolean): GridCell {
  // Sheets show no day before 1900 or after 9999.
  if (shows === undefined || !(number >= 0 && number < DAYS_UNTIL_10000)) return number;
  const isDay = shows === 'day' || shows === 'day-time';
  return { serial: daysFrom1904 && isDay ? number + DAYS_UNTIL_1904 : number, shows };
}

function shownByCode(code: string): Shows | undefined {
  const [positive = ''] = code.split(';');
  const plain = positive
    .toLowerCase()
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/am\/pm|a\/p|上午\/下午/g, 'h');
  if (/\[(h+|m+|s+)\]/.test(plain)) return 'duration';
  const letters = plain.replaceAll(/\[[^\]]*\]/g, '');
  if (/[0#?]/.test(letters.replaceAll(/s[.,]0+/g, 's')) || letters.includes('general')) return undefined;
  const hasDay = /[yd]/.test(letters) || /^[^hs]*m{1,5}[^hs]*$/.test(letters);
  const hasTime = /[hs]/.test(letters);
  if (hasDay && hasTime) return 'day-time';
  if (hasDay) return 'day';
  if (!hasTime) return undefined;
  return letters.includes('h') ? 'time' : 'duration';
}

import { dayNo, isoWeekday, minutesOf, type Wall } from './clocks.ts';
import type { RawDocument, RawShift } from './raw-document.ts';

/** A shift as somebody works it. */
export type Work = {
  readonly person: string;
  readonly day: number;
  /** As it stands in the roster: `early`, or `day@09:30`. */
  readonly name: string;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly paidMinutes: number;
  readonly isLived: boolean;
  readonly shift: RawShift | undefined;
  /** Breaks, sessions and deferred work, from and until in milliseconds. */
  readonly parts: readonly Part[];
};

export type Part = { readonly name: string; readonly from: number; readonly until: number };

/** Shifts of the usual rotations, from the documentation: eight hours, the night from the midnight that ends its day; seven and a half for two shifts. */
export const ROTATED: Readonly<Record<string, readonly RawShift[]>> = {
  'four-crews-three-shifts': [
    { id: 'early', starts: ['08:00'], minutes: 480 },
    { id: 'middle', starts: ['16:00'], minutes: 480 },
    { id: 'night', starts: ['24:00'], minutes: 480 },
  ],
  'two-shifts': [
    { id: 'day', starts: ['09:00'], minutes: 450 },
    { id: 'evening', starts: ['16:30'], minutes: 450 },
  ],
};

export function startsOf({ starts }: RawShift): readonly string[] {
  if (Array.isArray(starts)) return starts.map(String);
  if (!('everyMinutes' in starts)) return [];
  const all: string[] = [];
  for (let at = minutesOf(starts.from); at <= minutesOf(starts.until); at += starts.everyMinutes)
    all.push(`${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
  return all;
}

/** A shift by the name that it has in the roster, with its start. Shifts of a rotation that would be mistaken for the planner's have the rotation before their name. */
export function shiftNamed(
  document: RawDocument,
  name: string,
): { shift: RawShift; start: number } | undefined {
  for (const shift of document.shifts) {
    const starts = startsOf(shift);
    for (const start of starts)
      if (name === (starts.length === 1 ? shift.id : `${shift.id}@${start}`))
        return { shift, start: minutesOf(start) };
  }
  for (const { kind } of document.rotations ?? [])
    for (const shift of ROTATED[kind] ?? [])
      if (name === shift.id || name === `${kind}/${shift.id}`)
        return { shift: { ...shift, id: name }, start: minutesOf(startsOf(shift)[0] ?? '00:00') };
  return undefined;
}

const paidMinutes = ({ minutes, breaks = [] }: RawShift): number =>
  breaks.reduce((sum, one) => sum - (one.paid ? 0 : one.minutes), minutes);

/** The shifts of a roster in CSV, as the program writes it. Digits that come twice are read in whichever way the document allows. */
export function rosterWorks(document: RawDocument, wall: Wall, csv: string): Work[] {
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  return rows
    .filter(([, , , activity]) => activity === 'shift')
    .map(([person = '', day = '', name = '', , from = '', until = '']): Work => {
      const found = shiftNamed(document, name);
      const no = dayNo(day);
      const begins = wall.when(no, found?.start ?? 0);
      const shift = spanRead(
        wall,
        { from, until, near: begins },
        (one) => one.until - one.from === length(found?.shift),
      );
      const own = rows.filter(
        (row) => row[0] === person && row[1] === day && row[2] === name && row[3] !== 'shift',
      );
      const parts = partsRead(document, wall, { rows: own, begins, shift: found?.shift });
      const { from: start, until: end } = shift;
      return { ...workOf(found?.shift, name), person, day: no, start, end, isLived: false, parts };
    });
}

type PartRows = {
  readonly rows: readonly (readonly string[])[];
  readonly begins: number;
  readonly shift: RawShift | undefined;
};

/** Parts stand in order of time, so that each is looked for from the end of the one before. */
function partsRead(document: RawDocument, wall: Wall, { rows, begins, shift }: PartRows): Part[] {
  let near = begins;
  return rows.map(([, , , name = '', from = '', until = '']) => {
    const session = (document.activities ?? []).find((one) => one.name === name)?.minutes;
    const { deferredWork } = document;
    const least = deferredWork?.name === name ? deferredWork.leastMinutes : (session ?? 0);
    const isWanted = (one: Omit<Part, 'name'>): boolean =>
      fits(shift, {
        name,
        least,
        most: session ?? Infinity,
        from: one.from - begins,
        until: one.until - begins,
      });
    const after = spanRead(wall, { from, until, near }, isWanted);
    // What begins before the one before it is over is read as it stands: that is for the judge.
    const span = Number.isNaN(after.from) ? spanRead(wall, { from, until, near: begins }, isWanted) : after;
    near = span.until;
    return { name, ...span };
  });
}

const length = (shift: RawShift | undefined): number => (shift?.minutes ?? 0) * 60_000;

/** Whether a part lies within its shift, a break within its window, and is as long as it should be. */
function fits(
  shift: RawShift | undefined,
  { name, least, most, from, until }: Part & { readonly least: number; readonly most: number },
): boolean {
  const rule = shift?.breaks?.find((one) => one.name === name);
  const minutes = (until - from) / 60_000;
  if (rule === undefined) return until <= length(shift) && minutes > 0 && minutes >= least && minutes <= most;
  const isInWindow = from >= rule.earliest * 60_000 && from <= rule.latest * 60_000;
  return isInWindow && minutes === rule.minutes;
}

type Written = { readonly from: string; readonly until: string; readonly near: number };

/** When a span of digits can be meant: of several readings the first that is wanted, or the first of all. */
function spanRead(
  wall: Wall,
  { from, until, near }: Written,
  isWanted: (span: Omit<Part, 'name'>) => boolean,
): Omit<Part, 'name'> {
  const readings = instantsNear(wall, from, near).flatMap((one) =>
    instantsNear(wall, until, near).map((other) => ({ from: one, until: other })),
  );
  return readings.find(isWanted) ?? readings[0] ?? { from: Number.NaN, until: Number.NaN };
}

const workOf = (
  shift: RawShift | undefined,
  name: string,
): Pick<Work, 'name' | 'kind' | 'paidMinutes' | 'shift'> => ({
  name,
  kind: shift?.id ?? name,
  paidMinutes: shift === undefined ? 0 : paidMinutes(shift),
  shift,
});

/** Every time from `near` on, for a day and a half, at which the wall shows these digits. */
function instantsNear(wall: Wall, text: string, near: number): number[] {
  const wanted = text.slice(0, 16).replace('T', ' ');
  const found: number[] = [];
  for (let at = near; at <= near + 38 * 3_600_000; at += 900_000)
    if (wall.show(at) === wanted) found.push(at);
  return found;
}

/** What was worked before the plan. */
export function livedWorks(document: RawDocument, wall: Wall): Work[] {
  return (document.lived ?? []).flatMap(({ person, day, shift, start }): Work[] => {
    const name = start === undefined ? shift : `${shift}@${start}`;
    const found = shiftNamed(document, name) ?? shiftNamed(document, shift);
    if (found === undefined) return [];
    const from = wall.when(dayNo(day), found.start);
    const end = from + found.shift.minutes * 60_000;
    return [
      { ...workOf(found.shift, name), person, day: dayNo(day), start: from, end, isLived: true, parts: [] },
    ];
  });
}

/** Whether a shift is night work: three of its hours between 23:00 and 06:00, looked at quarter by quarter. */
export function isNight(wall: Wall, { start, end }: Work): boolean {
  let quarters = 0;
  for (let at = start; at < end; at += 900_000) {
    const hour = Number(wall.show(at).slice(11, 13));
    if (hour >= 23 || hour < 6) quarters += 1;
  }
  return quarters >= 12;
}

export const isWeekend = (day: number): boolean => isoWeekday(day) >= 6;

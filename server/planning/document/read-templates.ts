import type { Rotation } from '../../../schedules/rotations/rotation.ts';
import { clockText } from '#domain/text/clock-text.ts';
import { earliestBreaks } from '../../../schedules/plan/model/break-windows-of.ts';
import type { BreakTemplate, ShiftTemplate } from '../../../schedules/shift-template.ts';
import { readClock } from './read-clock.ts';
import type { ProblemDocument } from './document-schema.ts';

type Shift = ProblemDocument['shifts'][number];

/** Every shift with fixed hours that can be worked: one for each start of each kind, and those of the rotations. */
export function readTemplates(
  { shifts, intervalMinutes }: ProblemDocument,
  { rotations, book }: { readonly rotations: readonly Rotation[]; readonly book: string[] },
): readonly ShiftTemplate[] {
  const own = shifts.flatMap((shift, at) => {
    book.push(...shiftMistakes(shift, `shifts.${at}`, intervalMinutes));
    return startsOf(shift).map((startMinute) => template(shift, startMinute));
  });
  const all = [...own, ...rotations.flatMap(({ templates }) => templates)];
  const byId = new Map<string, ShiftTemplate>();
  for (const one of all) {
    const known = byId.get(one.id);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(one))
      book.push(`shifts: ${one.id} stands for two different shifts`);
    byId.set(one.id, one);
  }
  return [...byId.values()];
}

/** `day` where a kind has one start, `day@09:30` where it has several. */
function template(shift: Shift, startMinute: number): ShiftTemplate {
  const isOnly = startsOf(shift).length === 1;
  return {
    id: isOnly ? shift.id : `${shift.id}@${clockText(startMinute)}`,
    kind: shift.id,
    startMinute,
    lengthMinutes: shift.minutes,
    breaks: breaksOf(shift),
  };
}

/** In the order in which they are taken, in whatever order they are written. */
function breaksOf({ breaks = [] }: Shift): readonly BreakTemplate[] {
  const inOrder = breaks.toSorted((one, other) => one.earliest - other.earliest || one.latest - other.latest);
  return inOrder.map((rule) => ({
    name: rule.name,
    lengthMinutes: rule.minutes,
    earliestMinute: rule.earliest,
    latestMinute: rule.latest,
    isPaid: rule.paid,
  }));
}

function startsOf({ starts }: Shift): readonly number[] {
  if (Array.isArray(starts)) return starts.map(readClock);
  const from = readClock(starts.from);
  const count = Math.floor((readClock(starts.until) - from) / starts.everyMinutes) + 1;
  return Array.from(
    { length: Math.max(0, Math.min(count, MOST_STARTS)) },
    (_, at) => from + at * starts.everyMinutes,
  );
}

/** A start every five minutes for a day and a half. */
const MOST_STARTS = 432;

function shiftMistakes(shift: Shift, where: string, intervalMinutes: number): readonly string[] {
  const onGrid = (minutes: number): boolean => minutes % intervalMinutes === 0;
  const mistakes: string[] = [];
  if (startsOf(shift).length === 0)
    mistakes.push(`${where}.starts: expected a time from which until is not before from`);
  const off = startsOf(shift).find((minute) => !onGrid(minute));
  if (off !== undefined)
    mistakes.push(`${where}.starts: expected multiples of ${intervalMinutes} min, got ${clockText(off)}`);
  if (!onGrid(shift.minutes))
    mistakes.push(`${where}.minutes: expected a multiple of ${intervalMinutes}, got ${shift.minutes}`);
  for (const [at, rule] of (shift.breaks ?? []).entries()) {
    const place = `${where}.breaks.${at}`;
    if (![rule.minutes, rule.earliest, rule.latest].every(onGrid))
      mistakes.push(`${place}: expected minutes, earliest and latest in multiples of ${intervalMinutes}`);
    if (rule.earliest > rule.latest)
      mistakes.push(`${place}: expected earliest at most latest ${rule.latest}, got ${rule.earliest}`);
    if (rule.latest + rule.minutes > shift.minutes)
      mistakes.push(
        `${place}: expected to end within the shift of ${shift.minutes} min, got ${rule.latest + rule.minutes}`,
      );
  }
  if (mistakes.length === 0) mistakes.push(...crowdedBreaks(shift, where, intervalMinutes));
  return mistakes;
}

/** Breaks of which one is never over before the window of the next has passed. */
function crowdedBreaks(shift: Shift, where: string, intervalMinutes: number): readonly string[] {
  const breaks = breaksOf(shift);
  const starts = earliestBreaks(breaks, intervalMinutes);
  return breaks.flatMap(({ name, latestMinute }, at) => {
    const start = starts[at] ?? 0;
    if (start <= latestMinute) return [];
    return [
      `${where}.breaks: expected room for ${name} by minute ${latestMinute}, got minute ${start} after the breaks before it`,
    ];
  });
}

import { breakWindowsOf, earliestBreaks } from '../model/break-windows-of.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import { presenceOf, startInterval, workedIntervals } from '../model/presence.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** Rounds through all shifts; the third hardly ever moves a break. */
const ROUNDS = 3;

/**
 * The same shifts with each break where it costs the least coverage, one shift after the other, as often as that still helps.
 * Breaks keep their order and their windows. Where nothing is required they begin as early as they may.
 */
export function placeBreaks(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  shifts: readonly NamedShift[],
): readonly NamedShift[] {
  let placed = shifts.map((shift) => ({
    ...shift,
    breakStarts: earliestBreaks(breakWindowsOf(problem, shift.template), problem.intervalMinutes),
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const slack = slackOf(problem, days, placed);
    const moved = placed.map((shift) => moveBreaks(shift, { problem, days, slack }));
    if (moved.every((shift, at) => String(shift.breakStarts) === String(placed[at]?.breakStarts))) break;
    placed = moved;
  }
  return placed;
}

/** People beyond the requirement in each interval, over all queues, weighed by what missing one costs. */
type Slack = Float64Array;

function slackOf(problem: ShiftPlanProblem, days: readonly PlanDay[], shifts: readonly NamedShift[]): Slack {
  const presence = presenceOf(problem, days, shifts);
  const slack = new Float64Array(days.reduce((sum, day) => sum + day.intervals, 0));
  for (const { queue, required, underCost } of problem.queues) {
    const there = presence.get(queue);
    for (const [at, people] of required.entries()) {
      const over = (there?.[at] ?? 0) - people;
      slack[at] = (slack[at] ?? 0) + (over < 0 ? over * underCost : over);
    }
  }
  return slack;
}

type Place = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  /** Kept true while breaks move. */
  readonly slack: Slack;
};

function moveBreaks(shift: NamedShift, place: Place): NamedShift {
  return [...shift.template.breaks.keys()].reduce((moved, at) => {
    addPresence(moved, place, -1);
    const better = withBreak(moved, at, bestStart(moved, at, place));
    addPresence(better, place, 1);
    return better;
  }, shift);
}

const withBreak = (shift: NamedShift, at: number, start: number): NamedShift => ({
  ...shift,
  breakStarts: shift.breakStarts.with(at, start),
});

function addPresence(shift: NamedShift, { problem, days, slack }: Place, by: number): void {
  for (const at of workedIntervals(problem, days, shift))
    if (at < slack.length && at >= 0) slack[at] = (slack[at] ?? 0) + by;
}

/** The start, within its window and between its neighbours, of the intervals that can best do without this person. */
function bestStart(shift: NamedShift, at: number, { problem, days, slack }: Place): number {
  const rule = breakWindowsOf(problem, shift.template)[at];
  const here = shift.breakStarts[at] ?? 0;
  if (rule === undefined) return here;
  const shiftStart = startInterval(problem, days, shift);
  const step = problem.intervalMinutes;
  const before = shift.template.breaks[at - 1];
  const first = Math.max(
    rule.earliestMinute,
    before === undefined ? 0 : (shift.breakStarts[at - 1] ?? 0) + before.lengthMinutes,
  );
  const last = Math.min(rule.latestMinute, (shift.breakStarts[at + 1] ?? Infinity) - rule.lengthMinutes);
  let [best, most] = [here, -Infinity];
  for (let start = first; start <= last; start += step) {
    let least = Infinity;
    let sum = 0;
    for (let minute = start; minute < start + rule.lengthMinutes; minute += step) {
      const free = slack[shiftStart + minute / step] ?? 0;
      least = Math.min(least, free);
      sum += free;
    }
    const score = least * 1_000 + sum;
    if (score > most) [best, most] = [start, score];
  }
  return best;
}

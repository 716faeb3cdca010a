import type { AgentId } from '#domain/ids.ts';
import type { NamedShift, ShiftActivity } from '../model/person-times.ts';
import { startInterval, workedIntervals } from '../model/presence.ts';
import type { ShiftFloor } from './shift-floor.ts';
import type { DeferredWork } from '../model/shift-plan-problem.ts';

/**
 * Work that can wait, given to people beyond the requirement, in stretches that are long enough; who had least of it before is asked first. It is
 * put down when a contact comes, so those people still count as present. Taken off the floor here, nobody else is put to the same surplus.
 */
export function placeDeferredWork(floor: ShiftFloor): void {
  const { deferredWork } = floor.problem;
  if (deferredWork === undefined) return;
  const minutes = new Map<AgentId, number>();
  for (const { day } of floor.days) {
    const order = [...floor.now].toSorted(
      ([one], [other]) => (minutes.get(one) ?? 0) - (minutes.get(other) ?? 0),
    );
    for (const [person, own] of order) {
      for (const [place, shift] of own.entries()) {
        if (shift.day !== day) continue;
        const parts = quietParts(floor, shift, deferredWork);
        if (parts.length === 0) continue;
        own[place] = { ...shift, activities: inOrder([...(shift.activities ?? []), ...parts]) };
        const added = parts.reduce((sum, { lengthMinutes }) => sum + lengthMinutes, 0);
        minutes.set(person, (minutes.get(person) ?? 0) + added);
      }
    }
  }
}

/** The stretches of a shift in which nobody would miss its person; the person is taken off the floor in them. */
function quietParts(
  floor: ShiftFloor,
  shift: NamedShift,
  { name, leastMinutes }: DeferredWork,
): readonly ShiftActivity[] {
  const { problem, days, market, poolOf } = floor;
  const pool = poolOf.get(shift.person);
  if (pool === undefined) return [];
  const step = problem.intervalMinutes;
  const first = startInterval(problem, days, shift);
  const quiet = workedIntervals(problem, days, shift).filter((at) => isUnmissed(floor, pool, at));
  return runsOf(quiet)
    .filter(({ from, until }) => (until - from) * step >= leastMinutes)
    .map((span): ShiftActivity => {
      market.change(pool, span, -1);
      const startMinute = (span.from - first) * step;
      return { name, kind: 'deferred-work', startMinute, lengthMinutes: (span.until - span.from) * step };
    });
}

function isUnmissed({ market }: ShiftFloor, pool: number, at: number): boolean {
  if (at < 0 || at >= market.intervals) return false;
  const span = { from: at, until: at + 1 };
  const cost = market.change(pool, span, -1);
  market.change(pool, span, 1);
  return cost < 1e-9;
}

function runsOf(intervals: readonly number[]): readonly { readonly from: number; readonly until: number }[] {
  const runs: { from: number; until: number }[] = [];
  for (const at of intervals) {
    const last = runs.at(-1);
    if (last?.until === at) last.until = at + 1;
    else runs.push({ from: at, until: at + 1 });
  }
  return runs;
}

const inOrder = (activities: readonly ShiftActivity[]): readonly ShiftActivity[] =>
  activities.toSorted((one, other) => one.startMinute - other.startMinute);

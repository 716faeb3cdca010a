import type { DutyColumns } from './draw-duties.ts';
import type { Duty } from '../model/duty.ts';

/** How many people begin a duty at each of its starts, and when its breaks begin: figures of a plan, maybe not whole yet. */
export type DutyCounts = {
  readonly duty: Duty;
  readonly settled: readonly number[];
  /** For each break rule, how many breaks begin at an interval. */
  readonly breaks: readonly ReadonlyMap<number, number>[];
};

/** The counts that a solution gives a duty. */
export function readCounts({ duty, starts, breaks }: DutyColumns, values: Float64Array): DutyCounts {
  return {
    duty,
    settled: starts.map((column) => values[column] ?? 0),
    breaks: breaks.map((begins) => {
      const counts = new Map<number, number>();
      for (const [at, column] of begins) {
        const count = values[column] ?? 0;
        if (count > 0) counts.set(at, (counts.get(at) ?? 0) + count);
      }
      return counts;
    }),
  };
}

/** The same as whole numbers; a solver's 2.9999999 are 3. */
export function wholeCounts({ duty, settled, breaks }: DutyCounts): DutyCounts {
  return {
    duty,
    settled: settled.map(Math.round),
    breaks: breaks.map((counts) => new Map([...counts].map(([at, count]) => [at, Math.round(count)]))),
  };
}

/** People there and not on a break, by group and interval; sessions are not taken off. */
export function presentPeople(
  counts: readonly DutyCounts[],
  { groups, intervals }: { readonly groups: number; readonly intervals: number },
): Float64Array[] {
  const present = Array.from({ length: groups }, () => new Float64Array(intervals));
  for (const { duty, settled, breaks } of counts) {
    const own = present[duty.group];
    if (own === undefined) continue;
    for (const [place, count] of settled.entries())
      addSpan(own, duty.starts[place] ?? 0, duty.kind.length, count);
    for (const [place, begins] of breaks.entries())
      for (const [at, count] of begins) addSpan(own, at, duty.kind.breaks[place]?.length ?? 0, -count);
  }
  return present;
}

/** Adds to a span of a list, as far as the list goes. */
export function addSpan(list: Float64Array, from: number, length: number, by: number): void {
  const until = Math.min(from + length, list.length);
  for (let at = from; at < until; at += 1) list[at] = (list[at] ?? 0) + by;
}

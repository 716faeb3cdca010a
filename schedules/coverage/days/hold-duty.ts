import type { DutyColumns } from '../rows/draw-duties.ts';
import type { DutyCounts } from '../rows/duty-counts.ts';
import { placeShifts } from './place-shifts.ts';

/** What the columns of a duty are when it has these counts, breaks given to starts first come, first served. */
export function holdDuty(
  { starts, breaks, duty }: DutyColumns,
  counts: DutyCounts,
): [column: number, value: number][] {
  const shifts = placeShifts([counts]);
  const held = starts.map((column, place): [number, number] => [column, counts.settled[place] ?? 0]);
  for (const [place, begins] of breaks.entries()) {
    const pairs = new Map<string, number>();
    for (const shift of shifts) {
      const key = `${shift.start} ${shift.breaks[place]}`;
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
    }
    // A start's breaks follow one another in its list, as many as its window is wide.
    const width = begins.length / duty.starts.length;
    for (const [index, [at, column]] of begins.entries())
      held.push([column, pairs.get(`${duty.starts[Math.floor(index / width)]} ${at}`) ?? 0]);
  }
  return held;
}

import type { DutyCounts } from './duty-counts.ts';
import type { PlacedShift } from './placed-shift.ts';

/** The counts of placed shifts, duty for duty as in `counts`. */
export function countShifts(shifts: readonly PlacedShift[], counts: readonly DutyCounts[]): DutyCounts[] {
  return counts.map(({ duty }) => {
    const own = shifts.filter((shift) => shift.duty === duty);
    return {
      duty,
      settled: duty.starts.map((start) => own.filter((shift) => shift.start === start).length),
      breaks: duty.kind.breaks.map((_, place) => {
        const begins = new Map<number, number>();
        for (const { breaks } of own) {
          const at = breaks[place] ?? -1;
          begins.set(at, (begins.get(at) ?? 0) + 1);
        }
        return begins;
      }),
    };
  });
}

import type { DutyCounts } from '../rows/duty-counts.ts';
import type { PlacedShift } from '../market/placed-shift.ts';

/** Shifts with breaks out of counts: first come, first served, which keeps every window that the counts keep. */
export function placeShifts(counts: readonly DutyCounts[]): PlacedShift[] {
  return counts.flatMap(({ duty, settled, breaks }) => {
    const starts = settled.flatMap((count, place) => repeat(duty.starts[place] ?? 0, count));
    const queues = breaks.map((begins) =>
      [...begins].sort(([one], [other]) => one - other).flatMap(([at, count]) => repeat(at, count)),
    );
    return starts.map((start, place) => ({ duty, start, breaks: queues.map((queue) => queue[place] ?? -1) }));
  });
}

function repeat(at: number, count: number): number[] {
  return Array.from({ length: count }, () => at);
}

/**
 * Whole counts near fractional ones: whatever has begun up to each time, brought to the duty's new total and rounded.
 * Rounding keeps every comparison between sums, so the windows of the breaks hold.
 */
export function roundCounts({ duty, settled, breaks }: DutyCounts, total: number): DutyCounts {
  const sum = settled.reduce((all, one) => all + one, 0);
  if (sum < 1e-6) {
    // Nobody was wanted here: whoever comes all the same begins in the middle, breaks as early as may be.
    const middle = duty.starts.length >> 1;
    const at = duty.starts[middle] ?? 0;
    const earliest = earliestBreaks({ duty, start: at, breaks: [] });
    return {
      duty,
      settled: settled.map((_, place) => (place === middle ? total : 0)),
      breaks: breaks.map((_, place) => new Map([[earliest[place] ?? at, total]])),
    };
  }
  return {
    duty,
    settled: roundSums(settled, total / sum),
    breaks: breaks.map((begins) => {
      const sorted = [...begins].sort(([one], [other]) => one - other);
      const rounded = roundSums(
        sorted.map(([, count]) => count),
        total / sum,
      );
      return new Map(sorted.map(([at], place) => [at, rounded[place] ?? 0]));
    }),
  };
}

function roundSums(counts: readonly number[], scale: number): number[] {
  let sum = 0;
  let given = 0;
  return counts.map((count) => {
    sum += count * scale;
    // A sum that is a half but for the solver's last digit is a half.
    const whole = Math.floor(sum + 0.5 + 1e-5);
    const own = whole - given;
    given = whole;
    return own;
  });
}

/** The first places that the rules leave each break. */
export function earliestBreaks({ duty, start }: PlacedShift): number[] {
  let free = start;
  return duty.kind.breaks.map((rule) => {
    const at = Math.max(start + rule.earliest, free + (rule.leastWorkBefore ?? 0));
    free = at + rule.length;
    return at;
  });
}

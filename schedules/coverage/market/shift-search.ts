import type { CoverageProblem, ShiftKind } from '../model/coverage-problem.ts';
import { breakWindow, gapAfter } from '../rows/draw-duties.ts';

/** Finds the best breaks of a shift when the worth of every interval is known. */
export type ShiftSearch = {
  /** Takes the prices of a person's time in every interval; a negative price is a help. */
  price(oneMoreCost: Float64Array, from: number, until: number): void;
  /** What a shift of the kind from `start` costs with its best breaks. */
  cost(kind: ShiftKind, start: number): number;
  /** Those breaks, of the shift that `cost` was last asked for. */
  breaks(): number[];
};

/** One break of a kind as the search needs it: offsets from the start, distances from the break before. */
type BreakStep = {
  readonly length: number;
  readonly earliest: number;
  readonly latest: number;
  readonly gapLeast: number;
  readonly gapMost: number;
};

type Scratch = {
  /** Prices summed up: working from a to b costs sums[b] − sums[a]. */
  readonly sums: Float64Array;
  readonly steps: ReadonlyMap<ShiftKind, readonly BreakStep[]>;
  /** By break and offset: the most that this break and those before it can save, and the break before. */
  readonly saved: readonly Float64Array[];
  readonly cameFrom: readonly Int32Array[];
};

/** A search for a problem of so many intervals; shifts may reach beyond them, where nothing counts. */
export function openShiftSearch(problem: CoverageProblem, intervals: number): ShiftSearch {
  const scratch = scratchFor(problem, intervals);
  const { sums } = scratch;
  let last = { start: 0, steps: NO_STEPS };
  return {
    price(oneMoreCost, from, until) {
      let sum = 0;
      sums[from] = 0;
      for (let at = from; at < until; at += 1) {
        if (at < intervals) sum += oneMoreCost[at] ?? 0;
        sums[at + 1] = sum;
      }
    },
    cost(kind, start) {
      const steps = scratch.steps.get(kind) ?? NO_STEPS;
      last = { start, steps };
      const presence = (sums[start + kind.length] ?? 0) - (sums[start] ?? 0);
      return steps.length === 0 ? presence : presence - saveMost(scratch, steps, start);
    },
    breaks: () => traceBreaks(scratch, last.steps, last.start),
  };
}

const NO_STEPS: readonly BreakStep[] = [];

function scratchFor({ shiftKinds }: CoverageProblem, intervals: number): Scratch {
  const steps = new Map(shiftKinds.map((kind) => [kind, stepsOf(kind)]));
  const longest = Math.max(1, ...shiftKinds.map(({ length }) => length));
  const most = Math.max(1, ...shiftKinds.map(({ breaks }) => breaks.length));
  return {
    sums: new Float64Array(intervals + longest + 2),
    steps,
    saved: Array.from({ length: most }, () => new Float64Array(longest + 1)),
    cameFrom: Array.from({ length: most }, () => new Int32Array(longest + 1)),
  };
}

function stepsOf({ breaks }: ShiftKind): BreakStep[] {
  return breaks.map((rule, place) => {
    const { least, most } = breakWindow(rule, place === 0);
    const previous = breaks[place - 1];
    const gap = previous === undefined ? { least: 0, most: Infinity } : gapAfter(previous, rule);
    return { length: rule.length, earliest: least, latest: most, gapLeast: gap.least, gapMost: gap.most };
  });
}

/** The most that breaks can save: the dearest intervals are the ones to be on a break. */
function saveMost({ sums, saved, cameFrom }: Scratch, steps: readonly BreakStep[], start: number): number {
  let best = -Infinity;
  for (let place = 0; place < steps.length; place += 1) {
    const step = steps[place];
    const now = saved[place];
    const from = cameFrom[place];
    if (step === undefined || now === undefined || from === undefined) continue;
    const before = saved[place - 1];
    const previous = steps[place - 1];
    best = -Infinity;
    for (let offset = step.earliest; offset <= step.latest; offset += 1) {
      const at = start + offset;
      let value = (sums[at + step.length] ?? 0) - (sums[at] ?? 0);
      if (before !== undefined && previous !== undefined) {
        const low = Math.max(previous.earliest, offset - step.gapMost);
        const high = Math.min(previous.latest, offset - step.gapLeast);
        let most = -Infinity;
        for (let other = low; other <= high; other += 1)
          if ((before[other] ?? 0) > most) {
            most = before[other] ?? 0;
            from[offset] = other;
          }
        value += most;
      }
      now[offset] = value;
      if (value > best) best = value;
    }
  }
  return best;
}

function traceBreaks({ saved, cameFrom }: Scratch, steps: readonly BreakStep[], start: number): number[] {
  const breaks = steps.map(() => 0);
  let offset = -1;
  for (let place = steps.length - 1; place >= 0; place -= 1) {
    const step = steps[place];
    const now = saved[place];
    if (step === undefined || now === undefined) continue;
    if (offset < 0) {
      offset = step.earliest;
      for (let other = step.earliest; other <= step.latest; other += 1)
        if ((now[other] ?? -Infinity) > (now[offset] ?? -Infinity)) offset = other;
    }
    breaks[place] = start + offset;
    offset = cameFrom[place]?.[offset] ?? -1;
  }
  return breaks;
}

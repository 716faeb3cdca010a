import { generateColumns, type Generation } from './generate-columns.ts';
import type { Choice } from './integer-master.ts';
import { choiceCost, firstLine, type Master, type RosterColumn } from './master.ts';
import { isOver, type Rostering } from './rostering.ts';

/**
 * Follows the linear relaxation down to a plan: fixes the lines it is surest of, prices again for the people that are
 * left, and so on, the more of them at once the less time is left. Nothing when it ran into a corner dearer than `below`.
 */
export function dive(
  rostering: Rostering,
  master: Master,
  start: Generation,
  { below, seconds = rostering.secondsLeft() }: DiveLimits,
): Choice | undefined {
  const { secondsLeft, step } = rostering;
  const fixed = new Map<number, number>();
  const pace = { until: secondsLeft() - seconds, dearest: 0 };
  let latest: Generation | undefined = start;
  try {
    while (fixed.size < master.people.length) {
      if (latest === undefined || latest.relaxed > below - step + 1e-6 || isOver(rostering)) return undefined;
      const begunAt = secondsLeft();
      const stepsLeft = (begunAt - pace.until) / Math.max(pace.dearest, 1e-3);
      const atLeast = Math.ceil((master.people.length - fixed.size) / Math.max(1, stepsLeft));
      for (const place of surest(rostering, master, latest, { fixed, atLeast })) {
        fixed.set(master.columns[place]?.person ?? -1, place);
        master.program.setColumnBounds(firstLine(master) + place, 1, Infinity);
      }
      latest = generateColumns(master, {
        pricers: rostering.pricers,
        settled: settledLines(master, fixed),
        mostRounds: ROUNDS_EACH,
        linesEach: 2,
        isOver: () => isOver(rostering),
        secondsLeft,
        center: latest.duals.demands,
        step,
      });
      pace.dearest = Math.max(pace.dearest * FADING, begunAt - secondsLeft());
    }
    const columns = chosen(master, fixed);
    const cost = choiceCost(master, columns);
    return cost < below ? { columns, cost } : undefined;
  } finally {
    for (const place of fixed.values())
      master.program.setColumnBounds(firstLine(master) + place, 0, Infinity);
  }
}

export type DiveLimits = {
  /** Only a plan that costs less is of interest. */
  readonly below: number;
  /** Its pace is so that this is enough. Absent: all that is left. */
  readonly seconds?: number;
};

const ROUNDS_EACH = 4;

/** Later steps have fewer people left to price, so that what the first one took counts less and less. */
const FADING = 0.9;

/** Nearly whole already. */
const SURE = 0.97;

type Fixing = { readonly fixed: ReadonlyMap<number, number>; readonly atLeast: number };

/** Lines to fix: all that are nearly whole and, up to `atLeast`, those of the largest share with a little chance in it. */
function surest(
  { chance }: Rostering,
  { columns }: Master,
  { shares }: Generation,
  { fixed, atLeast }: Fixing,
): readonly number[] {
  const ranked = [...shares.keys()]
    .filter((place) => (shares[place] ?? 0) > LEAST_SHARE && !fixed.has(columns[place]?.person ?? -1))
    .map((place) => ({ place, share: shares[place] ?? 0 }))
    .map(({ place, share }) => ({ place, share, key: share > SURE ? 2 : share * (1 + 0.2 * chance()) }))
    .sort((a, b) => b.key - a.key);
  const people = new Set<number>();
  const places: number[] = [];
  for (const { place, share } of ranked) {
    const person = columns[place]?.person ?? -1;
    if (people.has(person)) continue;
    if (share <= SURE && places.length >= atLeast) break;
    people.add(person);
    places.push(place);
  }
  return places;
}

/** A smaller share is rounding. */
const LEAST_SHARE = 1e-6;

function settledLines({ columns }: Master, fixed: ReadonlyMap<number, number>): Map<number, RosterColumn> {
  return new Map(
    [...fixed].flatMap(([person, place]) => {
      const column = columns[place];
      return column === undefined ? [] : [[person, column] as const];
    }),
  );
}

function chosen({ columns, people }: Master, fixed: ReadonlyMap<number, number>): RosterColumn[] {
  return people.flatMap((person) => columns[fixed.get(person) ?? -1] ?? []);
}

import { generateColumns, type Generation } from './generate-columns.ts';
import type { Choice } from './integer-master.ts';
import { choiceCost, firstLine, type Master, type RosterColumn } from './master.ts';
import { isOver, type Rostering } from './rostering.ts';

/**
 * Follows the linear relaxation down to a plan: fixes the lines it is surest of, prices again for the people that are
 * left, and so on. Nothing when it ran out of time, or into a corner dearer than `below`.
 */
export function dive(
  rostering: Rostering,
  master: Master,
  start: Generation,
  below: number,
): Choice | undefined {
  const fixed = new Map<number, number>();
  let latest: Generation | undefined = start;
  try {
    while (fixed.size < master.people.length) {
      if (latest === undefined || latest.relaxed > below - rostering.step + 1e-6 || isOver(rostering))
        return undefined;
      for (const place of surest(rostering, master, latest, fixed)) {
        fixed.set(master.columns[place]?.person ?? -1, place);
        master.program.setColumnBounds(firstLine(master) + place, 1, Infinity);
      }
      latest = generateColumns(master, {
        pricers: rostering.pricers,
        settled: settledLines(master, fixed),
        mostRounds: ROUNDS_EACH,
        linesEach: 2,
        isOver: () => isOver(rostering),
        secondsLeft: rostering.secondsLeft,
        center: latest.duals.demands,
      });
    }
    const columns = chosen(master, fixed);
    const cost = choiceCost(master, columns);
    return cost < below ? { columns, cost } : undefined;
  } finally {
    for (const place of fixed.values())
      master.program.setColumnBounds(firstLine(master) + place, 0, Infinity);
  }
}

const ROUNDS_EACH = 4;

/** Nearly whole already. */
const SURE = 0.97;

/** Lines to fix: all that are nearly whole, or else the largest share, with a little chance in it. */
function surest(
  { chance }: Rostering,
  { columns }: Master,
  { shares }: Generation,
  fixed: ReadonlyMap<number, number>,
): readonly number[] {
  const free = [...shares.keys()].filter((place) => !fixed.has(columns[place]?.person ?? -1));
  const sure = free.filter((place) => (shares[place] ?? 0) > SURE);
  if (sure.length > 0) return sure;
  let best = -1;
  let most = -Infinity;
  for (const place of free) {
    const share = (shares[place] ?? 0) * (1 + 0.2 * chance());
    if (share > most) [best, most] = [place, share];
  }
  return best < 0 ? [] : [best];
}

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

import type { LinearModel, LinearSolver } from '../../solver/linear-solver.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { dayModel, type DayModel } from './day-model.ts';
import type { DutyCounts } from '../rows/duty-counts.ts';
import type { Cut } from '../rows/tour-master.ts';

/** What a day costs with so many people of each duty, breaks and starts in fractions: no whole numbers cost less. */
export type DayPrices = {
  /** By day: where its duties are among the counts. */
  readonly places: readonly (readonly number[])[];
  /** Every price that was asked for, as a line below the day's costs. */
  readonly cuts: readonly Cut[];
  /** Totals of the day's own duties. */
  price(day: number, own: readonly number[]): Cut;
  close(): void;
};

export type PricesQuestion = {
  readonly problem: CoverageProblem;
  /** The week of the bound, in fractions. */
  readonly counts: readonly DutyCounts[];
  readonly held: readonly (readonly number[])[];
};

/** Prices of days; each day's program stays open until they are closed. */
export function openDayPrices(solver: LinearSolver, { problem, counts, held }: PricesQuestion): DayPrices {
  const places = problem.days.map((_, day) =>
    [...counts.keys()].filter((place) => counts[place]?.duty.day === day),
  );
  const groups = [...problem.groups.keys()];
  const days = places.map((own, day): OpenDay | undefined => {
    if (own.length === 0) return undefined;
    const drawn = dayModel({ problem, groups, whole: [], days: [day], counts, held });
    return { ...drawn, day, model: solver.open(drawn.program), isNew: true };
  });
  const cuts: Cut[] = [];
  return {
    places,
    cuts,
    price(day, own) {
      const open = days[day];
      if (open === undefined) throw new RangeError(`expected a day with duties, got ${day}`);
      const cut = priceDay(open, own);
      cuts.push(cut);
      return cut;
    },
    close() {
      for (const day of days) day?.model.close();
    },
  };
}

type OpenDay = DayModel & { readonly day: number; readonly model: LinearModel; isNew: boolean };

const DAY_SECONDS = 30;

function priceDay(open: OpenDay, own: readonly number[]): Cut {
  const { day, duties, model } = open;
  for (const [at, { total }] of duties.entries()) model.setColumnBounds(total, own[at] ?? 0, own[at] ?? 0);
  // Simplex goes on from the basis before; where there is none, interior point is faster.
  const solved = model.solve({ seconds: DAY_SECONDS, method: open.isNew ? 'interior-point' : 'simplex' });
  open.isNew = false;
  if (solved.kind !== 'optimal') throw new Error(`expected day ${day} to have a price, got ${solved.kind}`);
  const slopes = duties.map(({ totalRow }) => solved.rowDuals[totalRow] ?? 0);
  return { day, cost: solved.cost, totals: own, slopes };
}

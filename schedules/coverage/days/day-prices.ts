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
  /** Whether no group has more people on the day than it has at all; other totals have no price. */
  isStaffable(day: number, own: readonly number[]): boolean;
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
    const most = drawn.duties.map(({ duty }) => problem.groups[duty.group]?.people ?? 0);
    return { ...drawn, day, most, model: solver.open(drawn.program), isNew: true };
  });
  const cuts: Cut[] = [];
  return {
    places,
    cuts,
    isStaffable: (day, own) => {
      const onDuty = groups.map(() => 0);
      for (const [at, place] of (places[day] ?? []).entries()) {
        const group = counts[place]?.duty.group ?? 0;
        onDuty[group] = (onDuty[group] ?? 0) + (own[at] ?? 0);
      }
      return onDuty.every((people, group) => people <= (problem.groups[group]?.people ?? 0));
    },
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

type OpenDay = DayModel & {
  readonly day: number;
  readonly model: LinearModel;
  /** People there are for each of the day's duties. */
  readonly most: readonly number[];
  isNew: boolean;
};

const DAY_SECONDS = 30;

function priceDay(open: OpenDay, own: readonly number[]): Cut {
  const { day, duties, model, most } = open;
  for (const [at, { total }] of duties.entries()) {
    // Fractions of a bound are right to a few digits only, and a hair more people than there are has no price.
    const people = Math.min(own[at] ?? 0, most[at] ?? 0);
    model.setColumnBounds(total, people, people);
  }
  // Simplex goes on from the basis before; where there is none, interior point is faster.
  const solved = model.solve({ seconds: DAY_SECONDS, method: open.isNew ? 'interior-point' : 'simplex' });
  open.isNew = false;
  if (solved.kind !== 'optimal') throw new Error(`expected day ${day} to have a price, got ${solved.kind}`);
  const slopes = duties.map(({ totalRow }) => solved.rowDuals[totalRow] ?? 0);
  return { day, cost: solved.cost, totals: own, slopes };
}

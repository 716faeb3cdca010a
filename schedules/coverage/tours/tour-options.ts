import { ceilToLattice, type CostLattice } from '../model/cost-lattice.ts';
import type { DayPrices } from '../days/day-prices.ts';
import type { DutyCounts } from '../rows/duty-counts.ts';
import { sumOf } from '../rows/tour-master.ts';

/** What a day may cost with other numbers of people: never less than `least`, and `wished` is what it is likely to. */
export type DayOption = {
  readonly day: number;
  /** Of the day's own duties. */
  readonly own: readonly number[];
  readonly change: readonly number[];
  readonly least: number;
  readonly wished: number;
};

export type OptionBook = {
  /** The options of a day next to these people, each with what is known of it by now. */
  around(day: number, own: readonly number[], doubt: number): DayOption[];
  /** Makes sure that an option has its own price; says whether it had. */
  isPriced(day: number, own: readonly number[]): boolean;
  price(day: number, own: readonly number[]): void;
  /** A day's true cost is known, or what it is taken for from now on. */
  settle(day: number, own: readonly number[], cost: number): void;
  isSettled(day: number, own: readonly number[]): boolean;
};

/** So many people may come and go on one day; fewer where there are many duties. */
const FAR = 3;
const NEAR = 2;
const MANY_DUTIES = 5;
/** A day whose fractions lie this share of a step below what whole people can cost is nearly sure to come out there. */
const SAFE_SHARE = 0.3;

type Known = { cost: number; isPriced: boolean; isSettled: boolean; seen: number };

/** Keeps what is known of every day's costs: lines below, prices, and costs in whole people. */
export function openOptions({
  prices,
  lattice,
  counts,
}: {
  readonly prices: DayPrices;
  readonly lattice: CostLattice;
  readonly counts: readonly DutyCounts[];
}): OptionBook {
  const find = openKnown();
  const valueOf = openValues({ prices, lattice, counts }, find);
  return {
    around: (day, own, doubt) =>
      changes(own.length).flatMap((change): DayOption[] => {
        const next = own.map((people, at) => people + (change[at] ?? 0));
        return next.some((people) => people < 0) || !prices.isStaffable(day, next)
          ? []
          : [{ day, own: next, change, ...valueOf(day, next, doubt) }];
      }),
    isPriced: (day, own) => find(day, own).isPriced || find(day, own).isSettled,
    price(day, own) {
      const one = find(day, own);
      if (!one.isSettled) one.cost = Math.max(one.cost, prices.price(day, own).cost);
      one.isPriced = true;
    },
    settle(day, own, cost) {
      Object.assign(find(day, own), { cost, isPriced: true, isSettled: true });
    },
    isSettled: (day, own) => find(day, own).isSettled,
  };
}

type Find = (day: number, own: readonly number[]) => Known;

function openKnown(): Find {
  const known = new Map<string, Known>();
  return (day: number, own: readonly number[]): Known => {
    const key = `${day} ${own.join(' ')}`;
    const found = known.get(key) ?? { cost: 0, isPriced: false, isSettled: false, seen: 0 };
    known.set(key, found);
    return found;
  };
}

type Values = {
  readonly prices: DayPrices;
  readonly lattice: CostLattice;
  readonly counts: readonly DutyCounts[];
};

function openValues(
  { prices, lattice, counts }: Values,
  find: Find,
): (day: number, own: readonly number[], doubt: number) => Pick<DayOption, 'least' | 'wished'> {
  const worths = prices.places.map((places) =>
    places.map((place) => (counts[place] === undefined ? 0 : lattice.worth(counts[place].duty))),
  );
  return (day: number, own: readonly number[], doubt: number): Pick<DayOption, 'least' | 'wished'> => {
    const one = find(day, own);
    if (one.isSettled) return { least: one.cost, wished: one.cost };
    if (!one.isPriced) lift(one, prices, { day, own });
    const worth = sumOf(own.map((people, at) => people * (worths[day]?.[at] ?? 0)));
    const least = ceilToLattice(lattice, { day, worth, cost: one.cost });
    const slack = (least - one.cost) / lattice.step;
    return { least, wished: least + doubt * lattice.step * Math.max(0, 1 - slack / SAFE_SHARE) };
  };
}

/** Lines that came since it was last looked at. */
function lift(one: Known, { cuts }: DayPrices, { day, own }: Pick<DayOption, 'day' | 'own'>): void {
  for (; one.seen < cuts.length; one.seen += 1) {
    const cut = cuts[one.seen];
    if (cut?.day !== day) continue;
    let cost = cut.cost;
    for (const [at, slope] of cut.slopes.entries()) cost += slope * ((own[at] ?? 0) - (cut.totals[at] ?? 0));
    if (cost > one.cost) one.cost = cost;
  }
}

const changesOf = new Map<number, readonly (readonly number[])[]>();

/** Every change of so many duties that moves few people. */
function changes(duties: number): readonly (readonly number[])[] {
  const made = changesOf.get(duties);
  if (made !== undefined) return made;
  const most = duties < MANY_DUTIES ? FAR : NEAR;
  let list: (readonly number[])[] = [[]];
  for (let at = 0; at < duties; at += 1)
    list = list.flatMap((before) => {
      const left = most - sumOf(before.map(Math.abs));
      return Array.from({ length: 2 * left + 1 }, (_, by) => [...before, by - left]);
    });
  changesOf.set(duties, list);
  return list;
}

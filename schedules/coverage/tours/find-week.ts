import type { CoverageProblem } from '../model/coverage-problem.ts';
import type { DutyCounts } from '../rows/duty-counts.ts';
import { sumOf } from '../rows/tour-master.ts';
import type { DayOption } from './tour-options.ts';

export type WeekOfOptions = {
  readonly wished: number;
  /** One of each day. */
  readonly chosen: readonly DayOption[];
};

export type FindWeek = {
  readonly problem: CoverageProblem;
  readonly counts: readonly DutyCounts[];
  /** By duty: the people who work now. */
  readonly totals: readonly number[];
  /** By day: where its duties are among the counts. */
  readonly places: readonly (readonly number[])[];
  /** By day. */
  readonly options: readonly (readonly DayOption[])[];
  /** Weeks that cost as much are passed over. */
  readonly below: number;
};

/** Half weeks that are followed on from each day. */
const BEAM = 600;
/** So many people of a group may be on fewer days, or more, halfway through the week. */
const MOST_OPEN = 3;

type Half = {
  readonly wished: number;
  /** The cost when a day more or less of everyone is paid at the usual rate. */
  readonly rank: number;
  /** By group: days worked and paid intervals, more than now. */
  readonly days: readonly number[];
  readonly paid: readonly number[];
  readonly chosen: DayOption | undefined;
  readonly before: Half | undefined;
};

/**
 * The cheapest choice of one option a day in which every group works and is paid as the rules allow: day after day,
 * the best ways to have so much open (a beam search). Undefined when there is nothing below what was asked for.
 */
export function findWeek(question: FindWeek): WeekOfOptions | undefined {
  const { problem, options, below } = question;
  const zero = problem.groups.map(() => 0);
  const rates = ratesOf(question);
  let halves: Half[] = [{ wished: 0, rank: 0, days: zero, paid: zero, chosen: undefined, before: undefined }];
  for (const [day, list] of options.entries()) {
    if (list.length === 0) continue;
    const next = new Map<string, Half>();
    for (const half of halves)
      for (const option of list)
        extend(question, next, { half, option, rates, own: question.places[day] ?? [] });
    halves = [...next.values()].sort((one, other) => one.rank - other.rank).slice(0, BEAM);
  }
  const limits = limitsOf(question);
  const whole = halves.filter((half) => half.wished < below && limits(half));
  const best = whole.reduce<Half | undefined>(
    (least, half) => (least === undefined || half.wished < least.wished ? half : least),
    undefined,
  );
  if (best === undefined) return undefined;
  const chosen: DayOption[] = [];
  for (let half: Half | undefined = best; half?.chosen !== undefined; half = half.before)
    chosen.unshift(half.chosen);
  return { wished: best.wished, chosen };
}

type Extension = {
  readonly half: Half;
  readonly option: DayOption;
  readonly own: readonly number[];
  readonly rates: ReadonlyMap<string, number>;
};

function extend(
  { counts }: FindWeek,
  next: Map<string, Half>,
  { half, option, own, rates }: Extension,
): void {
  const days = [...half.days];
  const paid = [...half.paid];
  let rank = half.rank + option.wished;
  for (const [at, by] of option.change.entries()) {
    if (by === 0) continue;
    const duty = counts[own[at] ?? -1]?.duty;
    if (duty === undefined) continue;
    days[duty.group] = (days[duty.group] ?? 0) + by;
    if (Math.abs(days[duty.group] ?? 0) > MOST_OPEN) return;
    paid[duty.group] = (paid[duty.group] ?? 0) + by * duty.paid;
    rank -= by * (rates.get(`${duty.group} ${duty.kind.name}`) ?? 0);
  }
  const key = `${days.join(' ')},${paid.join(' ')}`;
  const wished = half.wished + option.wished;
  if (wished < (next.get(key)?.wished ?? Infinity))
    next.set(key, { wished, rank, days, paid, chosen: option, before: half });
}

/** What one person more of a kind costs on a usual day: the middle of one more and one fewer, over the days. */
function ratesOf({ counts, options, places }: FindWeek): Map<string, number> {
  const sums = new Map<string, number[]>();
  for (const [day, list] of options.entries())
    for (const { change, wished } of list) {
      const at = change.findIndex((by) => by !== 0);
      if (at < 0 || sumOf(change.map(Math.abs)) > 1) continue;
      const now = list.find((one) => one.change.every((by) => by === 0))?.wished ?? wished;
      const duty = counts[places[day]?.[at] ?? -1]?.duty;
      if (duty === undefined) continue;
      const key = `${duty.group} ${duty.kind.name}`;
      sums.set(key, [...(sums.get(key) ?? []), (wished - now) * (change[at] ?? 0)]);
    }
  return new Map([...sums].map(([key, list]) => [key, sumOf(list) / list.length]));
}

/** Whether days on and paid intervals of every group are still what the rules say. */
function limitsOf({ problem, counts, totals }: FindWeek): (half: Half) => boolean {
  const sums = problem.groups.map((_, group) => {
    const own = [...counts.keys()].filter((place) => counts[place]?.duty.group === group);
    const paid = sumOf(own.map((place) => (totals[place] ?? 0) * (counts[place]?.duty.paid ?? 0)));
    return { days: sumOf(own.map((place) => totals[place] ?? 0)), paid };
  });
  return ({ days, paid }) =>
    problem.groups.every(({ people, daysOn, paidIntervals }, group) => {
      const now = sums[group] ?? { days: 0, paid: 0 };
      return (
        isIn(now.days + (days[group] ?? 0), people, daysOn) &&
        isIn(now.paid + (paid[group] ?? 0), people, paidIntervals)
      );
    });
}

function isIn(
  value: number,
  people: number,
  span: { readonly least: number; readonly most: number },
): boolean {
  return value >= span.least * people && value <= span.most * people;
}

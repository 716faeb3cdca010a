import { greatestDivisor } from '../../greatest-divisor.ts';
import type { RosterPerson, RosterProblem } from '../problem/roster-problem.ts';

/** A sum over days from … until − 1 that a rule keeps between `least` and `most`. */
export type Counter = {
  readonly rule: 'minutes' | 'shifts' | 'weekends';
  readonly from: number;
  readonly until: number;
  readonly least: number;
  readonly most: number;
  /** What an option (0 off, shift + 1) adds on any day; in units that have no common divisor. */
  readonly units: Int32Array;
  /** Weekends only: 1 on the first day of one, 2 on the second, which adds only when the first was off. */
  readonly weekendDay?: Uint8Array;
};

/** The sums that a person's rules limit, without those that no roster could break. */
export function countersOf(problem: RosterProblem, person: RosterPerson): Counter[] {
  const { days, shifts } = problem;
  const all: Counter[] = [
    ...person.rules.minutes.map((rule): Counter => {
      const minutes = shifts.map((shift) => shift.minutes);
      return inUnits({ ...rule, rule: 'minutes', units: Int32Array.of(0, ...minutes) });
    }),
    ...weekendCounters(problem, person),
    ...person.rules.counts.map((rule): Counter => {
      const units = shifts.map((_, shift) => (rule.shifts.includes(shift) ? 1 : 0));
      return { ...rule, rule: 'shifts', units: Int32Array.of(0, ...units) };
    }),
  ];
  return all
    .map((counter) => ({ ...counter, from: Math.max(0, counter.from), until: Math.min(days, counter.until) }))
    .filter((counter) => counter.until > counter.from && couldBreak(counter, person));
}

/** What an option adds to a counter on a day. */
export function unitsOn(counter: Counter, day: number, option: number, workedBefore: boolean): number {
  if (day < counter.from || day >= counter.until) return 0;
  const units = counter.units[option] ?? 0;
  if (counter.weekendDay === undefined) return units;
  const mark = counter.weekendDay[day] ?? 0;
  return mark === 1 || (mark === 2 && !workedBefore) ? units : 0;
}

/** In steps of the shifts' greatest common divisor: 480-minute shifts are counted by ones. */
function inUnits(counter: Counter): Counter {
  const step = counter.units.reduce((sum, units) => greatestDivisor(sum, units), 0);
  if (step <= 1) return counter;
  return {
    ...counter,
    least: Math.ceil(counter.least / step),
    most: Math.floor(counter.most / step),
    units: counter.units.map((minutes) => minutes / step),
  };
}

function weekendCounters({ days, shifts, weekends }: RosterProblem, { rules }: RosterPerson): Counter[] {
  const weekendDay = new Uint8Array(days);
  for (const [first, second] of weekends) {
    if (first !== undefined && first >= 0) weekendDay[first] = 1;
    // A weekend that began before the first day, with work, was counted there.
    if (second !== undefined) weekendDay[second] = 2;
  }
  const units = Int32Array.from({ length: shifts.length + 1 }, (_, option) => (option === 0 ? 0 : 1));
  return rules.weekends.map((window) => ({ ...window, rule: 'weekends', units, weekendDay }));
}

function couldBreak({ from, until, least, most, units, weekendDay }: Counter, person: RosterPerson): boolean {
  const largest = Math.max(0, ...person.shifts.map((shift) => units[shift + 1] ?? 0));
  const days =
    weekendDay === undefined
      ? until - from
      : weekendDay
          .slice(from, until)
          .reduce((sum, mark, at) => sum + (mark === 1 || (mark === 2 && at === 0) ? 1 : 0), 0);
  return least > 0 || most < largest * days;
}

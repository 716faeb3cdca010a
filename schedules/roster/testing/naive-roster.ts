import type { Duty, Roster, RosterPerson, RosterProblem, Span } from '../roster-problem.ts';

/** Every line of shifts that keeps to a person's rules, by trying all: for problems of a few days. */
export function naiveLines(problem: RosterProblem, person: RosterPerson): Duty[][] {
  const duties: Duty[] = ['off', ...person.shifts];
  let lines: Duty[][] = [[]];
  for (let day = 0; day < problem.days; day += 1)
    lines = lines.flatMap((line) => duties.map((duty) => [...line, duty]));
  return lines.filter((line) => keepsRules(problem, person, line));
}

/** Whether a line keeps to all hard rules, read plainly from the rules as they are written. */
export function keepsRules(problem: RosterProblem, person: RosterPerson, line: readonly Duty[]): boolean {
  const { rules, limits, before } = person;
  const worked = (day: number): boolean => line[day] !== 'off';
  const isWithin = ({ least, most }: Span, value: number): boolean => value >= least && value <= most;
  const past =
    before === undefined
      ? []
      : Array.from({ length: before.days }, (): Duty =>
          before.kind === 'off' ? 'off' : (before.shift ?? 0),
        );
  const whole = [...past, ...line];
  const minutes = (duty: Duty): number => (duty === 'off' ? 0 : (problem.shifts[duty]?.minutes ?? 0));
  return (
    limits.every(({ day, allows }) => allows.includes(line[day] ?? 'off')) &&
    whole.every((duty, at) => {
      const next = whole[at + 1];
      // What lies before the first day is as it is.
      if (at + 1 < past.length) return true;
      return (
        duty === 'off' ||
        next === undefined ||
        next === 'off' ||
        problem.shifts[duty]?.notNext.includes(next) !== true
      );
    }) &&
    rules.minutes.every((rule) => isWithin(rule, sum(line.slice(rule.from, rule.until).map(minutes)))) &&
    rules.counts.every((rule) =>
      isWithin(
        rule,
        line.slice(rule.from, rule.until).filter((duty) => duty !== 'off' && rule.shifts.includes(duty))
          .length,
      ),
    ) &&
    isWithin(
      rules.weekends,
      problem.weekends.filter((days) => days.some((day) => day < problem.days && worked(day))).length,
    ) &&
    stretchesOf(whole).every(({ isWork, from, length }) => {
      const { least, most } = isWork ? rules.worked : rules.off;
      // What began before the first known day, or goes on after the last one, may be longer than is seen.
      const isOpen = from + length === whole.length || (from === 0 && before === undefined);
      return length <= most && (isOpen || length >= least);
    })
  );
}

type Stretch = { readonly isWork: boolean; readonly from: number; readonly length: number };

function stretchesOf(line: readonly Duty[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (let from = 0; from < line.length;) {
    const isWork = line[from] !== 'off';
    let until = from;
    while (until < line.length && (line[until] !== 'off') === isWork) until += 1;
    stretches.push({ isWork, from, length: until - from });
    from = until;
  }
  return stretches;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What a roster costs, counted from the problem as it is written. */
export function naiveCost(problem: RosterProblem, roster: Roster): number {
  const requests = problem.people.flatMap(({ requests: own }, person) =>
    own.map(({ day, duty, kind, weight }) =>
      (roster[person]?.[day] === duty) === (kind === 'on') ? 0 : weight,
    ),
  );
  const cover = problem.demands.map((demand) => {
    const there = roster.filter((line, person) => {
      const duty = line[demand.day];
      const counts = demand.people === undefined || demand.people.includes(person);
      return counts && duty !== undefined && duty !== 'off' && demand.shifts.includes(duty);
    }).length;
    const over = there - demand.required;
    return over > 0 ? over * demand.overCost : -over * demand.underCost;
  });
  return sum(requests) + sum(cover);
}

/** The least cost of any roster, by trying all; Infinity when somebody has no line. */
export function naiveBest(problem: RosterProblem): number {
  const lines = problem.people.map((person) => naiveLines(problem, person));
  const search = (roster: readonly Duty[][]): number => {
    if (roster.length === lines.length) return naiveCost(problem, roster);
    return Math.min(Infinity, ...(lines[roster.length] ?? []).map((line) => search([...roster, line])));
  };
  return lines.some((own) => own.length === 0) ? Infinity : search([]);
}

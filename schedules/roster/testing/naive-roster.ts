import type { Duty, Roster, RosterPerson, RosterProblem, Span } from '../problem/roster-problem.ts';

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
  const { before } = person;
  const past = Array.from({ length: before?.days ?? 0 }, (): Duty =>
    before?.kind === 'off' ? 'off' : (before?.shift ?? 0),
  );
  return keepsSums(problem, person, line) && keepsOrder(problem, person, [...past, ...line], past.length);
}

const isWithin = ({ least, most }: Span, value: number): boolean => value >= least && value <= most;

function keepsSums(
  { shifts, weekends, days }: RosterProblem,
  { rules, limits }: RosterPerson,
  line: readonly Duty[],
): boolean {
  const minutes = (duty: Duty): number => (duty === 'off' ? 0 : (shifts[duty]?.minutes ?? 0));
  const isWorked = (day: number): boolean => day < days && line[day] !== 'off';
  return (
    limits.every(({ day, allows }) => allows.includes(line[day] ?? 'off')) &&
    rules.minutes.every((rule) => isWithin(rule, sum(line.slice(rule.from, rule.until).map(minutes)))) &&
    rules.counts.every((rule) => {
      const counted = line
        .slice(rule.from, rule.until)
        .filter((duty) => duty !== 'off' && rule.shifts.includes(duty));
      return isWithin(rule, counted.length);
    }) &&
    rules.weekends.every((rule) => {
      // A weekend counts on the first of its days that is worked.
      const firsts = weekends.flatMap((weekend) => weekend.find(isWorked) ?? []);
      return isWithin(rule, firsts.filter((day) => day >= rule.from && day < rule.until).length);
    })
  );
}

/** `past` days of the line lie before the first day, and are as they are. */
function keepsOrder(
  { shifts }: RosterProblem,
  { rules, before }: RosterPerson,
  line: readonly Duty[],
  past: number,
): boolean {
  return (
    line.every((duty, at) => {
      const next = line[at + 1];
      if (at + 1 < past || duty === 'off' || next === undefined || next === 'off') return true;
      return shifts[duty]?.notNext.includes(next) !== true;
    }) &&
    stretchesOf(line).every(({ isWork, from, length }) => {
      const { least, most } = isWork ? rules.worked : rules.off;
      // What began before the first known day, or goes on after the last one, may be longer than is seen.
      const isOpen = from + length === line.length || (from === 0 && before === undefined);
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

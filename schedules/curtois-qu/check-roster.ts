import type { Instance, InstanceEmployee } from './instance.ts';

/** One working day of a solution: an employee, a day from 0, a shift. */
export type Assignment = { readonly employee: string; readonly day: number; readonly shift: string };

export type RosterCheck = {
  /** Hard rules that are broken, each in a sentence; none in a valid solution. */
  readonly violations: readonly string[];
  /** The objective: unmet requests, missing and surplus staff by their weights. */
  readonly cost: number;
};

/**
 * Checks a solution against the instance as it is written. It shares no code with the solver on purpose: rules are
 * counted here day by day, in the plainest way.
 */
export function checkRoster(instance: Instance, assignments: readonly Assignment[]): RosterCheck {
  const violations: string[] = [];
  const days = new Map(instance.staff.map(({ id }) => [id, new Map<number, string>()]));
  for (const { employee, day, shift } of assignments) {
    const own = days.get(employee);
    if (own === undefined) violations.push(`${employee} is not of the staff`);
    else if (!Number.isInteger(day) || day < 0 || day >= instance.days)
      violations.push(`${employee}: day ${day} is not within the ${instance.days} days`);
    else if (!instance.shifts.some(({ id }) => id === shift))
      violations.push(`${employee}, day ${day}: there is no shift ${shift}`);
    else if (own.has(day)) violations.push(`${employee}, day ${day}: two shifts`);
    else own.set(day, shift);
  }
  for (const employee of instance.staff) {
    const own = days.get(employee.id) ?? new Map<number, string>();
    violations.push(...judgeEmployee(instance, employee, own).map((what) => `${employee.id}: ${what}`));
  }
  return { violations, cost: requestCost(instance, days) + coverCost(instance, days) };
}

type Days = ReadonlyMap<number, string>;

function judgeEmployee(instance: Instance, employee: InstanceEmployee, own: Days): string[] {
  return [
    ...judgeSums(instance, employee, own),
    ...judgeFollowers(instance, own),
    ...judgeStretches(instance, employee, own),
    ...instance.daysOff.flatMap(({ employee: who, day }) =>
      who === employee.id && own.has(day) ? [`works on day off ${day}`] : [],
    ),
  ];
}

function judgeSums(instance: Instance, employee: InstanceEmployee, own: Days): string[] {
  const faults: string[] = [];
  const minutesOf = new Map(instance.shifts.map(({ id, minutes }) => [id, minutes]));
  let minutes = 0;
  for (const shift of own.values()) minutes += minutesOf.get(shift) ?? 0;
  if (minutes > employee.mostMinutes) faults.push(`${minutes} minutes, at most ${employee.mostMinutes}`);
  if (minutes < employee.leastMinutes) faults.push(`${minutes} minutes, at least ${employee.leastMinutes}`);
  for (const [shift, most] of employee.mostShifts) {
    const count = [...own.values()].filter((worked) => worked === shift).length;
    if (count > most) faults.push(`${count} shifts ${shift}, at most ${most}`);
  }
  let weekends = 0;
  for (let saturday = 5; saturday < instance.days; saturday += 7)
    if (own.has(saturday) || own.has(saturday + 1)) weekends += 1;
  if (weekends > employee.mostWeekends) faults.push(`${weekends} weekends, at most ${employee.mostWeekends}`);
  return faults;
}

function judgeFollowers({ shifts }: Instance, own: Days): string[] {
  return [...own].flatMap(([day, shift]) => {
    const next = own.get(day + 1);
    const forbidden = shifts.find(({ id }) => id === shift)?.notNext ?? [];
    return next !== undefined && forbidden.includes(next)
      ? [`${next} on day ${day + 1} follows ${shift}`]
      : [];
  });
}

/** Stretches that touch either end of the horizon count as long enough, as the benchmark has it. */
function judgeStretches({ days }: Instance, employee: InstanceEmployee, own: Days): string[] {
  const faults: string[] = [];
  for (let from = 0; from < days;) {
    const isWorked = own.has(from);
    let until = from + 1;
    while (until < days && own.has(until) === isWorked) until += 1;
    const length = until - from;
    const isInside = from > 0 && until < days;
    const least = isWorked ? employee.leastInRow : employee.leastOffInRow;
    const what = isWorked ? 'shifts' : 'days off';
    if (isInside && length < least)
      faults.push(`${length} ${what} in a row from day ${from}, at least ${least}`);
    if (isWorked && length > employee.mostInRow)
      faults.push(`${length} shifts in a row from day ${from}, at most ${employee.mostInRow}`);
    from = until;
  }
  return faults;
}

function requestCost({ onRequests, offRequests }: Instance, days: ReadonlyMap<string, Days>): number {
  let cost = 0;
  for (const { employee, day, shift, weight } of onRequests)
    if (days.get(employee)?.get(day) !== shift) cost += weight;
  for (const { employee, day, shift, weight } of offRequests)
    if (days.get(employee)?.get(day) === shift) cost += weight;
  return cost;
}

function coverCost({ cover }: Instance, days: ReadonlyMap<string, Days>): number {
  let cost = 0;
  for (const { day, shift, required, underWeight, overWeight } of cover) {
    const there = [...days.values()].filter((own) => own.get(day) === shift).length;
    cost += there < required ? (required - there) * underWeight : (there - required) * overWeight;
  }
  return cost;
}

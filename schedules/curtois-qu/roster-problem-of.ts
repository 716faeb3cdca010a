import type { RosterPerson, RosterProblem, RosterRequest } from '../roster/problem/roster-problem.ts';
import type { Instance, InstanceEmployee, InstanceRequest } from './instance.ts';

/** The benchmark's instance as a roster problem. Every horizon begins on a Monday. */
export function rosterProblemOf(instance: Instance): RosterProblem {
  const { days, shifts, staff, cover } = instance;
  const placeOf = new Map(shifts.map(({ id }, place) => [id, place]));
  const place = (id: string): number => placeOf.get(id) ?? -1;
  return {
    days,
    shifts: shifts.map(({ id, minutes, notNext }) => ({ id, minutes, notNext: notNext.map(place) })),
    people: staff.map((employee) => personOf(instance, employee, place)),
    demands: cover.map(({ day, shift, required, underWeight, overWeight }) => ({
      day,
      shifts: [place(shift)],
      required,
      underCost: underWeight,
      overCost: overWeight,
    })),
    weekends: Array.from({ length: Math.ceil(days / 7) }, (_, week) =>
      [week * 7 + 5, week * 7 + 6].filter((day) => day < days),
    ),
  };
}

function personOf(
  instance: Instance,
  employee: InstanceEmployee,
  place: (shift: string) => number,
): RosterPerson {
  const { id, mostShifts, mostMinutes, leastMinutes } = employee;
  const window = { from: 0, until: instance.days };
  return {
    id,
    shifts: instance.shifts.flatMap((shift, at) => (mostShifts.get(shift.id) === 0 ? [] : [at])),
    limits: instance.daysOff
      .filter((dayOff) => dayOff.employee === id)
      .map(({ day }) => ({ day, allows: ['off'], because: 'day off' })),
    rules: {
      minutes: [{ ...window, least: leastMinutes, most: mostMinutes }],
      counts: [...mostShifts].map(([shift, most]) => ({ ...window, shifts: [place(shift)], least: 0, most })),
      worked: { least: employee.leastInRow, most: employee.mostInRow },
      off: { least: employee.leastOffInRow, most: Infinity },
      weekends: [{ ...window, least: 0, most: employee.mostWeekends }],
    },
    requests: [
      ...requestsOf(instance.onRequests, id, place, 'on'),
      ...requestsOf(instance.offRequests, id, place, 'off'),
    ],
  };
}

function requestsOf(
  requests: readonly InstanceRequest[],
  employee: string,
  place: (shift: string) => number,
  kind: RosterRequest['kind'],
): RosterRequest[] {
  return requests
    .filter((request) => request.employee === employee)
    .map(({ day, shift, weight }) => ({ day, duty: place(shift), kind, weight }));
}

import type { LocalDay } from '#domain/local-day.ts';
import { MINUTE_MS, later, type EpochMs } from '#domain/time.ts';
import { isoInZone } from '#domain/time-zone.ts';
import type { AssessedPlan } from '../../../../schedules/plan/assess/assess-plan.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';
import { planDays } from '../../../../schedules/plan/model/plan-days.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { shiftSpan } from '../../../../schedules/shift-template.ts';
import type { Cell, Table } from '../../../files/table.ts';
import { partsInOrder } from './shift-parts.ts';
import { TINTS, tintsOf } from './shift-tints.ts';
import { weekdayInBoth } from './weekday-in-both.ts';

/** One row for each shift and each break, meeting and task in it, in order of people and time; instants are local without an offset. */
export function rosterTable(problem: ShiftPlanProblem, { shifts }: AssessedPlan): Table {
  const order = new Map(problem.people.map(({ id }, at) => [id, at]));
  const sorted = shifts.toSorted(
    (one, other) =>
      (order.get(one.person) ?? 0) - (order.get(other.person) ?? 0) || (one.day < other.day ? -1 : 1),
  );
  return {
    name: 'roster',
    header: ['person', 'day', 'shift', 'activity', 'start', 'end'],
    rows: sorted.flatMap((shift) => activityRows(problem, shift)),
  };
}

/** The heading of a day in the grid. */
export const gridDay = (day: LocalDay): string => `${day.slice(5)} ${weekdayInBoth(day)}`;

/** People down, days across, a shift in each cell, its colour for its kind: what hangs on the wall. */
export function gridTable(problem: ShiftPlanProblem, { shifts }: AssessedPlan): Table {
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes).map(
    ({ day }) => day,
  );
  const byCell = new Map(shifts.map((shift) => [`${shift.person} ${shift.day}`, shift.template.id]));
  const tints = tintsOf(problem);
  return {
    name: 'grid',
    header: ['person', 'name', ...days.map(gridDay)],
    rows: problem.people.map(({ id, name }) => [id, name, ...days.map((day) => byCell.get(`${id} ${day}`))]),
    stickyColumns: 2,
    shades: new Map(problem.templates.map(({ id, kind }) => [id, TINTS[tints.get(kind) ?? 0] ?? ''])),
  };
}

/** What is required, how many are to be on the roster for it, and who is there, by queue and interval, with the service to expect. */
export function coverageTable(problem: ShiftPlanProblem, { coverage }: AssessedPlan): Table {
  const first = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes)[0]?.startAt;
  return {
    name: 'coverage',
    header: ['queue', 'start', 'required', 'scheduled', 'present', 'under', 'over', 'service_level'],
    rows: coverage.map(({ queue, interval, required, scheduled, present, serviceLevel }) => [
      queue,
      first === undefined
        ? undefined
        : localText(problem, later(first, interval * problem.intervalMinutes * MINUTE_MS)),
      rounded(required, 2),
      scheduled,
      rounded(present, 2),
      rounded(Math.max(0, scheduled - present), 2),
      rounded(Math.max(0, present - scheduled), 2),
      serviceLevel === undefined ? undefined : rounded(serviceLevel, 4),
    ]),
  };
}

/** Every rule that does not hold. */
export const breachTable = (_problem: ShiftPlanProblem, { breaches }: AssessedPlan): Table => ({
  name: 'rules',
  header: ['rule', 'strength', 'person', 'day', 'by', 'unit', 'said', 'said_zh'],
  rows: breaches.map(({ rule, strength, person, day, by, unit, said }) => [
    rule,
    strength.kind,
    person,
    day,
    rounded(by, 2),
    unit,
    said.en,
    said.zh,
  ]),
});

/** What each person bears. */
export const fairnessTable = (_problem: ShiftPlanProblem, { fairness }: AssessedPlan): Table => ({
  name: 'fairness',
  header: [
    'person',
    'hours',
    'shifts',
    'nights',
    'weekend_shifts',
    'early_starts',
    'wishes_asked',
    'wishes_met',
  ],
  rows: fairness.map((row) => [
    row.person,
    rounded(row.plannedHours, 2),
    row.plannedShifts,
    row.nights,
    row.weekends,
    row.earlyStarts,
    row.wishes.asked,
    row.wishes.met,
  ]),
});

/** Every session of a meeting or training with who takes part, and whoever has no room for it. */
export function sessionTable(problem: ShiftPlanProblem, { shifts, unheld }: AssessedPlan): Table {
  const sessions = new Map<
    string,
    { readonly what: readonly (string | undefined)[]; readonly names: string[] }
  >();
  const seat = (what: readonly (string | undefined)[], person: string): void => {
    const key = what.join(' ');
    const known = sessions.get(key);
    if (known === undefined) sessions.set(key, { what, names: [person] });
    else known.names.push(person);
  };
  for (const shift of shifts) {
    const { startAt } = shiftSpan(shift.template, shift.day, problem.zone);
    for (const { name, kind, startMinute, lengthMinutes } of shift.activities ?? []) {
      const from = later(startAt, startMinute * MINUTE_MS);
      const until = later(from, lengthMinutes * MINUTE_MS);
      if (kind === 'session') seat([name, localText(problem, from), localText(problem, until)], shift.person);
    }
  }
  for (const { activity, person } of unheld) seat([activity, 'not held', undefined], person);
  const inOrder = [...sessions].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    name: 'sessions',
    header: ['activity', 'start', 'end', 'people', 'names'],
    rows: inOrder.map(([, { what, names }]) => [...what, names.length, names.join('; ')]),
  };
}

function activityRows(problem: ShiftPlanProblem, shift: NamedShift): readonly (readonly Cell[])[] {
  const { person, day, template } = shift;
  const { startAt, endAt } = shiftSpan(template, day, problem.zone);
  const row = (activity: string, from: EpochMs, until: EpochMs): readonly Cell[] => [
    person,
    day,
    template.id,
    activity,
    localText(problem, from),
    localText(problem, until),
  ];
  const parts = partsInOrder(shift).map(({ name, startMinute, lengthMinutes }) => {
    const from = later(startAt, startMinute * MINUTE_MS);
    return row(name, from, later(from, lengthMinutes * MINUTE_MS));
  });
  return [row('shift', startAt, endAt), ...parts];
}

const localText = ({ zone }: ShiftPlanProblem, at: EpochMs): string => isoInZone(zone, at).slice(0, 19);

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

import { MINUTE_MS } from '#domain/time.ts';
import { agentId } from '#domain/ids.ts';
import { chanceOf } from '../../chance.ts';
import type { CoverageProblem } from '../../coverage/model/coverage-problem.ts';
import { namePeople } from '../../coverage/people/name-people.ts';
import type { PlannedPerson } from '../../coverage/people/person-weeks.ts';
import type { PlacedShift } from '../../coverage/market/placed-shift.ts';
import { shiftSpan } from '../../shift-template.ts';
import { dayLimitsOf } from '../model/day-limits-of.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import type { PlanTools } from '../model/plan-tools.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import type { StaffGroup } from '../model/staff-groups.ts';

export type WeeksQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly groups: readonly StaffGroup[];
  readonly coverage: CoverageProblem;
  readonly wanted: readonly PlacedShift[];
};

/**
 * The wanted shifts handed out in whole weeks, which covers better than any other way where many people are alike. It knows hours, rest,
 * days in a row and days off, and no other rule: what it breaks is found when the roster is judged.
 */
export function nameByWeeks(
  { problem, days, groups, coverage, wanted }: WeeksQuestion,
  tools: PlanTools,
): readonly NamedShift[] {
  const begunAt = tools.clock();
  const people = groups.flatMap(({ name, people: own }) =>
    own.map((person): PlannedPerson => {
      const away = dayLimitsOf(problem, person).flatMap(({ day, allows }) => {
        const from = days.slice(0, day).reduce((sum, one) => sum + one.intervals, 0);
        return allows.every((duty) => duty === 'off')
          ? [{ from, until: from + (days[day]?.intervals ?? 0) }]
          : [];
      });
      return { id: person.id, group: name, away };
    }),
  );
  const { weeks } = namePeople({
    problem: coverage,
    shifts: wanted,
    people,
    chance: chanceOf(tools.seed),
    isOver: () => tools.clock() - begunAt > tools.seconds * 1_000 || tools.isCancelled?.() === true,
  });
  return weeks.flatMap(({ person, shifts }) =>
    shifts.flatMap((shift) => namedShift({ problem, days }, person.id, shift)),
  );
}

type Calendar = Pick<WeeksQuestion, 'problem' | 'days'>;

function namedShift(
  { problem, days }: Calendar,
  person: string,
  { duty, start, breaks }: PlacedShift,
): readonly NamedShift[] {
  const { intervalMinutes, templates, zone } = problem;
  const planDay = days[duty.day];
  const first = days[0]?.startAt;
  if (planDay === undefined || first === undefined) return [];
  const template = templates.find((one) => {
    if (one.kind !== duty.kind.name) return false;
    const { startAt } = shiftSpan(one, planDay.day, zone);
    return Math.round((startAt - first) / MINUTE_MS / intervalMinutes) === start;
  });
  if (template === undefined) return [];
  const breakStarts = breaks.map((at) => (at - start) * intervalMinutes);
  return [{ person: agentId(person), day: planDay.day, template, breakStarts }];
}

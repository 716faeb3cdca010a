import type { Absence, Replanned } from '../../../schedules/plan/replan-absences.ts';
import type { DutyChange } from '../../../schedules/plan/replan-changes.ts';
import { personName } from '../../../schedules/people/person-name.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';

/** What is another than before, in lines that a planner would read out. */
export function replanSentences(
  problem: ShiftPlanProblem,
  absences: readonly Absence[],
  { changes, empty }: Replanned,
): readonly string[] {
  const name = (person: string): string => personName(problem.people, person);
  const absenceOn = ({ person, day }: DutyChange): Absence | undefined =>
    absences.find((one) => one.person === person && day >= one.from && day <= one.until);
  const away = changes.filter((change) => absenceOn(change) !== undefined);
  const others = changes.filter((change) => absenceOn(change) === undefined);
  return [
    ...away.map(
      (one) => `${name(one.person)} is away on ${one.day}: ${absenceOn(one)?.why} (had ${one.before})`,
    ),
    ...(away.length === 0 ? ['Nobody who is away had a shift: nothing changes.'] : []),
    ...others.map((one) => `${name(one.person)} ${changeText(one)}`),
    ...empty.map((one) =>
      one.cost < 1
        ? `Nobody takes over ${one.shift} on ${one.day}: enough people are there without it.`
        : `Nobody can take over ${one.shift} on ${one.day}: what is missing costs ${one.cost.toFixed(1)}.`,
    ),
    `${others.length} ${others.length === 1 ? 'day' : 'days'} of others changed`,
  ];
}

function changeText({ day, before, after }: DutyChange): string {
  if (before === 'off') return `works ${after} on ${day}, and was off`;
  if (after === 'off') return `is off on ${day}, and had ${before}`;
  return `works ${after} on ${day} in the place of ${before}`;
}

import type { Absence, Replanned } from '../../../schedules/plan/replan/replan-absences.ts';
import type { DutyChange, EmptyShift } from '../../../schedules/plan/replan/replan-changes.ts';
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
    ...empty.map((one) => emptyText(one, name)),
    `${others.length} ${others.length === 1 ? 'day' : 'days'} of others changed`,
  ];
}

function emptyText({ shift, day, cost, nearest }: EmptyShift, name: (person: string) => string): string {
  const what = `${shift} on ${day}`;
  if (cost < 1) return `Nobody takes over ${what}: enough people are there without it.`;
  const missing = `what is missing costs ${cost.toFixed(1)}`;
  if (nearest === undefined) return `Nobody can take over ${what}: ${missing}.`;
  const { person, forbidden, extraCost } = nearest;
  if (forbidden.length > 0)
    return `Nobody can take over ${what}: ${missing}. Nearest is ${name(person)}, but: ${forbidden.join('; ')}.`;
  return extraCost < 0
    ? `Nobody takes over ${what}: ${missing}, and with ${name(person)} in it only ${(-extraCost).toFixed(1)} less.`
    : `Nobody takes over ${what}: ${missing}, and with ${name(person)} in it no less.`;
}

function changeText({ day, before, after }: DutyChange): string {
  if (before === 'off') return `works ${after} on ${day}, and was off`;
  if (after === 'off') return `is off on ${day}, and had ${before}`;
  return `works ${after} on ${day} in the place of ${before}`;
}

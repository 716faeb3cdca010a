import type { AssessedPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import { gapOf } from '../../../schedules/plan/gap-of.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { unboundContracts } from '../../planning/roster/unbound-contracts.ts';
import { percentText } from '../percent-text.ts';

/** What a roster is worth, in lines for the screen. */
export function planSummary(problem: ShiftPlanProblem, plan: AssessedPlan): string {
  const { totals, coverageCost, lowerBound, breaches, shifts } = plan;
  const queues = totals.map(
    ({ queue, requiredHours, scheduledHours, underHours, overHours }) =>
      `  ${queue}: ${requiredHours.toFixed(1)} agent-hours required${onRoster(scheduledHours, requiredHours)}, ${underHours.toFixed(1)} missing, ${overHours.toFixed(1)} too many\n`,
  );
  const proof =
    lowerBound === undefined
      ? '; how far from the best is not known'
      : `, no roster below ${lowerBound.toFixed(2)}: at most ${percentText(gapOf(coverageCost, lowerBound), 2)} from the best`;
  const hard = breaches.filter(({ strength }) => strength.kind === 'hard');
  const rules = [
    `  rules: ${hard.length} hard and ${breaches.length - hard.length} soft ones do not hold\n`,
    ...hard.slice(0, SHOWN).map(({ person, said }) => `    ${person} ${said.en ?? ''}\n`),
  ];
  const heading = `${shifts.length} shifts for ${problem.people.length} people; coverage costs ${coverageCost.toFixed(2)}${proof}\n`;
  const unbound = unboundContracts(problem, plan);
  return [
    heading,
    ...queues,
    ...leastLines(problem, plan),
    ...activityLines(problem, plan),
    ...rules,
    ...(unbound === undefined ? [] : [`  ${unbound}\n`]),
  ].join('');
}

/** Absence is covered by more people on the roster than are required at work; nothing where none was planned for. */
const onRoster = (scheduledHours: number, requiredHours: number): string =>
  scheduledHours - requiredHours < 0.05 ? '' : `, so ${scheduledHours.toFixed(1)} on the roster`;

/** Where a queue has fewer people than it must never have fewer than. */
function leastLines(
  { queues, intervalMinutes }: ShiftPlanProblem,
  { coverage }: AssessedPlan,
): readonly string[] {
  return queues.flatMap(({ queue, least }) => {
    const bare = coverage.filter(
      (row) => row.queue === queue && row.scheduled > 0 && row.present < least - 1e-9,
    );
    const hours = (bare.length * intervalMinutes) / 60;
    return bare.length === 0
      ? []
      : [
          `  ${queue} has fewer than its least of ${least} people for ${hours.toFixed(1)} h: see the coverage\n`,
        ];
  });
}

function activityLines(
  { activities, deferredWork }: ShiftPlanProblem,
  plan: AssessedPlan,
): readonly string[] {
  const sessions = activities.map(({ name, people }) => {
    const without = plan.unheld.flatMap(({ activity, person }) => (activity === name ? [person] : []));
    const rest = without.length === 0 ? '' : `; no room for ${named(without)}`;
    return `  ${name}: ${people.length - without.length} of ${people.length} people${rest}\n`;
  });
  if (deferredWork === undefined) return sessions;
  const minutes = plan.shifts
    .flatMap((shift) => shift.activities ?? [])
    .reduce((sum, { kind, lengthMinutes }) => sum + (kind === 'deferred-work' ? lengthMinutes : 0), 0);
  return [
    ...sessions,
    `  ${(minutes / 60).toFixed(1)} h of ${deferredWork.name} for those who are too many\n`,
  ];
}

const named = (people: readonly string[]): string =>
  people.length <= SHOWN
    ? people.join(', ')
    : `${people.slice(0, SHOWN).join(', ')} and ${people.length - SHOWN} more`;

/** People and breaches told on the screen; the rest is in the report. */
const SHOWN = 10;

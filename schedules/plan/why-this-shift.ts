import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { judgeRules, softCost } from '../rules/judge-rules.ts';
import { rulesOf } from '../rules/rule-book.ts';
import type { ShiftTemplate } from '../shift-template.ts';
import { coverageTotals } from './coverage-report.ts';
import { dayLimitsOf } from './day-limits-of.ts';
import { personTimes, type NamedShift } from './person-times.ts';
import { planDays } from './plan-days.ts';
import { presenceOf } from './presence.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** Something else that a person could do on a day, and why the plan does not have it. */
export type Alternative = {
  readonly duty: string;
  /** Hard rules it would break, in a planner's words. */
  readonly forbidden: readonly string[];
  /** What the plan would cost more, in the units of its coverage costs; below 0 would be a better plan. */
  readonly extraCost: number;
};

export type WhyThisShift = {
  readonly person: AgentId;
  readonly day: LocalDay;
  readonly duty: string;
  /** What fixed the day beforehand: leave, a rotation, a published shift. */
  readonly because?: string;
  /** The others, the cheapest allowed one first. */
  readonly alternatives: readonly Alternative[];
};

/** Why a person has this shift, or is off, on a day: every other duty with what it would break or cost, all else as planned. */
export function whyThisShift(
  problem: ShiftPlanProblem,
  shifts: readonly NamedShift[],
  { person, day }: { readonly person: AgentId; readonly day: LocalDay },
): WhyThisShift {
  const who = problem.people.find(({ id }) => id === person);
  if (who === undefined) throw new RangeError(`expected one of the people of the plan, got ${person}`);
  const own = shifts.find((shift) => shift.person === person && shift.day === day);
  const others = shifts.filter((shift) => shift !== own);
  const duty = own?.template.id ?? 'off';
  const now = worthOf(problem, shifts);
  const alternatives = [undefined, ...problem.templates]
    .filter((template) => (template?.id ?? 'off') !== duty)
    .map((template): Alternative => {
      const then = worthOf(
        problem,
        template === undefined ? others : [...others, plain(person, day, template)],
      );
      const forbidden = then.forbidden.filter((said) => !now.forbidden.includes(said));
      return { duty: template?.id ?? 'off', forbidden, extraCost: then.cost - now.cost };
    });
  const limit = dayLimitsOf(problem, who).find((one) => one.day === dayPlace(problem, day));
  const because = limit?.because;
  return {
    person,
    day,
    duty,
    ...(because === undefined ? {} : { because }),
    alternatives: cheapestFirst(alternatives),
  };
}

function worthOf(
  problem: ShiftPlanProblem,
  shifts: readonly NamedShift[],
): { readonly cost: number; readonly forbidden: readonly string[] } {
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const judged = judgeRules(rulesOf(problem.rules), personTimes(problem, shifts));
  const totals = coverageTotals(problem, presenceOf(problem, days, shifts));
  return {
    cost: softCost(judged) + totals.reduce((sum, { cost }) => sum + cost, 0),
    forbidden: judged.flatMap(({ strength, person, said }) =>
      strength.kind === 'hard' ? `${person}: ${said.en ?? ''}` : [],
    ),
  };
}

/** A shift whose breaks begin as early as they may. */
const plain = (person: AgentId, day: LocalDay, template: ShiftTemplate): NamedShift => ({
  person,
  day,
  template,
  breakStarts: template.breaks.map(({ earliestMinute }) => earliestMinute),
});

const dayPlace = ({ zone, from, until, intervalMinutes }: ShiftPlanProblem, day: LocalDay): number =>
  planDays(zone, from, until, intervalMinutes).findIndex((one) => one.day === day);

const cheapestFirst = (alternatives: readonly Alternative[]): readonly Alternative[] =>
  alternatives.toSorted(
    (one, other) => one.forbidden.length - other.forbidden.length || one.extraCost - other.extraCost,
  );

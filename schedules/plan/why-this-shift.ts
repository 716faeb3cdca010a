import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { ShiftTemplate } from '../shift-template.ts';
import { coverageTotals } from './model/coverage-report.ts';
import { dayLimitsOf } from './model/day-limits-of.ts';
import type { NamedShift } from './model/person-times.ts';
import { planDays, type PlanDay } from './model/plan-days.ts';
import { presenceOf } from './model/presence.ts';
import { carriedIn } from './model/rigid-shifts.ts';
import type { ShiftPlanProblem } from './model/shift-plan-problem.ts';
import { cheapestFirst, openTrials, type Trial, type Trials } from './improve/try-shifts.ts';

/** Something else that a person could do on a day, and why the plan does not have it. */
export type Alternative = Trial & { readonly duty: string };

/** Somebody else who could have the shift, giving what they have on the day in exchange. */
export type Candidate = Trial & { readonly person: AgentId; readonly duty: string };

export type WhyThisShift = {
  readonly person: AgentId;
  readonly day: LocalDay;
  readonly duty: string;
  /** What fixed the day beforehand: leave, a rotation, a published shift. */
  readonly because?: string;
  /** Agent-hours that would be missing without the shift, by queue; nothing on a day off. */
  readonly covers: readonly { readonly queue: string; readonly hours: number }[];
  /** What else the person could have, the cheapest allowed one first. */
  readonly alternatives: readonly Alternative[];
  /** Who else could have the shift, in the same order; nobody on a day off. */
  readonly candidates: readonly Candidate[];
};

/** Why a person has this shift, or is off, on a day: every other duty, and everybody else for this one, with what it would break or cost, all else as planned. */
export function whyThisShift(
  problem: ShiftPlanProblem,
  shifts: readonly NamedShift[],
  { person, day }: { readonly person: AgentId; readonly day: LocalDay },
): WhyThisShift {
  const who = problem.people.find(({ id }) => id === person);
  if (who === undefined) throw new RangeError(`expected one of the people of the plan, got ${person}`);
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const place = days.findIndex((one) => one.day === day);
  if (place < 0)
    throw new RangeError(
      `expected a day of the plan, ${problem.from} to before ${problem.until}, got ${day}`,
    );
  const own = shifts.find((shift) => shift.person === person && shift.day === day);
  const trials = openTrials(problem, days, shifts);
  const because = dayLimitsOf(problem, who).find((one) => one.day === place)?.because;
  return {
    person,
    day,
    duty: own?.template.id ?? 'off',
    ...(because === undefined ? {} : { because }),
    covers: own === undefined ? [] : coveredBy(problem, days, { shifts, own }),
    alternatives: alternativesTo(problem, trials, { person, day, own }),
    candidates: own === undefined ? [] : candidatesFor(problem, trials, own),
  };
}

/** What would be missing without a shift. */
function coveredBy(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  { shifts, own }: { readonly shifts: readonly NamedShift[]; readonly own: NamedShift },
): WhyThisShift['covers'] {
  const [all, without] = [shifts, shifts.filter((shift) => shift !== own)].map((there) =>
    coverageTotals(problem, presenceOf(problem, days, [...carriedIn(problem), ...there])),
  );
  return problem.queues.flatMap(({ queue }, at) => {
    const hours = (without?.[at]?.underHours ?? 0) - (all?.[at]?.underHours ?? 0);
    return hours > 1e-9 ? [{ queue, hours }] : [];
  });
}

type Place = { readonly person: AgentId; readonly day: LocalDay; readonly own: NamedShift | undefined };

function alternativesTo(
  { templates }: ShiftPlanProblem,
  trials: Trials,
  { person, day, own }: Place,
): readonly Alternative[] {
  const others = [undefined, ...templates].filter((template) => template?.id !== own?.template.id);
  return cheapestFirst(
    others.map((template) => ({
      duty: template?.id ?? 'off',
      ...trials.tryOut(day, new Map([[person, template]])),
    })),
  );
}

/** Everybody who has something else on the day; who has the same shift already could not have it too. */
function candidatesFor(
  { people }: ShiftPlanProblem,
  trials: Trials,
  { person, day, template }: NamedShift,
): readonly Candidate[] {
  return cheapestFirst(
    people.flatMap(({ id }): Candidate[] => {
      const theirs = trials.dutyOf(id, day);
      if (id === person || theirs?.id === template.id) return [];
      const swap = new Map<AgentId, ShiftTemplate | undefined>([
        [person, theirs],
        [id, template],
      ]);
      return [{ person: id, duty: theirs?.id ?? 'off', ...trials.tryOut(day, swap) }];
    }),
  );
}

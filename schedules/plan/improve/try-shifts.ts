import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { softCost, type Judged } from '../../rules/judge-rules.ts';
import type { ShiftTemplate } from '../../shift-template.ts';
import { openFairBurdens } from './fair-burdens.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import { personName } from '../../people/person-name.ts';
import {
  bestShift,
  judgedAlone,
  openShiftFloor,
  shiftsOn,
  takePrices,
  work,
  type ShiftFloor,
} from './shift-floor.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** What a roster with another duty would break and cost. */
export type Trial = {
  /** Hard rules and agreements it would break, in a planner's words; each names the person. */
  readonly forbidden: readonly string[];
  /** What the plan would cost more, in the units of its coverage costs; below 0 would be a better plan. */
  readonly extraCost: number;
};

export type Trials = {
  /** A day with other duties for some people, breaks at their best; nothing is changed. */
  tryOut(day: LocalDay, duties: ReadonlyMap<AgentId, ShiftTemplate | undefined>): Trial;
  /** What somebody has on a day; undefined where nothing. */
  dutyOf(person: AgentId, day: LocalDay): ShiftTemplate | undefined;
};

/** A roster on which single days are tried out. */
export function openTrials(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  shifts: readonly NamedShift[],
): Trials {
  return trialsOn(openShiftFloor({ problem, days, shifts }));
}

/** The same on a floor that stands already, as long as nothing else is moved on it. */
export function trialsOn(floor: ShiftFloor): Trials {
  const fair = openFairBurdens(floor.problem, shiftsOn(floor), { evenness: 0 });
  const shiftOf = (person: AgentId, day: LocalDay): NamedShift | undefined =>
    floor.now.get(person)?.find((shift) => shift.day === day);
  return {
    dutyOf: (person, day) => shiftOf(person, day)?.template,
    tryOut(day, duties) {
      const was = floor.market.total();
      const had = [...duties].map(([person, template]) => ({
        person,
        template,
        before: shiftOf(person, day),
      }));
      for (const { before } of had) if (before !== undefined) work(floor, before, -1);
      let rest = 0;
      const turns = had.map((one) => {
        const after = one.template && placed(floor, { ...one, day, template: one.template });
        if (after !== undefined) work(floor, after, 1);
        rest += fair.change(one.person, listed(one.before), listed(after));
        return { ...one, after };
      });
      const extra = floor.market.total() - was;
      for (const { person, before, after } of turns) {
        if (after !== undefined) work(floor, after, -1);
        fair.change(person, listed(after), listed(before));
      }
      for (const { before } of turns) if (before !== undefined) work(floor, before, 1);
      const verdicts = turns.map((turn) => judgeTurn(floor, turn));
      return {
        forbidden: verdicts.flatMap(({ forbidden }) => forbidden),
        extraCost: rounded(extra + rest + verdicts.reduce((sum, { soft }) => sum + soft, 0)),
      };
    },
  };
}

/** What the rules allow in front, and of that the cheapest. */
export function cheapestFirst<Some extends Trial>(trials: readonly Some[]): readonly Some[] {
  return trials.toSorted(
    (one, other) => one.forbidden.length - other.forbidden.length || one.extraCost - other.extraCost,
  );
}

const listed = (shift: NamedShift | undefined): readonly NamedShift[] => (shift === undefined ? [] : [shift]);

/** Sums of many steps end in digits that mean nothing. */
const rounded = (cost: number): number => Math.round(cost * 1e6) / 1e6 + 0;

function placed(floor: ShiftFloor, shift: Pick<NamedShift, 'person' | 'day' | 'template'>): NamedShift {
  takePrices(floor, shift.person);
  return bestShift(floor, shift);
}

type Turn = {
  readonly person: AgentId;
  readonly before: NamedShift | undefined;
  readonly after: NamedShift | undefined;
};

/** What a turn breaks that was kept before, and what it changes in soft rules. */
function judgeTurn(
  floor: ShiftFloor,
  { person, before, after }: Turn,
): { readonly forbidden: readonly string[]; readonly soft: number } {
  const own = floor.now.get(person) ?? [];
  const then = [...own.filter((shift) => shift !== before), ...listed(after)];
  const [was, is] = [judgedAlone(floor, person, own), judgedAlone(floor, person, then)];
  const known = new Set(hardSaid(was));
  const broken = hardSaid(is).filter((said) => !known.has(said));
  return {
    forbidden: broken.map((said) => `${personName(floor.problem.people, person)}: ${said}`),
    soft: softCost(is) - softCost(was),
  };
}

const hardSaid = (breaches: readonly Judged[]): readonly string[] =>
  breaches.flatMap(({ strength, said }) => (strength.kind === 'hard' ? [said.en ?? ''] : []));

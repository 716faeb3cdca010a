import type {
  BreakRule,
  CoverageProblem,
  ShiftKind,
  CoverageGroup,
} from '../../coverage/model/coverage-problem.ts';
import type { RuleBook, RuleSetting } from '../../rules/rule-book.ts';
import { paidMs, type ShiftTemplate } from '../../shift-template.ts';
import { MINUTE_MS } from '#domain/time.ts';
import { breakWindowsOf } from '../model/break-windows-of.ts';
import { queueNeeds } from '../model/queue-needs.ts';
import { paidSpan } from '../model/paid-span.ts';
import type { PlanDay } from '../model/plan-days.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import { figures } from './roster-rules-of.ts';
import { worthToQueues, type StaffGroup } from '../model/staff-groups.ts';

export type CoverageQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly groups: readonly StaffGroup[];
  /** People who are there whatever is planned, by queue: rotations, shifts that are fixed. */
  readonly alreadyThere: ReadonlyMap<string, readonly number[]>;
};

/** The problem without names: how many people of each group on which shifts. */
export function coverageProblemOf({
  problem,
  days,
  groups,
  alreadyThere,
}: CoverageQuestion): CoverageProblem {
  const kinds = shiftKinds(problem);
  return {
    intervalMinutes: problem.intervalMinutes,
    days: days.map(({ day, intervals, clockChange }) => ({
      name: day,
      intervals,
      ...(clockChange === undefined ? {} : { clockChange }),
    })),
    queues: queueNeeds(problem, alreadyThere),
    shiftKinds: kinds.map(({ kind }) => kind),
    groups: groups.map((group) => coverageGroup(problem, days, { group, kinds })),
    activities: [],
  };
}

type Kind = { readonly kind: ShiftKind; readonly paidMinutes: number };

/** Templates that differ only in their start are one kind with several starts. */
function shiftKinds(problem: ShiftPlanProblem): readonly Kind[] {
  const { templates, intervalMinutes } = problem;
  const kinds = new Map<string, { template: ShiftTemplate; starts: number[] }>();
  for (const template of templates) {
    const starts = kinds.get(template.kind)?.starts ?? [];
    kinds.set(template.kind, { template, starts: [...starts, template.startMinute / intervalMinutes] });
  }
  return [...kinds].map(([name, { template, starts }]) => ({
    kind: {
      name,
      length: template.lengthMinutes / intervalMinutes,
      starts: starts.toSorted((one, other) => one - other),
      breaks: breakWindowsOf(problem, template).map((rule): BreakRule => ({
        name: rule.name,
        length: rule.lengthMinutes / intervalMinutes,
        earliest: rule.earliestMinute / intervalMinutes,
        latest: rule.latestMinute / intervalMinutes,
        isPaid: rule.isPaid,
      })),
    },
    paidMinutes: paidMs(template) / MINUTE_MS,
  }));
}

type GroupQuestion = { readonly group: StaffGroup; readonly kinds: readonly Kind[] };

function coverageGroup(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  { group, kinds }: GroupQuestion,
): CoverageGroup {
  const [first] = group.people;
  const rules = hardRules(problem.rules);
  const allowed = first?.contract.shiftKinds ?? [];
  const paid = first === undefined ? { leastMs: 0, mostMs: 0 } : paidSpan(problem, first);
  const intervalsOf = (ms: number): number => ms / MINUTE_MS / problem.intervalMinutes;
  return {
    name: group.name,
    people: group.people.length,
    skills:
      first === undefined
        ? []
        : worthToQueues(problem, first).map(({ queue, worth }) => ({ queue, efficiency: worth })),
    shiftKinds: kinds
      .map(({ kind }) => kind.name)
      .filter((name) => allowed.length === 0 || allowed.includes(name)),
    daysOn: { least: 0, most: Math.min(days.length, mostDays(rules, days.length)) },
    mostDaysInRow: mostInRow(rules, days.length),
    paidIntervals: {
      least: Math.floor(intervalsOf(paid.leastMs)),
      most: Math.floor(intervalsOf(paid.mostMs)),
    },
    leastRest: (leastRestHours(rules) * 60) / problem.intervalMinutes,
  };
}

const leastRestHours = (rules: RuleBook): number =>
  Math.max(0, ...figures(rules, 'rest-between-shifts').map(({ leastHours }) => leastHours));

const mostInRow = (rules: RuleBook, days: number): number =>
  Math.min(days, ...figures(rules, 'days-in-a-row').map(({ most }) => most));

/** Days worked that the rules leave at most in so many days. */
const mostDays = (rules: RuleBook, days: number): number =>
  days - Math.floor(days / (mostInRow(rules, days) + 1));

const hardRules = (book: RuleBook): readonly RuleSetting[] =>
  book.filter(({ weight }) => weight === undefined);

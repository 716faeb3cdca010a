import { commonStep, coverageCostStep } from './coverage-cost-step.ts';
import type { CoverageProblem } from './coverage-problem.ts';
import type { Duty } from './duty.ts';
import { layHorizon } from './horizon.ts';
import { leastPenalty } from './least-penalty.ts';

/**
 * What a day in whole people can cost: its `base`, the worth of everyone who works it, and a multiple of `step`.
 * With the people given, missing one more somewhere is having one too many elsewhere: the cost goes in steps of both.
 */
export type CostLattice = {
  readonly step: number;
  /** By day. */
  readonly base: readonly number[];
  /** What one more person of a duty adds. */
  readonly worth: (duty: Duty) => number;
};

/** The lattice of a problem; undefined where parts of people count, or where a shift reaches into the next day. */
export function costLattice(problem: CoverageProblem, duties: readonly Duty[]): CostLattice | undefined {
  const { queues, days, activities, intervalMinutes } = problem;
  const hours = intervalMinutes / 60;
  if (coverageCostStep(problem) === 0 || activities.length > 0) return undefined;
  const { dayStarts, intervals } = layHorizon(problem);
  if (duties.some((duty) => lastEnd(duty) > (dayStarts[duty.day + 1] ?? intervals))) return undefined;
  const over = Math.min(...queues.flatMap(({ overCost }) => [...new Set(overCost)]));
  const steps = new Set(openPresence(duties).map((people) => people * over));
  if (queues.some(({ least }) => least !== undefined)) steps.add(leastPenalty(problem) / hours);
  for (const { underCost, overCost } of queues) {
    for (const cost of new Set(underCost)) steps.add(cost + over);
    for (const cost of new Set(overCost)) steps.add(cost - over);
  }
  const base = days.map((_, day) => {
    const ends = duties.flatMap((duty) => (duty.day === day ? [lastEnd(duty)] : []));
    const from = dayStarts[day] ?? 0;
    return -over * hours * needBetween(problem, from, Math.max(from, ...ends));
  });
  const step = commonStep(steps) * hours;
  return step === 0 ? undefined : { step, base, worth: ({ kind }) => over * hours * presenceOf(kind) };
}

/** The least cost of the lattice that is at least `cost` in a day whose people add up to `worth`. */
export function ceilToLattice(
  { step, base }: CostLattice,
  { day, worth, cost }: { readonly day: number; readonly worth: number; readonly cost: number },
): number {
  const floor = (base[day] ?? 0) + worth;
  return floor + Math.ceil((cost - floor) / step - 1e-6) * step;
}

function lastEnd({ starts, kind }: Duty): number {
  return (starts.at(-1) ?? 0) + kind.length;
}

function presenceOf({ length, breaks }: Duty['kind']): number {
  return breaks.reduce((sum, rule) => sum - rule.length, length);
}

function needBetween({ queues }: CoverageProblem, from: number, until: number): number {
  let need = 0;
  for (const { required, alreadyThere } of queues)
    for (let at = from; at < until; at += 1) need += (required[at] ?? 0) - (alreadyThere?.[at] ?? 0);
  return need;
}

/** How presence may differ between plans of a day whose people and paid hours are the same, group by group. */
function openPresence(duties: readonly Duty[]): number[] {
  const byDay = new Map<string, Duty[]>();
  for (const duty of duties) {
    const key = `${duty.day} ${duty.group}`;
    byDay.set(key, [...(byDay.get(key) ?? []), duty]);
  }
  return [...byDay.values()].flatMap((own) => {
    const [first, second, third] = own;
    // Two kinds of different hours: people and hours say how many work each.
    if (third === undefined && first?.paid !== second?.paid) return [];
    const unpaid = own.map(({ kind, paid }) => presenceOf(kind) - paid);
    return unpaid.map((one) => one - (unpaid[0] ?? 0));
  });
}

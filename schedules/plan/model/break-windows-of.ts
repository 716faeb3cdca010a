import type { BreakFigures } from '../../rules/hours/breaks.ts';
import type { RuleBook } from '../../rules/rule-book.ts';
import type { BreakTemplate, ShiftTemplate } from '../../shift-template.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/**
 * The breaks of a shift with windows so narrow that every hard rule about breaks holds wherever in them they begin: of those that are long enough
 * the first begins by the hour that the rule names.
 */
export function breakWindowsOf(
  { rules, intervalMinutes }: Pick<ShiftPlanProblem, 'rules' | 'intervalMinutes'>,
  template: ShiftTemplate,
): readonly BreakTemplate[] {
  let breaks = template.breaks;
  for (const rule of hardBreakRules(rules)) {
    const latest = Math.floor((rule.beforeHour * 60) / intervalMinutes) * intervalMinutes;
    if (template.lengthMinutes <= rule.overHours * 60) continue;
    const isLong = ({ lengthMinutes }: BreakTemplate): boolean => lengthMinutes >= rule.leastMinutes;
    if (breaks.some((one) => isLong(one) && one.latestMinute <= latest)) continue;
    const first = breaks.findIndex(isLong);
    breaks = breaks.map((one, at) =>
      at === first
        ? { ...one, latestMinute: Math.max(one.earliestMinute, Math.min(one.latestMinute, latest)) }
        : one,
    );
  }
  return breaks;
}

export const hardBreakRules = (rules: RuleBook): readonly BreakFigures[] =>
  rules.flatMap((one) => (one.rule === 'breaks' && one.weight === undefined ? [one] : []));

/** Each break as early as its window and the break before it allow, on the grid of intervals. */
export function earliestBreaks(breaks: readonly BreakTemplate[], intervalMinutes: number): readonly number[] {
  let free = 0;
  return breaks.map(({ earliestMinute, lengthMinutes }) => {
    const start = Math.max(earliestMinute, Math.ceil(free / intervalMinutes) * intervalMinutes);
    free = start + lengthMinutes;
    return start;
  });
}

import type { AgentId } from '#domain/ids.ts';
import type { CountRule, RosterDemand } from '../../roster/problem/roster-problem.ts';
import { freePeople } from '../model/free-people.ts';
import { isNightTemplate } from '../model/night-template.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/**
 * The most nights each person may have, so that with those lived nobody has more than the mean and the spread of the rule. It is held while
 * names are found, though the rule be soft: what then stays empty costs coverage. Nothing where no such rule is set, or nothing is wanted.
 */
export function fairNights(
  problem: ShiftPlanProblem,
  demands: readonly RosterDemand[],
): ReadonlyMap<AgentId, CountRule> {
  const rule = problem.rules.find((one) => one.rule === 'fair-shares' && one.burden === 'nights');
  const nights = problem.templates.flatMap((template, at) => (isNightTemplate(template) ? [at] : []));
  if (rule?.rule !== 'fair-shares' || nights.length === 0 || demands.length === 0) return new Map();
  const free = freePeople(problem);
  const wanted = demands
    .filter(({ shifts }) => shifts.some((shift) => nights.includes(shift)))
    .reduce((sum, { required }) => sum + required, 0);
  const lived = nightsOf(problem, problem.lived);
  const fixed = nightsOf(
    problem,
    problem.fixed.flatMap(({ person, duty }) => (duty === 'off' ? [] : [{ person, ...duty }])),
  );
  const total = free.reduce((sum, { id }) => sum + (lived.get(id) ?? 0), wanted);
  const most = Math.ceil(total / Math.max(1, free.length)) + Math.floor(rule.spread / 2);
  return new Map(
    free.map(({ id }) => [
      id,
      {
        from: 0,
        until: Infinity,
        least: 0,
        // Nights that are fixed already are had, fair or not.
        most: Math.max(0, most - (lived.get(id) ?? 0), fixed.get(id) ?? 0),
        shifts: nights,
      },
    ]),
  );
}

function nightsOf(
  { templates }: ShiftPlanProblem,
  given: readonly { readonly person: AgentId; readonly template: string }[],
): ReadonlyMap<AgentId, number> {
  const nights = new Set(templates.filter(isNightTemplate).map(({ id }) => id));
  const counts = new Map<AgentId, number>();
  for (const { person, template } of given)
    if (nights.has(template)) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}

import type { AgentId } from '#domain/ids.ts';
import { personName } from '../../people/person-name.ts';
import { linePricer, priceLines, tableRoom } from '../../roster/lines/line-pricer.ts';
import { personModel } from '../../roster/lines/person-model.ts';
import type { RosterProblem } from '../../roster/problem/roster-problem.ts';
import { isBeyondEngine, openLineJudge, rulesBeyondEngine, type LineJudge } from '../improve/line-judge.ts';
import { freePeople } from '../model/free-people.ts';
import type { PlanDay } from '../model/plan-days.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** Days looked at for one person; a search that gives up counts as one that would have found something, so no false alarm is raised. */
const MOST_STEPS = 20_000;

/** People for whom the rules that the engine cannot count leave no shifts, each in a sentence; nothing where all can be given some. */
export function lawlessPeople(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  roster: RosterProblem,
): readonly string[] {
  if (!isBeyondEngine(problem, days)) return [];
  const hasLine = openSearch(problem, days, roster);
  const beyond = rulesBeyondEngine(problem).map((rule) => ({
    rule,
    without: { ...problem, rules: problem.rules.filter((one) => one !== rule) },
  }));
  return freePeople(problem).flatMap(({ id }) => {
    if (hasLine(problem, id)) return [];
    const helpful = beyond.filter(({ without }) => hasLine(without, id));
    const names = [...new Set((helpful.length > 0 ? helpful : beyond).map(({ rule: { rule } }) => rule))];
    const rules = names.length === 0 ? 'the change of the clock' : names.join(' and ');
    const help =
      names.length === 0 ? '' : `; would help: other figures or a weight for ${names.join(' or ')}`;
    return [
      `${personName(problem.people, id)} cannot be given any shifts: ${rules} and what else is settled leave none${help}`,
    ];
  });
}

/** Whether somebody can have any line of shifts that keeps every hard rule. */
function openSearch(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  roster: RosterProblem,
): (changed: ShiftPlanProblem, person: AgentId) => boolean {
  const room = tableRoom();
  const places = new Map(problem.people.map(({ id }, at) => [id, at]));
  const judges = new Map<ShiftPlanProblem, (person: AgentId) => LineJudge>();
  const judgeOf = (changed: ShiftPlanProblem): ((person: AgentId) => LineJudge) => {
    const known = judges.get(changed) ?? openLineJudge(changed, days);
    judges.set(changed, known);
    return known;
  };
  return (changed, person) => {
    const model = personModel(roster, places.get(person) ?? -1);
    const mayGoOn = judgeOf(changed)(person);
    const limits = { below: Infinity, mostLines: 1, mostSteps: MOST_STEPS, mayGoOn };
    const { lines, isCut } = priceLines(linePricer(model, room), new Float64Array(model.cost.length), limits);
    return lines.length > 0 || isCut;
  };
}

import type { AgentId } from '#domain/ids.ts';
import type { PersonTime, Worked } from '../../rules/base/rule.ts';
import { rulesOf, type RuleSetting } from '../../rules/rule-book.ts';
import type { ShiftTemplate } from '../../shift-template.ts';
import type { Line } from '../../roster/lines/search-lines.ts';
import { breakWindowsOf, earliestBreaks } from '../model/break-windows-of.ts';
import { freePeople } from '../model/free-people.ts';
import { isNightTemplate } from '../model/night-template.ts';
import { personTimes, restMinutes, workedShift } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** Whether the first days of a line of shifts keep every hard rule, whatever comes after them. */
export type LineJudge = (line: Line, days: number) => boolean;

/** Hours of a contract are the whole plan's: the engine counts them as it goes, and no beginning is short of them. */
const OF_THE_WHOLE = 'contract-hours';

/** Judges the lines of one person after another by the rules themselves, as the engine makes them day by day. */
export function openLineJudge(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
): (person: AgentId) => LineJudge {
  const isClockSteady = days.every(({ clockChange }) => clockChange === undefined);
  // What the engine keeps exactly need not be judged again.
  const book = isClockSteady ? rulesBeyondEngine(problem) : problem.rules;
  const rules = rulesOf(book).person;
  const hard = rules.filter(({ id, strength }) => strength.kind === 'hard' && id !== OF_THE_WHOLE);
  const shifts = worksByDay(problem, days);
  const many = problem.templates.length;
  const times = new Map(personTimes(problem, []).map((time) => [time.person.id, time]));
  return (person) => {
    const time = times.get(person);
    if (time === undefined) return () => true;
    return (line, until) => {
      const last = days[until - 1]?.day;
      if (last === undefined) return true;
      const worked: Worked[] = [...time.worked];
      for (let day = 0; day < until; day += 1) {
        const work = shifts[day * many + (line[day] ?? 0) - 1];
        if ((line[day] ?? 0) > 0 && work !== undefined) worked.push(work);
      }
      const begun: PersonTime = {
        ...time,
        until: days[until]?.day ?? problem.until,
        worked: worked.sort((one, other) => one.startAt - other.startAt),
      };
      return hard.every((rule) => rule.breaches(begun).length === 0);
    };
  };
}

/** Every shift on every day, at day · shifts + shift, with breaks that keep the rules. */
function worksByDay(problem: ShiftPlanProblem, days: readonly PlanDay[]): readonly Worked[] {
  return days.flatMap(({ day }) =>
    problem.templates.map((template) => {
      const breakStarts = earliestBreaks(breakWindowsOf(problem, template), problem.intervalMinutes);
      return workedShift({ day, template, breakStarts }, problem);
    }),
  );
}

/**
 * Whether some hard rule is beyond what the engine counts: a rest of the week, a lighter day after an event, rests longer than a day off leaves,
 * and all hours by the clock in a plan in which it changes.
 */
export function isBeyondEngine(problem: ShiftPlanProblem, days: readonly PlanDay[]): boolean {
  return days.some(({ clockChange }) => clockChange !== undefined) || rulesBeyondEngine(problem).length > 0;
}

/** The hard settings that the engine cannot count. */
export function rulesBeyondEngine(problem: ShiftPlanProblem): readonly RuleSetting[] {
  return problem.rules.filter((one) => {
    if (one.weight !== undefined) return false;
    if (one.rule === 'weekly-rest' || one.rule === 'lighter-day-after-event') return true;
    if (one.rule === 'rest-between-shifts') return one.leastHours > leastOverDayOff(problem, () => true);
    return one.rule === 'rest-after-nights' && one.leastHours > leastOverDayOff(problem, isNightTemplate);
  });
}

/** Hours that a day off leaves at least between such a shift and any other, of those that somebody who is planned freely may work. */
function leastOverDayOff(problem: ShiftPlanProblem, isFirst: (template: ShiftTemplate) => boolean): number {
  const people = freePeople(problem);
  const free = problem.templates.filter(({ kind }) =>
    people.some(({ contract }) => contract.shiftKinds.length === 0 || contract.shiftKinds.includes(kind)),
  );
  const rests = free.filter(isFirst).flatMap((first) => free.map((second) => restMinutes(first, second, 2)));
  return Math.min(...rests) / 60;
}

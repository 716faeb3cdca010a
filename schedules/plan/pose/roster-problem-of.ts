import { addDays, dayNumber, weekday, type LocalDay } from '#domain/local-day.ts';
import { HOUR_MS, MINUTE_MS } from '#domain/time.ts';
import type { Person } from '../../people/person.ts';
import { wishWeight } from '../../people/wish-weight.ts';
import type {
  Duty,
  RosterDemand,
  RosterHistory,
  RosterPerson,
  RosterProblem,
  RosterRequest,
  RosterShift,
} from '../../roster/problem/roster-problem.ts';
import type { RuleBook } from '../../rules/rule-book.ts';
import { paidMs, type ShiftTemplate } from '../../shift-template.ts';
import { dayLimitsOf } from '../model/day-limits-of.ts';
import { isNightTemplate } from '../model/night-template.ts';
import { restMinutes } from '../model/person-times.ts';
import { figures, rosterRulesOf } from './roster-rules-of.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** The problem with names: who works which of the wanted shifts. Demands say how many of which people a shift wants on a day. */
export function rosterProblemOf(problem: ShiftPlanProblem, demands: readonly RosterDemand[]): RosterProblem {
  const book = problem.rules.filter(({ weight }) => weight === undefined);
  return {
    days: dayNumber(problem.until) - dayNumber(problem.from),
    shifts: problem.templates.map((template): RosterShift => ({
      id: template.id,
      minutes: paidMs(template) / MINUTE_MS,
      notNext: problem.templates.flatMap((next, at) => (mayFollow(book, template, next) ? [] : [at])),
    })),
    people: problem.people.map((person) => rosterPerson(problem, person, book)),
    demands,
    weekends: weekendsOf(problem),
  };
}

function mayFollow(book: RuleBook, first: ShiftTemplate, second: ShiftTemplate): boolean {
  const rest = restMinutes(first, second, 1);
  const least = Math.max(0, ...figures(book, 'rest-between-shifts').map(({ leastHours }) => leastHours));
  const afterNights = Math.max(0, ...figures(book, 'rest-after-nights').map(({ leastHours }) => leastHours));
  const leavesNights = isNightTemplate(first) && !isNightTemplate(second);
  const pairs = figures(book, 'forbidden-successions').flatMap((one) => one.pairs);
  return (
    rest >= least * 60 &&
    (!leavesNights || rest >= afterNights * 60) &&
    !pairs.some(([one, next]) => one === first.kind && next === second.kind)
  );
}

function rosterPerson(problem: ShiftPlanProblem, person: Person, book: RuleBook): RosterPerson {
  const { from, until, templates } = problem;
  const lived = livedBy(problem, person);
  const before = historyOf(lived, from, templates);
  return {
    id: person.id,
    shifts: templates.flatMap((template, at) => (mayWork(book, person, template) ? [at] : [])),
    limits: dayLimitsOf(problem, person),
    rules: rosterRulesOf({ person, from, until, templates, lived, book }),
    requests: wishesOf(problem, person),
    ...(before === undefined ? {} : { before }),
  };
}

type Lived = { readonly day: LocalDay; readonly template: ShiftTemplate };

function livedBy({ lived, templates }: ShiftPlanProblem, { id }: Person): readonly Lived[] {
  return lived.flatMap(({ person, day, template }) => {
    const known = templates.find((one) => one.id === template);
    return person === id && known !== undefined ? [{ day, template: known }] : [];
  });
}

function mayWork(book: RuleBook, { contract }: Person, template: ShiftTemplate): boolean {
  const hours = paidMs(template) / HOUR_MS;
  const most = Math.min(...figures(book, 'daily-hours').map(({ mostHours }) => mostHours));
  const mostAtNight = Math.min(...figures(book, 'night-hours').map(({ mostHours }) => mostHours));
  const isAllowed = contract.shiftKinds.length === 0 || contract.shiftKinds.includes(template.kind);
  return isAllowed && hours <= most && (!isNightTemplate(template) || hours <= mostAtNight);
}

/** How the days before the plan ended. A person of whom nothing was lived has no history. */
function historyOf(
  lived: readonly Lived[],
  from: LocalDay,
  templates: readonly ShiftTemplate[],
): RosterHistory | undefined {
  const byDay = new Map(lived.map(({ day, template }) => [day, template]));
  if (byDay.size === 0) return undefined;
  const last = byDay.get(addDays(from, -1));
  const isWorked = last !== undefined;
  let days = 0;
  const earliest = [...byDay.keys()].toSorted()[0] ?? from;
  for (let day = addDays(from, -1); day >= earliest && byDay.has(day) === isWorked; day = addDays(day, -1))
    days += 1;
  if (last === undefined) return { kind: 'off', days };
  return { kind: 'worked', days, shift: templates.indexOf(last) };
}

function wishesOf({ from, until, templates }: ShiftPlanProblem, person: Person): readonly RosterRequest[] {
  return person.wishes.flatMap((wish): readonly RosterRequest[] => {
    const { day, wants } = wish;
    const weight = wishWeight(person, wish);
    if (day < from || day >= until) return [];
    const at = dayNumber(day) - dayNumber(from);
    if (wants === 'off') return [{ day: at, duty: 'off', kind: 'on', weight }];
    if (wants === 'work') return [{ day: at, duty: 'off', kind: 'off', weight }];
    // A kind may have several starts: everything that is none of them costs.
    const others = templates.flatMap(({ kind }, place): Duty[] => (kind === wants.shiftKind ? [] : [place]));
    return (['off', ...others] as const).map((duty) => ({ day: at, duty, kind: 'off', weight }));
  });
}

function weekendsOf({ from, until }: ShiftPlanProblem): readonly (readonly number[])[] {
  const days = dayNumber(until) - dayNumber(from);
  const weekends: number[][] = [];
  for (let at = 0; at < days; at += 1) {
    const mark = weekday(addDays(from, at));
    if (mark === 5 || (mark === 6 && at === 0)) weekends.push([at]);
    else if (mark === 6) weekends.at(-1)?.push(at);
  }
  return weekends;
}

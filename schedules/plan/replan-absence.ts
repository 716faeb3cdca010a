import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { DayLimit, Duty, RosterDemand, RosterPerson, RosterProblem } from '../roster/roster-problem.ts';
import { solveRoster } from '../roster/solve-roster.ts';
import { assessPlan, type AssessedPlan } from './assess-plan.ts';
import type { NamedShift } from './person-times.ts';
import { placeBreaks } from './place-breaks.ts';
import { planDays, type PlanDay } from './plan-days.ts';
import type { PlanTools } from './plan-tools.ts';
import { rosterProblemOf } from './roster-problem-of.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';
import { shiftsOf } from './shifts-of.ts';

/** `until` is the last day of it. */
export type Absence = {
  readonly person: AgentId;
  readonly from: LocalDay;
  readonly until: LocalDay;
  readonly why: string;
};

/** Somebody's day that is another than before; `off` where no shift is worked. */
export type DutyChange = {
  readonly person: AgentId;
  readonly day: LocalDay;
  readonly before: string;
  readonly after: string;
};

export type Replanned = { readonly plan: AssessedPlan; readonly changes: readonly DutyChange[] };

export type AbsenceQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly shifts: readonly NamedShift[];
  readonly absence: Absence;
};

/** A shift that nobody works weighs as much as so many changed days: people are asked before a shift is left empty. */
const CHANGES_FOR_A_GAP = 100;

/**
 * The roster after somebody falls out, with the fewest days of others changed: shifts that become free are given away where the rules
 * allow it, and stay empty where they do not. Days before the absence stay; whoever goes through a rotation may be asked too.
 */
export function replanAbsence(question: AbsenceQuestion, tools: PlanTools): Replanned {
  const { problem, shifts, absence } = question;
  const people = problem.people.map((person) =>
    person.id === absence.person ? { ...person, timeOff: [...person.timeOff, absence] } : person,
  );
  const then: ShiftPlanProblem = { ...problem, people, rotations: [] };
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const keeping = keepingShifts({ ...question, problem: then }, days);
  const answer = solveRoster(keeping, {
    ...tools,
    clock: () => tools.clock() / 1_000,
    onProgress: () => undefined,
  });
  const left = shifts.filter(
    ({ person, day }) => person !== absence.person || day < absence.from || day > absence.until,
  );
  const named = answer.kind === 'roster' ? shiftsOf(then, days, answer.roster) : left;
  const after = placeBreaks(then, days, named);
  return {
    plan: assessPlan(then, after),
    changes: changesOf(days, { people: then.people, before: shifts, after }),
  };
}

/** The same shifts wanted as before, everybody wishing to keep their own. */
function keepingShifts(
  { problem, shifts, absence }: AbsenceQuestion,
  days: readonly PlanDay[],
): RosterProblem {
  const duties = new Map(
    shifts.map(({ person, day, template }) => [`${person} ${day}`, problem.templates.indexOf(template)]),
  );
  const base = rosterProblemOf(problem, demandsAsWorked(problem, shifts, days));
  return {
    ...base,
    people: base.people.map((person, at): RosterPerson => {
      const dutyOn = (day: LocalDay): Duty => duties.get(`${problem.people[at]?.id} ${day}`) ?? 'off';
      const stays = days.flatMap(({ day }, place): DayLimit[] =>
        day < absence.from ? [{ day: place, allows: [dutyOn(day)], because: 'lived' }] : [],
      );
      const keeps = days.map(({ day }, place) => ({
        day: place,
        duty: dutyOn(day),
        kind: 'on' as const,
        weight: 1,
      }));
      return { ...person, limits: [...person.limits, ...stays], requests: keeps };
    }),
  };
}

/** Each shift of each day as many times as it was worked, by anyone who can answer what its people answered. */
function demandsAsWorked(
  problem: ShiftPlanProblem,
  shifts: readonly NamedShift[],
  days: readonly PlanDay[],
): readonly RosterDemand[] {
  const skillsOf = new Map(
    problem.people.map(({ id, skills }) => [id, new Set(skills.map(({ queue }) => queue))]),
  );
  const wanted = new Map<
    string,
    { readonly at: number; readonly shift: number; readonly queues: readonly string[]; count: number }
  >();
  for (const { person, day, template } of shifts) {
    const queues = [...(skillsOf.get(person) ?? [])].toSorted();
    const at = days.findIndex((one) => one.day === day);
    const shift = problem.templates.indexOf(template);
    const key = `${at} ${shift} ${queues.join(' ')}`;
    const known = wanted.get(key) ?? { at, shift, queues, count: 0 };
    known.count += 1;
    wanted.set(key, known);
  }
  return [...wanted.values()].map(({ at, shift, queues, count }): RosterDemand => ({
    day: at,
    shifts: [shift],
    people: problem.people.flatMap(({ skills }, place) =>
      queues.every((queue) => skills.some((skill) => skill.queue === queue)) ? [place] : [],
    ),
    required: count,
    underCost: CHANGES_FOR_A_GAP,
    overCost: 0,
  }));
}

type Rosters = {
  readonly people: ShiftPlanProblem['people'];
  readonly before: readonly NamedShift[];
  readonly after: readonly NamedShift[];
};

function changesOf(days: readonly PlanDay[], { people, before, after }: Rosters): readonly DutyChange[] {
  const [was, is] = [dutiesOf(before), dutiesOf(after)];
  return people.flatMap(({ id }) =>
    days.flatMap(({ day }): DutyChange[] => {
      const key = `${id} ${day}`;
      const change = { person: id, day, before: was.get(key) ?? 'off', after: is.get(key) ?? 'off' };
      return change.before === change.after ? [] : [change];
    }),
  );
}

const dutiesOf = (shifts: readonly NamedShift[]): ReadonlyMap<string, string> =>
  new Map(shifts.map(({ person, day, template }) => [`${person} ${day}`, template.id]));

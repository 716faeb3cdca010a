import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type {
  DayLimit,
  Duty,
  RosterDemand,
  RosterPerson,
  RosterProblem,
} from '../roster/problem/roster-problem.ts';
import type { LinearSolver } from '../solver/linear-solver.ts';
import { solveRoster } from '../roster/solve-roster.ts';
import { assessPlan, type AssessedPlan } from './assess/assess-plan.ts';
import { changesOf, crewChangesOf, emptyOf, type DutyChange, type EmptyShift } from './replan-changes.ts';
import type { NamedShift } from './model/person-times.ts';
import { placeActivities } from './improve/place-activities.ts';
import { planDays, type PlanDay } from './model/plan-days.ts';
import type { PlanTools } from './model/plan-tools.ts';
import { rosterProblemOf } from './pose/roster-problem-of.ts';
import {
  bestShift,
  judgePerson,
  openShiftFloor,
  shiftsOn,
  takePrices,
  work,
  type ShiftFloor,
} from './improve/shift-floor.ts';
import type { Fixed, ShiftPlanProblem } from './model/shift-plan-problem.ts';
import { shiftsOf } from './pose/shifts-of.ts';

/** `until` is the last day of it. */
export type Absence = {
  readonly person: AgentId;
  readonly from: LocalDay;
  readonly until: LocalDay;
  readonly why: string;
};

export type Replanned = {
  readonly plan: AssessedPlan;
  readonly changes: readonly DutyChange[];
  /** Days of people in rotations that are other than their crew's, those of before among them. */
  readonly crewChanges: readonly Fixed[];
  /** Shifts that nobody has now, and what is missing without each: nothing where it was not needed. */
  readonly empty: readonly EmptyShift[];
};

export type AbsenceQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly shifts: readonly NamedShift[];
  readonly absences: readonly Absence[];
};

/** A shift that nobody works weighs as much as so many changed days: people are asked before a needed shift is left empty. */
const CHANGES_FOR_A_GAP = 100;

/** In the units of coverage costs: for less than an agent-hour missing nobody is called in. */
const LEAST_NEED = 1;

/** People whose days may change, those first who could take a shift over at once. More would make the search long and seldom save a change. */
const MOST_ASKED = 40;

export type ReplanTools = PlanTools & { readonly solver: LinearSolver };

/**
 * The roster after people fall out, with the fewest days of others changed: shifts that are needed are given away where the rules allow it,
 * and stay empty where they do not. Days before the first absence stay; whoever goes through a rotation may be asked too. Shifts that stay keep
 * their breaks and sessions.
 */
export function replanAbsences(
  { problem, shifts, absences }: AbsenceQuestion,
  tools: ReplanTools,
): Replanned {
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const then = withoutAbsent(problem, absences);
  const isGone = ({ person, day }: NamedShift): boolean =>
    absences.some((one) => one.person === person && day >= one.from && day <= one.until);
  const floor = openShiftFloor({ problem: then, days, shifts });
  const gone = shifts.filter(isGone).map((shift) => ({ shift, cost: takeOff(floor, shift) }));
  const needed = gone.filter(({ cost }) => cost >= LEAST_NEED).map(({ shift }) => shift);
  const asked = whomToAsk(floor, needed, absences);
  const first = absences.reduce((least, { from }) => (from < least ? from : least), problem.until);
  const own = shiftsOn(floor).filter(({ person }) => asked.has(person));
  const cropped = {
    ...then,
    rotations: [],
    crewChanges: [],
    people: then.people.filter(({ id }) => asked.has(id)),
  };
  const keeping = keepingShifts(cropped, { days, first, own, wanted: [...own, ...needed] });
  const answer = solveRoster(keeping, {
    ...tools,
    clock: () => tools.clock() / 1_000,
    onProgress: () => undefined,
  });
  if (answer.kind === 'roster') takeOver(floor, shiftsOf(cropped, days, answer.roster), asked);
  placeActivities(floor);
  const after = shiftsOn(floor);
  const changes = changesOf(days, { people: then.people, before: shifts, after });
  const crewChanges = crewChangesOf(then, changes);
  return {
    plan: assessPlan({ ...then, crewChanges }, after),
    changes,
    crewChanges,
    empty: gone.flatMap(({ shift, cost }) => emptyOf(shift, cost, { before: shifts, after })),
  };
}

/** The problem with the absences as time off; nothing that was fixed holds for who is not there. */
export function withoutAbsent(problem: ShiftPlanProblem, absences: readonly Absence[]): ShiftPlanProblem {
  return {
    ...problem,
    people: problem.people.map((person) => ({
      ...person,
      timeOff: [
        ...person.timeOff,
        ...absences.flatMap(({ person: away, ...days }) =>
          away === person.id ? [{ ...days, sparesNightBefore: true as const }] : [],
        ),
      ],
    })),
    fixed: problem.fixed.filter(
      ({ person, day }) =>
        !absences.some((one) => one.person === person && day >= one.from && day <= one.until),
    ),
  };
}

/** Takes a shift off the floor and answers what is missing without it. */
function takeOff(floor: ShiftFloor, shift: NamedShift): number {
  const own = floor.now.get(shift.person) ?? [];
  floor.now.set(
    shift.person,
    own.filter((one) => one !== shift),
  );
  return work(floor, shift, -1);
}

/** Those who break the fewest rules when they take one of the shifts over, and the absent. */
function whomToAsk(
  floor: ShiftFloor,
  needed: readonly NamedShift[],
  absences: readonly Absence[],
): ReadonlySet<AgentId> {
  const broken = (person: AgentId): number => {
    const own = floor.now.get(person) ?? [];
    return Math.min(
      ...needed.map((shift) => {
        const others = own.filter(({ day }) => day !== shift.day);
        const isAtWork = others.length < own.length ? 0.5 : 0;
        return judgePerson(floor, person, [...others, { ...shift, person, activities: [] }]).hard + isAtWork;
      }),
    );
  };
  const absent = new Set(absences.map(({ person }) => person));
  const others = floor.problem.people.flatMap(({ id }) => (absent.has(id) ? [] : [id]));
  if (needed.length === 0) return absent;
  const ranked = others
    .map((id) => ({ id, broken: broken(id) }))
    .toSorted((one, other) => one.broken - other.broken);
  return new Set([...absent, ...ranked.slice(0, MOST_ASKED).map(({ id }) => id)]);
}

type Keeping = {
  readonly days: readonly PlanDay[];
  /** Nothing changes before this day. */
  readonly first: LocalDay;
  readonly own: readonly NamedShift[];
  readonly wanted: readonly NamedShift[];
};

/** The wanted shifts, everybody wishing to keep their own. */
function keepingShifts(problem: ShiftPlanProblem, { days, first, own, wanted }: Keeping): RosterProblem {
  const duties = new Map(
    own.map(({ person, day, template }) => [`${person} ${day}`, problem.templates.indexOf(template)]),
  );
  const base = rosterProblemOf(
    { ...problem, rules: problem.rules.filter(isOfPersons) },
    demandsAsWorked(problem, wanted, days),
  );
  return {
    ...base,
    people: base.people.map((person, at): RosterPerson => {
      const dutyOn = (day: LocalDay): Duty => duties.get(`${problem.people[at]?.id} ${day}`) ?? 'off';
      const stays = days.flatMap(({ day }, place): DayLimit[] =>
        day < first ? [{ day: place, allows: [dutyOn(day)], because: 'lived' }] : [],
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

/** Shares that are only to be fair are no reason to change more days, or to leave a shift empty. */
const isOfPersons = ({ rule }: ShiftPlanProblem['rules'][number]): boolean => rule !== 'fair-shares';

/** Each shift of each day as many times as it is wanted, by anyone who can answer what its people answer. */
function demandsAsWorked(
  problem: ShiftPlanProblem,
  wanted: readonly NamedShift[],
  days: readonly PlanDay[],
): readonly RosterDemand[] {
  const skillsOf = new Map(
    problem.people.map(({ id, skills }) => [id, skills.map(({ queue }) => queue).toSorted()]),
  );
  const groups = Map.groupBy(wanted, ({ person, day, template }) =>
    [day, template.id, ...(skillsOf.get(person) ?? [])].join(' '),
  );
  return [...groups.values()].flatMap((alike): RosterDemand[] => {
    const [one] = alike;
    if (one === undefined) return [];
    const queues = skillsOf.get(one.person) ?? [];
    return [
      {
        day: days.findIndex(({ day }) => day === one.day),
        shifts: [problem.templates.indexOf(one.template)],
        people: problem.people.flatMap(({ skills }, place) =>
          queues.every((queue) => skills.some((skill) => skill.queue === queue)) ? [place] : [],
        ),
        required: alike.length,
        underCost: CHANGES_FOR_A_GAP,
        overCost: 0,
      },
    ];
  });
}

/** Puts the new shifts on the floor; whoever keeps a shift keeps its breaks and sessions. */
function takeOver(floor: ShiftFloor, shifts: readonly NamedShift[], asked: ReadonlySet<AgentId>): void {
  const was = new Map([...asked].map((person) => [person, floor.now.get(person) ?? []]));
  for (const own of was.values()) for (const shift of own) work(floor, shift, -1);
  for (const person of asked) floor.now.set(person, []);
  for (const shift of shifts) {
    const kept = was
      .get(shift.person)
      ?.find(({ day, template }) => day === shift.day && template === shift.template);
    takePrices(floor, shift.person);
    const placed = kept ?? bestShift(floor, shift);
    floor.now.get(shift.person)?.push(placed);
    work(floor, placed, 1);
  }
}

import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { Person } from '../../people/person.ts';
import type { LinearSolver } from '../../solver/linear-solver.ts';
import { solveRoster } from '../../roster/solve-roster.ts';
import { assessPlan, type AssessedPlan } from '../assess/assess-plan.ts';
import { CHANGES_FOR_A_GAP, keepingShifts } from './keeping-shifts.ts';
import { changesOf, crewChangesOf, isEmpty, type DutyChange, type EmptyShift } from './replan-changes.ts';
import type { NamedShift } from '../model/person-times.ts';
import { giveAway, type Taker } from '../improve/give-away.ts';
import { placeActivities } from '../improve/place-activities.ts';
import { planDays } from '../model/plan-days.ts';
import type { PlanTools } from '../model/plan-tools.ts';
import {
  bestShift,
  judgePerson,
  openShiftFloor,
  shiftsOn,
  takePrices,
  withoutCrews,
  work,
  type ShiftFloor,
} from '../improve/shift-floor.ts';
import type { Fixed, ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import { shiftsOf } from '../pose/shifts-of.ts';

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

/** In the units of coverage costs: for less than an agent-hour missing nobody is called in. */
const LEAST_NEED = 1;

/** People whose days may change, those first who could take a shift over at once. More would make the search long and seldom save a change. */
const MOST_ASKED = 40;

export type ReplanTools = Omit<PlanTools, 'onProgress' | 'boundNow'> & {
  readonly solver: LinearSolver;
  readonly onProgress?: (progress: ReplanProgress) => void;
};

/** Needed shifts that nobody has in the best roster so far, and days of others that it changes. */
export type ReplanProgress = {
  readonly seconds: number;
  readonly empty: number;
  readonly changed: number;
};

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
  exchangeDays(floor, { asked, first, needed }, tools);
  const nearest = giveByPrice(floor, shifts, needed);
  placeActivities(floor);
  const after = shiftsOn(floor);
  const changes = changesOf(days, { people: then.people, before: shifts, after });
  const crewChanges = crewChangesOf(then, changes);
  return {
    plan: assessPlan({ ...then, crewChanges }, after),
    changes,
    crewChanges,
    empty: gone.flatMap(({ shift, cost }): EmptyShift[] => {
      const { person, day, template } = shift;
      if (!isEmpty(shift, { before: shifts, after })) return [];
      const taker = nearest.get(shift);
      return [{ person, day, shift: template.id, cost, ...(taker === undefined ? {} : { nearest: taker }) }];
    }),
  };
}

type Exchanging = {
  readonly asked: ReadonlySet<AgentId>;
  /** Nothing changes before this day. */
  readonly first: LocalDay;
  readonly needed: readonly NamedShift[];
};

/** Gives needed shifts to those who are asked, who may exchange other days for them, where the engine finds lines for all of them. */
function exchangeDays(floor: ShiftFloor, { asked, first, needed }: Exchanging, tools: ReplanTools): void {
  const { problem, days } = floor;
  const own = shiftsOn(floor).filter(({ person }) => asked.has(person));
  // Whoever goes through a rotation may be asked: nothing of it binds.
  const cropped = {
    ...problem,
    rotations: [],
    crewChanges: [],
    people: problem.people.filter(({ id }) => asked.has(id)),
  };
  const keeping = keepingShifts(cropped, { days, first, own, wanted: [...own, ...needed] });
  const answer = solveRoster(keeping, {
    ...tools,
    clock: () => tools.clock() / 1_000,
    onProgress: ({ seconds, cost }) =>
      tools.onProgress?.({
        seconds,
        empty: Math.floor(cost / CHANGES_FOR_A_GAP),
        changed: cost % CHANGES_FOR_A_GAP,
      }),
  });
  if (answer.kind === 'roster') takeOver(floor, shiftsOf(cropped, days, answer.roster), asked);
}

const isAway = ({ timeOff }: Person, day: LocalDay): boolean =>
  timeOff.some(({ from, until }) => day >= from && day <= until);

/** Needed shifts that are still empty go to whoever the rules allow and the roster costs least with; who came nearest to those that stay so. */
function giveByPrice(
  floor: ShiftFloor,
  before: readonly NamedShift[],
  needed: readonly NamedShift[],
): ReadonlyMap<NamedShift, Taker | undefined> {
  const open = withoutCrews(floor);
  const nearest = new Map<NamedShift, Taker | undefined>();
  for (const shift of needed) {
    if (!isEmpty(shift, { before, after: shiftsOn(floor) })) continue;
    const given = giveAway(open, shift, {
      leastGain: LEAST_NEED,
      mayHave: (person) => !isAway(person, shift.day),
    });
    if (given.kind === 'empty') nearest.set(shift, given.nearest);
  }
  return nearest;
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

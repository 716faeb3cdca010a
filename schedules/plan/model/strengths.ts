import type { LocalDay } from '#domain/local-day.ts';
import type { CoverageGroup, GroupSkill } from '../../coverage/model/coverage-problem.ts';
import { effectivePresence } from '../../people/effective-presence.ts';
import type { Person } from '../../people/person.ts';
import type { NamedShift } from './person-times.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** What somebody can answer, and for how much of a person they count in it. */
export type Strength = readonly GroupSkill[];

export type Strengths = {
  /** Different ways to be able. */
  readonly kinds: readonly Strength[];
  /** By shift: which of them its person is on its day; undefined for who can answer nothing, or is not of the plan. */
  readonly ofShift: readonly (number | undefined)[];
};

/** The strengths in which shifts are worked. */
export function strengthsOf(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): Strengths {
  const people = new Map(problem.people.map((person) => [person.id, person]));
  const places = new Map<string, number>();
  const kinds: Strength[] = [];
  const ofShift = shifts.map(({ person, day }): number | undefined => {
    const who = people.get(person);
    const skills = who === undefined ? [] : skillsOn(problem, who, day);
    if (skills.length === 0) return undefined;
    const key = JSON.stringify(skills);
    const place = places.get(key) ?? kinds.length;
    if (place === kinds.length) kinds.push(skills);
    places.set(key, place);
    return place;
  });
  return { kinds, ofShift };
}

function skillsOn({ queues }: ShiftPlanProblem, person: Person, day: LocalDay): Strength {
  return queues.flatMap(({ queue }) => {
    const efficiency = effectivePresence(person, queue, day);
    return efficiency > 0 ? [{ queue, efficiency }] : [];
  });
}

/** People of one strength as a group of coverage for whom no shifts are to be planned. */
export function unplannedGroup(name: string, people: number, skills: Strength): CoverageGroup {
  const nothing = { least: 0, most: 0 };
  return {
    name,
    people,
    skills,
    shiftKinds: [],
    daysOn: nothing,
    mostDaysInRow: 0,
    paidIntervals: nothing,
    leastRest: 0,
  };
}

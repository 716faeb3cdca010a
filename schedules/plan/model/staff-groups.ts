import { addDays, dayNumber, type LocalDay } from '#domain/local-day.ts';
import { effectivePresence } from '../../people/effective-presence.ts';
import type { Person } from '../../people/person.ts';
import { paidSpan } from './paid-span.ts';
import { freePeople } from './free-people.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** People who are alike for coverage: the same skills at the same strength, the same contract. */
export type StaffGroup = { readonly name: string; readonly people: readonly Person[] };

/** Those whose days are free to be planned, in groups; whoever goes through a rotation is in none. */
export function staffGroups(problem: ShiftPlanProblem): readonly StaffGroup[] {
  const groups = new Map<string, Person[]>();
  for (const person of freePeople(problem)) {
    const key = likeness(problem, person);
    groups.set(key, [...(groups.get(key) ?? []), person]);
  }
  return [...groups.values()].map((people) => ({ name: groupName(people), people }));
}

/** What a person's presence is worth to each queue in the middle of the plan, to a twentieth: finer differences make groups of one. */
export function worthToQueues(
  problem: ShiftPlanProblem,
  person: Person,
): readonly { readonly queue: ShiftPlanProblem['queues'][number]['queue']; readonly worth: number }[] {
  const day = middleDay(problem);
  return problem.queues.flatMap(({ queue }) => {
    const worth = Math.round(effectivePresence(person, queue, day) * 20) / 20;
    return worth > 0 ? [{ queue, worth }] : [];
  });
}

function likeness(problem: ShiftPlanProblem, person: Person): string {
  const { contract } = person;
  const paid = paidSpan(problem, person);
  return JSON.stringify([worthToQueues(problem, person), contract, paid, person.available]);
}

/** Someone's name stands for the group, since a planner knows who Amy is. */
function groupName(people: readonly Person[]): string {
  const first = people[0];
  const name = first === undefined ? 'nobody' : (first.name ?? first.id);
  return people.length === 1 ? name : `${name} and ${people.length - 1} like them`;
}

function middleDay({ from, until }: ShiftPlanProblem): LocalDay {
  return addDays(from, Math.floor((dayNumber(until) - dayNumber(from)) / 2));
}

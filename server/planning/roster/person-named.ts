import type { Person } from '../../../schedules/people/person.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { PlanningFailure } from '../work/planning-failure.ts';

/** One of the people of a roster, by id or by a name that only one of them has. Throws a PlanningFailure. */
export function personNamed({ people }: ShiftPlanProblem, text: string): Person {
  const found = people.find(({ id }) => id === text);
  const named = people.filter(({ name }) => name === text);
  const [person] = found === undefined ? named : [found];
  if (person !== undefined && (found !== undefined || named.length === 1)) return person;
  if (named.length > 1)
    throw new PlanningFailure(
      `${named.length} people are called ${text}: expected one of ${named.map(({ id }) => id).join(', ')}`,
    );
  const known = people.slice(0, 8).map(({ id }) => id);
  throw new PlanningFailure(
    `nobody of the roster is called ${text}: expected one of ${known.join(', ')}${people.length > known.length ? ', …' : ''}`,
  );
}

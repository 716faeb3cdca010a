import type { Person } from '../../people/person.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** Those whose days are free to be planned: whoever goes through a rotation is not. */
export function freePeople({ people, rotations }: ShiftPlanProblem): readonly Person[] {
  const crewed = new Set(rotations.flatMap(({ crewOf }) => [...crewOf.keys()]));
  return people.filter(({ id }) => !crewed.has(id));
}

import type { Naming } from '#domain/centre.ts';
import type { Person } from '../../people/person.ts';
import type { Breach } from '../../rules/base/rule.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** Something a problem promises beside its rules: a contract, a published shift, a rotation, the window of a break. It is always hard. */
export type Agreement = {
  readonly id: string;
  /** What a planner would say of it. */
  readonly sentence: Naming;
  /** Where a person's planned shifts go against it, in order of days; nothing when it holds. */
  breaches(kept: KeptBy): readonly Breach[];
};

/** What is asked of one person, and what the person was given, in order of days. */
export type KeptBy = {
  readonly problem: ShiftPlanProblem;
  readonly person: Person;
  readonly shifts: readonly NamedShift[];
};

import { HARD, type Breach } from '../../rules/base/rule.ts';
import type { Judged } from '../../rules/judge-rules.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import type { Agreement, KeptBy } from './agreement.ts';
import { breakWindows } from './break-windows.ts';
import { contractShifts } from './contract-shifts.ts';
import { knownShifts } from './known-shifts.ts';
import { fullSessions, sessions } from './sessions.ts';
import { fixedDays, rotationDays } from './settled-days.ts';

/** What a problem promises beside the rules of its book. */
export const agreements: readonly Agreement[] = [
  knownShifts,
  contractShifts,
  fixedDays,
  rotationDays,
  breakWindows,
  sessions,
];

/** Every breach of what one person was promised; nothing when all is kept. */
export const breachesOfPerson = (kept: KeptBy): readonly Breach[] =>
  agreements.flatMap((agreement) => agreement.breaches(kept));

/** Every breach of what was promised to anybody; nothing when all is kept. */
export function judgeAgreements(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): readonly Judged[] {
  const byPerson = Map.groupBy(shifts, ({ person }) => person);
  const own = problem.people.flatMap((person) =>
    breachesOfPerson({ problem, person, shifts: byPerson.get(person.id) ?? [] }),
  );
  return [...own, ...fullSessions(problem, shifts)].map((breach) => ({ ...breach, strength: HARD }));
}

import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { agentId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { assessPlan, type AssessedPlan } from '../../../../schedules/plan/assess/assess-plan.ts';
import { gapOf } from '../../../../schedules/plan/gap-of.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';
import { withoutAbsent, type Absence } from '../../../../schedules/plan/replan/replan-absences.ts';
import type { Fixed, ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { readJsonFile } from '../../../files/read-json-file.ts';
import { documentMistakes } from '../../document/document-mistakes.ts';
import { readProblem, type Beside } from '../../document/read-problem.ts';

/** A problem as it was written, with what stood beside it and who fell out since. */
export type WrittenProblem = {
  readonly document: unknown;
  readonly beside: Beside;
  readonly absences: readonly Absence[];
  /** Days of people in rotations that were changed since. Absent: none. */
  readonly crewChanges?: readonly Fixed[];
};

/** A roster as it is kept in a file: enough to ask it why, and to plan on from it. */
export type OpenRoster = WrittenProblem & {
  readonly problem: ShiftPlanProblem;
  readonly shifts: readonly NamedShift[];
  /** What was proved when it was made. Absent: nothing was. */
  readonly lowerBound?: number;
};

/** A roster as it is kept, with everything a planner asks of it; a bound that was proved for it holds still. */
export function assessedRoster({ problem, shifts, lowerBound }: OpenRoster): AssessedPlan {
  return { ...assessPlan(problem, shifts), ...(lowerBound === undefined ? {} : { lowerBound }) };
}

/** The text of a roster with the problem that it answers. */
export function rosterText(
  { document, beside, absences, crewChanges }: WrittenProblem,
  plan: AssessedPlan,
): string {
  const { coverageCost, lowerBound } = plan;
  const gap = lowerBound === undefined ? {} : { gap: gapOf(coverageCost, lowerBound) };
  const changes = crewChanges === undefined ? {} : { crewChanges };
  return `${JSON.stringify({ document, beside, absences, ...changes, ...plan, ...gap }, undefined, 2)}\n`;
}

const absence = Type.Object({
  person: Type.String(),
  from: Type.String(),
  until: Type.String(),
  why: Type.String(),
});

const activity = Type.Object({
  name: Type.String(),
  kind: Type.Union([Type.Literal('session'), Type.Literal('deferred-work')]),
  startMinute: Type.Number(),
  lengthMinutes: Type.Number(),
});

const crewChange = Type.Object({
  person: Type.String(),
  day: Type.String(),
  duty: Type.Union([Type.Literal('off'), Type.Object({ template: Type.String() })]),
});

const rosterSchema = Type.Object({
  document: Type.Object({}),
  beside: Type.Unsafe<Beside>(
    Type.Object({
      people: Type.Optional(Type.Array(Type.Any())),
      lived: Type.Optional(Type.Array(Type.Any())),
      plan: Type.Optional(Type.Array(Type.Any())),
    }),
  ),
  absences: Type.Array(absence),
  lowerBound: Type.Optional(Type.Number()),
  crewChanges: Type.Optional(Type.Array(crewChange)),
  shifts: Type.Array(
    Type.Object({
      person: Type.String(),
      day: Type.String(),
      template: Type.Object({ id: Type.String() }),
      breakStarts: Type.Array(Type.Number()),
      activities: Type.Optional(Type.Array(activity)),
    }),
  ),
});

/** A roster that `callboard schedule … --out roster.json` wrote. Rejects with a FileFailure that says what else it is. */
export const openRosterFile = async (path: string): Promise<OpenRoster> =>
  openRoster(await readJsonFile(path), path);

/** The same of a value, which stood at `path`. Throws a FileFailure. */
export function openRoster(value: unknown, path: string): OpenRoster {
  if (!Check(rosterSchema, value)) {
    const [mistake] = documentMistakes(rosterSchema, value);
    throw new FileFailure(
      `${path} is no roster: expected what callboard schedule problem.json --out roster.json wrote; ${mistake}`,
    );
  }
  const { document, beside } = value;
  const read = readProblem(document, beside);
  if (read.kind === 'mistakes') throw new FileFailure(`${path}:\n  ${read.mistakes.join('\n  ')}`);
  const absences = value.absences.map(({ person, from, until, why }): Absence => ({
    person: agentId(person),
    from: localDay(from),
    until: localDay(until),
    why,
  }));
  const crewChanges = (value.crewChanges ?? []).map(({ person, day, duty }): Fixed => ({
    person: agentId(person),
    day: localDay(day),
    duty,
  }));
  const problem = { ...withoutAbsent(read.problem, absences), crewChanges };
  return {
    document,
    beside,
    absences,
    crewChanges,
    problem,
    ...(value.lowerBound === undefined ? {} : { lowerBound: value.lowerBound }),
    shifts: value.shifts.map((one) => shiftOf(problem, one, path)),
  };
}

type WrittenShift = Static<typeof rosterSchema>['shifts'][number];

function shiftOf({ templates }: ShiftPlanProblem, written: WrittenShift, path: string): NamedShift {
  const { person, day, template: named, breakStarts, activities } = written;
  const template = templates.find(({ id }) => id === named.id);
  if (template === undefined)
    throw new FileFailure(`${path}: expected one of the shifts of its problem, got ${named.id}`);
  return {
    person: agentId(person),
    day: localDay(day),
    template,
    breakStarts,
    ...(activities === undefined ? {} : { activities }),
  };
}

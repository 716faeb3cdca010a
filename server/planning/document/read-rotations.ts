import { localDay } from '#domain/local-day.ts';
import type { Person } from '../../../schedules/people/person.ts';
import type { CrewedRotation } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { dealCrews } from '../../../schedules/rotations/crews.ts';
import { rotationMistakes, type Rotation } from '../../../schedules/rotations/rotation.ts';
import { fourCrewsThreeShifts, twoShifts } from '../../../schedules/rotations/usual-rotations.ts';
import type { ShiftTemplate } from '../../../schedules/shift-template.ts';
import type { ProblemDocument } from './document-schema.ts';
import { readTemplates } from './read-templates.ts';

type Given = NonNullable<ProblemDocument['rotations']>[number];

/** The rotations of a document with their people dealt to crews. */
export function readRotations(
  document: ProblemDocument,
  { people, book }: { readonly people: readonly Person[]; readonly book: string[] },
): readonly CrewedRotation[] {
  const taken = new Map<string, string>();
  return (document.rotations ?? []).flatMap((given, at) => {
    const rotation = rotationOf(given, { document, where: `rotations.${at}`, book });
    if (rotation === undefined) return [];
    book.push(...rotationMistakes(rotation));
    const members = given.people.flatMap((id) => {
      const person = people.find((one) => one.id === id);
      if (person === undefined) book.push(`rotations.${at}.people: expected one of the people, got ${id}`);
      const other = taken.get(id);
      if (other !== undefined)
        book.push(`rotations.${at}.people: expected each person once, got ${id}, who is in ${other} already`);
      taken.set(id, given.kind);
      return person ?? [];
    });
    return { rotation, crewOf: dealCrews(rotation, members) };
  });
}

type Where = { readonly document: ProblemDocument; readonly where: string; readonly book: string[] };

function rotationOf(given: Given, { document, where, book }: Where): Rotation | undefined {
  try {
    const anchor = localDay(given.anchor);
    if (given.kind === 'four-crews-three-shifts') return apartFrom(document, fourCrewsThreeShifts(anchor));
    if (given.kind === 'two-shifts') return apartFrom(document, twoShifts(anchor));
    if (given.cycle === undefined || given.crews === undefined) {
      book.push(
        `${where}.kind: expected four-crews-three-shifts, two-shifts, or a cycle and crews, got ${given.kind}`,
      );
      return undefined;
    }
    const templates = ownTemplates(document, given.cycle);
    return { id: given.kind, templates, cycle: given.cycle, crews: given.crews, anchor };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    book.push(`${where}.anchor: ${cause.message}`);
    return undefined;
  }
}

/** A usual rotation whose shifts have its name before theirs where the planner has other shifts of that name. */
function apartFrom(document: ProblemDocument, rotation: Rotation): Rotation {
  const own = readTemplates(document, { rotations: [], book: [] });
  const isTaken = (template: ShiftTemplate): boolean =>
    own.some((one) => one.kind === template.kind && !isSameShift(one, template));
  const taken = new Set(rotation.templates.flatMap((one) => (isTaken(one) ? [one.id] : [])));
  const named = (mark: string): string => (taken.has(mark) ? `${rotation.id}/${mark}` : mark);
  return {
    ...rotation,
    templates: rotation.templates.map((one) => ({ ...one, id: named(one.id), kind: named(one.kind) })),
    cycle: rotation.cycle.map(named),
  };
}

const isSameShift = (one: ShiftTemplate, other: ShiftTemplate): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The document's own shifts that a cycle names; their mistakes are told where the shifts are read. */
function ownTemplates(document: ProblemDocument, cycle: readonly string[]): readonly ShiftTemplate[] {
  return readTemplates(document, { rotations: [], book: [] }).filter(({ id }) => cycle.includes(id));
}

import { agentId, type AgentId } from '#domain/ids.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import type { Assigned } from '../../../schedules/plan/model/shift-plan-problem.ts';
import type { ShiftTemplate } from '../../../schedules/shift-template.ts';
import { readClock } from './read-clock.ts';
import type { ProblemDocument } from './document-schema.ts';

type Given = NonNullable<ProblemDocument['fixed']>[number];

export type AssignmentReading = {
  readonly templates: readonly ShiftTemplate[];
  readonly known: ReadonlySet<AgentId>;
  /** The days on which they lie: from this one on, where there is a first, and before that one. */
  readonly from?: LocalDay;
  readonly until: LocalDay;
  readonly book: string[];
};

/** Shifts that a document gives to people: `shift` is `off`, a kind with one start, a kind and a start, or `day@09:30`. */
export function readAssignments(
  where: string,
  given: readonly Given[],
  { templates, known, from, until, book }: AssignmentReading,
): readonly Assigned[] {
  const seen = new Set<string>();
  return given.flatMap((one, at) => {
    const person = agentId(one.person);
    const template = one.shift === 'off' ? 'off' : templateOf(one, templates);
    if (from !== undefined && seen.has(`${person} ${one.day}`))
      book.push(`${where}.${at}: expected each person once a day, got ${one.person} on ${one.day} again`);
    seen.add(`${person} ${one.day}`);
    if (!known.has(person)) book.push(`${where}.${at}.person: expected one of the people, got ${one.person}`);
    if (template === undefined) {
      const ids = templates.slice(0, 12).map(({ id }) => id);
      book.push(`${where}.${at}.shift: expected off or one of ${ids.join(', ')}, got ${one.shift}`);
      return [];
    }
    try {
      const day = localDay(one.day);
      if (day >= until || (from !== undefined && day < from))
        book.push(
          `${where}.${at}.day: expected a day ${from === undefined ? '' : `from ${from} and `}before ${until}, got ${day}`,
        );
      return { person, day, template };
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      book.push(`${where}.${at}.day: ${cause.message}`);
      return [];
    }
  });
}

function templateOf({ shift, start }: Given, templates: readonly ShiftTemplate[]): string | undefined {
  const ofKind = templates.filter(({ id, kind }) => id === shift || kind === shift);
  if (start === undefined) return ofKind.length === 1 ? ofKind[0]?.id : undefined;
  const minute = readClock(start);
  return ofKind.find(({ startMinute }) => startMinute === minute)?.id;
}

import { agentId, type AgentId } from '#domain/ids.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import type { Person } from '../../../schedules/people/person.ts';
import type { PlannedActivity } from '../../../schedules/plan/model/shift-plan-problem.ts';
import type { ShiftTemplate } from '../../../schedules/shift-template.ts';
import { readClock } from './read-clock.ts';
import type { ProblemDocument } from './document-schema.ts';

type Given = NonNullable<ProblemDocument['activities']>[number];

export type ActivityReading = {
  readonly frame: { readonly from: LocalDay; readonly until: LocalDay };
  readonly people: readonly Person[];
  readonly templates: readonly ShiftTemplate[];
  readonly book: string[];
};

/** The meetings and training of a document, each with the people who take part. */
export function readActivities(
  { activities = [], deferredWork, intervalMinutes }: ProblemDocument,
  reading: ActivityReading,
): readonly PlannedActivity[] {
  const { book } = reading;
  const seen = new Set<string>();
  const onGrid = (minutes: number, where: string): void => {
    if (minutes % intervalMinutes !== 0)
      book.push(`${where}: expected a multiple of ${intervalMinutes}, got ${minutes}`);
  };
  if (deferredWork !== undefined) {
    seen.add(deferredWork.name);
    onGrid(deferredWork.leastMinutes, 'deferredWork.leastMinutes');
  }
  return activities.map((given, at): PlannedActivity => {
    const where = `activities.${at}`;
    if (seen.has(given.name)) book.push(`${where}.name: expected each name once, got ${given.name} again`);
    seen.add(given.name);
    onGrid(given.minutes, `${where}.minutes`);
    const longest = Math.max(0, ...reading.templates.map(({ lengthMinutes }) => lengthMinutes));
    if (given.minutes > longest)
      book.push(`${where}.minutes: expected at most the longest shift, ${longest}, got ${given.minutes}`);
    const people = takingPart(given, where, reading);
    const hours = hoursOf(given, where, book);
    return {
      name: given.name,
      people,
      lengthMinutes: given.minutes,
      peopleEach: given.atATime ?? Math.max(1, people.length),
      days: daysOf(given, where, reading),
      ...(hours === undefined ? {} : { hours }),
    };
  });
}

function takingPart(given: Given, where: string, { people, book }: ActivityReading): readonly AgentId[] {
  if (given.people === 'all') return people.map(({ id }) => id);
  if (Array.isArray(given.people)) {
    const known = new Set<string>(people.map(({ id }) => id));
    for (const id of given.people)
      if (!known.has(id)) book.push(`${where}.people: expected one of the people, got ${id}`);
    return [...new Set(given.people)].map(agentId);
  }
  const { skill } = given.people;
  const able = people.filter(({ skills }) => skills.some(({ queue }) => queue === skill));
  if (able.length === 0)
    book.push(`${where}.people.skill: expected a queue that somebody answers, got ${skill}`);
  return able.map(({ id }) => id);
}

function hoursOf({ from, until, minutes }: Given, where: string, book: string[]): PlannedActivity['hours'] {
  if (from === undefined && until === undefined) return undefined;
  const [fromMinute, untilMinute] = [readClock(from ?? '00:00'), readClock(until ?? '24:00')];
  if (fromMinute + minutes > untilMinute)
    book.push(
      `${where}: expected ${minutes} min of room between from and until, got ${untilMinute - fromMinute}`,
    );
  return { fromMinute, untilMinute };
}

function daysOf(
  { days = [] }: Given,
  where: string,
  { frame: { from, until }, book }: ActivityReading,
): readonly LocalDay[] {
  return days.flatMap((text, at): LocalDay[] => {
    try {
      const day = localDay(text);
      if (day < from || day >= until)
        book.push(`${where}.days.${at}: expected a day of the plan, ${from} to before ${until}, got ${text}`);
      return [day];
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      book.push(`${where}.days.${at}: ${cause.message}`);
      return [];
    }
  });
}

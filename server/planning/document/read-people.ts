import { agentId, queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { HOUR_MS } from '#domain/time.ts';
import type { Person, Wish } from '../../../schedules/people/person.ts';
import type { ShiftTemplate } from '../../../schedules/shift-template.ts';
import { readClock } from './read-clock.ts';
import type { ProblemDocument } from './document-schema.ts';

type Given = Exclude<ProblemDocument['people'], string>[number];

/** The people of a document. An unwritten contract is one of up to 40 hours a week. */
export function readPeople(document: ProblemDocument, book: string[]): readonly Person[] {
  if (typeof document.people === 'string') {
    book.push(`people: the table ${document.people} was not read`);
    return [];
  }
  const seen = new Set<string>();
  const queues = new Set(document.queues.map(({ queue }) => queue));
  return document.people.flatMap((given, at) => {
    const where = `people.${at}`;
    if (seen.has(given.id)) book.push(`${where}.id: expected each person once, got ${given.id} again`);
    seen.add(given.id);
    const stranger = Object.keys(given.skills).find((queue) => !queues.has(queue));
    if (stranger !== undefined)
      book.push(`${where}.skills: expected one of the queues ${[...queues].join(', ')}, got ${stranger}`);
    book.push(...spanMistakes(given, where));
    const { least, most } = given.hours ?? USUAL_HOURS;
    if (least > most) book.push(`${where}.hours: expected least at most ${most}, got ${least}`);
    try {
      return personOf(given);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      book.push(`${where}: ${cause.message}`);
      return [];
    }
  });
}

/** Contracts and wishes for shifts that there are none of. */
export function unknownShifts(
  people: readonly Person[],
  templates: readonly ShiftTemplate[],
): readonly string[] {
  const kinds = [...new Set(templates.map(({ kind }) => kind))];
  return people.flatMap(({ id, contract, wishes }) => [
    ...contract.shiftKinds
      .filter((kind) => !kinds.includes(kind))
      .map((kind) => `people, ${id}, shifts: expected some of ${kinds.join(', ')}, got ${kind}`),
    ...wishes.flatMap(({ wants }) =>
      typeof wants === 'string' || kinds.includes(wants.shiftKind)
        ? []
        : [`people, ${id}, wishes: expected off, work or one of ${kinds.join(', ')}, got ${wants.shiftKind}`],
    ),
  ]);
}

/** Days off that end before they begin, and hours likewise. */
function spanMistakes({ off = [], available = [] }: Given, where: string): readonly string[] {
  return [
    ...off.flatMap(({ from, until = from }, at) =>
      until < from ? [`${where}.off.${at}: expected until not before from ${from}, got ${until}`] : [],
    ),
    ...available.flatMap(({ from, until }, at) =>
      readClock(until) <= readClock(from)
        ? [
            `${where}.available.${at}: expected until after from ${from}, got ${until}; 26:00 is two in the next night`,
          ]
        : [],
    ),
  ];
}

const USUAL_HOURS = { least: 0, most: 40 };

function personOf(given: Given): Person {
  const { least, most } = given.hours ?? USUAL_HOURS;
  const ramp = given.ramp && {
    from: localDay(given.ramp.from),
    days: given.ramp.days,
    startShare: given.ramp.startShare,
  };
  return {
    id: agentId(given.id),
    ...(given.name === undefined ? {} : { name: given.name }),
    skills: Object.entries(given.skills).map(([queue, proficiency]) => ({
      queue: queueId(queue),
      proficiency,
    })),
    languages: given.languages ?? [],
    contract: {
      leastWeekMs: least * HOUR_MS,
      mostWeekMs: most * HOUR_MS,
      shiftKinds: given.shifts ?? [],
    },
    ...(given.site === undefined ? {} : { site: given.site }),
    ...(given.seniority === undefined ? {} : { seniority: given.seniority }),
    ...readDays(given),
    ...(ramp === undefined ? {} : { ramp }),
    answeringShare: given.answeringShare ?? 1,
  };
}

/** The days somebody can, cannot and would like to work. */
function readDays(given: Given): Pick<Person, 'available' | 'timeOff' | 'wishes'> {
  return {
    available: (given.available ?? []).map(({ weekday, from, until }) => ({
      weekday: weekday - 1,
      fromMinute: readClock(from),
      untilMinute: readClock(until),
    })),
    timeOff: (given.off ?? []).map(({ from, until, why }) => ({
      from: localDay(from),
      until: localDay(until ?? from),
      why: why ?? 'time off',
    })),
    wishes: (given.wishes ?? []).map(({ day, wants, weight }) => ({
      day: localDay(day),
      wants: wantsOf(wants),
      weight: weight ?? 1,
    })),
  };
}

const wantsOf = (wants: string): Wish['wants'] =>
  wants === 'off' || wants === 'work' ? wants : { shiftKind: wants };

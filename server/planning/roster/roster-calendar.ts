import type { EpochMs } from '#domain/time.ts';
import { isoInZone } from '#domain/time-zone.ts';
import type { NamedShift } from '../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { personName } from '../../../schedules/people/person-name.ts';
import { shiftSpan } from '../../../schedules/shift-template.ts';
import { shiftParts } from './shift-parts.ts';

/**
 * A roster as a calendar (iCalendar, RFC 5545): an event for each shift, with its breaks and sessions in the description. Times are in UTC, so that
 * every calendar shows them right. A person's shift of a day keeps its identity when it is planned anew: calendars then move it instead of doubling it.
 */
export function rosterCalendar(
  problem: ShiftPlanProblem,
  shifts: readonly NamedShift[],
  writtenAt: EpochMs,
): string {
  const inOrder = shifts.toSorted(
    (one, other) => compare(one.day, other.day) || compare(one.person, other.person),
  );
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Callboard//Roster//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...inOrder.flatMap((shift) => eventLines(problem, shift, writtenAt)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(problem: ShiftPlanProblem, shift: NamedShift, writtenAt: EpochMs): readonly string[] {
  const { person, day, template } = shift;
  const { startAt, endAt } = shiftSpan(template, day, problem.zone);
  const clock = (at: EpochMs): string => isoInZone(problem.zone, at).slice(11, 16);
  const parts = shiftParts(shift, problem.zone).map(
    (part) => `${clock(part.startAt)}–${clock(part.endAt)} ${part.name}`,
  );
  const site = problem.people.find(({ id }) => id === person)?.site;
  return [
    'BEGIN:VEVENT',
    `UID:${encodeURIComponent(person)}-${day}@roster.callboard`,
    `DTSTAMP:${utc(writtenAt)}`,
    `SEQUENCE:${Math.floor(writtenAt / 1_000)}`,
    `DTSTART:${utc(startAt)}`,
    `DTEND:${utc(endAt)}`,
    `SUMMARY:${text(`${personName(problem.people, person)}: ${template.id}`)}`,
    ...(parts.length === 0 ? [] : [`DESCRIPTION:${text(parts.join('\n'))}`]),
    ...(site === undefined ? [] : [`LOCATION:${text(site)}`]),
    `CATEGORIES:${text(template.kind)}`,
    'END:VEVENT',
  ];
}

/** `20261123T010000Z`. */
const utc = (at: EpochMs): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

/** RFC 5545, 3.3.11. */
const text = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll(/\r?\n/g, '\\n');

/** Octets of a line, without its end (RFC 5545, 3.1). */
const MOST_OCTETS = 75;

/** A long line goes on in the next one behind a space; no character is cut in two. */
function folded(line: string): string {
  const rows: string[] = [];
  let row = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      rows.push(row);
      row = ' ';
      octets = 1;
    }
    row += character;
    octets += size;
  }
  return [...rows, row].join('\r\n');
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

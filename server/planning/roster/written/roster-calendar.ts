import type { Roster, RosteredPerson, RosteredShift } from '#domain/roster.ts';
import type { EpochMs } from '#domain/time.ts';
import { isoInZone, timeZone, type TimeZone } from '#domain/time-zone.ts';

/**
 * A roster as a calendar (iCalendar, RFC 5545): an event for each shift, with its breaks and sessions in the description. Times are in UTC, so that
 * every calendar shows them right. A person's shift of a day keeps its identity when it is planned anew: calendars then move it instead of doubling it.
 */
export function rosterCalendar(roster: Roster, writtenAt: EpochMs): string {
  const zone = timeZone(roster.zone);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Callboard//Roster//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...roster.people.flatMap((person) =>
      person.shifts.flatMap((shift) => eventLines(person, shift, { zone, writtenAt })),
    ),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

type Frame = { readonly zone: TimeZone; readonly writtenAt: EpochMs };

function eventLines(
  { person, name, site }: RosteredPerson,
  { day, kind, spans }: RosteredShift,
  { zone, writtenAt }: Frame,
): readonly string[] {
  const clock = (at: EpochMs): string => isoInZone(zone, at).slice(11, 16);
  const [first] = spans;
  const parts = spans.flatMap((span) =>
    span.name === undefined ? [] : [`${clock(span.startAt)}–${clock(span.endAt)} ${span.name}`],
  );
  return [
    'BEGIN:VEVENT',
    `UID:${encodeURIComponent(person)}-${day}@roster.callboard`,
    `DTSTAMP:${utc(writtenAt)}`,
    `SEQUENCE:${Math.floor(writtenAt / 1_000)}`,
    `DTSTART:${utc(first.startAt)}`,
    `DTEND:${utc((spans.at(-1) ?? first).endAt)}`,
    `SUMMARY:${text(`${name ?? person}: ${kind}`)}`,
    ...(parts.length === 0 ? [] : [`DESCRIPTION:${text(parts.join('\n'))}`]),
    ...(site === undefined ? [] : [`LOCATION:${text(site)}`]),
    `CATEGORIES:${text(kind)}`,
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

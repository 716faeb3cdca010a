import { agentId, queueId } from '#domain/ids.ts';
import { addDays, dayNumber, localDay, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, later } from '#domain/time.ts';
import { instantOf, timeZone } from '#domain/time-zone.ts';
import type { Person } from '../../people/person.ts';
import type { PersonTime, Worked } from '../base/rule.ts';

/** Eight hours each: early from 06:00, day from 09:00, late from 15:00, night from 23:00; a long day of twelve from 08:00. */
const STARTS: Readonly<Record<string, readonly [startHour: number, hours: number]>> = {
  E: [6, 8],
  D: [9, 8],
  L: [15, 8],
  N: [23, 8],
  T: [8, 12],
  S: [9, 4],
};

/** Amy, who answers sales forty hours a week. */
export const amy: Person = {
  id: agentId('amy'),
  skills: [{ queue: queueId('sales'), proficiency: 1 }],
  languages: [],
  contract: {
    leastWeekMs: 30 * HOUR_MS,
    mostWeekMs: 40 * HOUR_MS,

    shiftKinds: [],
  },
  available: [],
  timeOff: [],
  wishes: [],
  answeringShare: 1,
};

type Lived = { readonly person?: Person; readonly zone?: string; readonly breakAtHour?: number };

/** Amy's time from a line such as `E E - | N N -`: a letter or a dash each day from `first` on; what stands before the bar is history. */
export function lived(
  first: string,
  line: string,
  { person = amy, zone = 'Asia/Shanghai', ...rest }: Lived = {},
): PersonTime {
  const marks = line.split(/\s+/).filter((mark) => mark !== '');
  const bar = marks.indexOf('|');
  const days = marks.filter((mark) => mark !== '|');
  const start = localDay(first);
  return {
    person,
    zone: timeZone(zone),
    from: addDays(start, Math.max(bar, 0)),
    until: addDays(start, days.length),
    worked: days.flatMap((mark, at) =>
      mark === '-' ? [] : shiftOf(addDays(start, at), mark, { zone, ...rest }),
    ),
  };
}

function shiftOf(
  day: LocalDay,
  kind: string,
  { zone, breakAtHour }: { zone: string; breakAtHour?: number },
): Worked {
  const [startHour, hours] = STARTS[kind] ?? [9, 8];
  const startAt = instantOf(timeZone(zone), dayNumber(day) * DAY_MS + startHour * HOUR_MS);
  const at = breakAtHour === undefined ? undefined : later(startAt, breakAtHour * HOUR_MS);
  return {
    day,
    kind,
    startAt,
    endAt: later(startAt, hours * HOUR_MS),
    paidMs: hours * HOUR_MS,
    breaks: at === undefined ? [] : [{ startAt: at, endAt: later(at, 30 * MINUTE_MS) }],
  };
}

/** The English sentences of the breaches. */
export const sentences = (
  breaches: readonly { readonly said: { readonly en?: string } }[],
): readonly (string | undefined)[] => breaches.map(({ said }) => said.en);

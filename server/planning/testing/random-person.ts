import { dayAfter, type Frame } from './random-frame.ts';
import type { RawPerson } from './naive-reader/raw-document.ts';

/** Somebody with every field now and then. */
export function randomPerson(frame: Frame, at: number): RawPerson {
  const { roll, queues, shifts } = frame;
  const kinds = shifts.map(({ id }) => id);
  return {
    id: `p${at}`,
    ...(roll.isIn(0.3) ? { name: `Person ${at}` } : {}),
    skills: skillsOf(frame, queues),
    ...(roll.isIn(0.5)
      ? { hours: { least: roll.oneOf([0, 8, 16, 24]), most: roll.oneOf([40, 44, 48, 60]) } }
      : {}),
    ...(roll.isIn(0.3) && kinds.length > 1
      ? { shifts: kinds.filter((_, kind) => kind === 0 || roll.isIn(0.5)) }
      : {}),
    ...(roll.isIn(0.2) ? { site: 'north', languages: ['en'] } : {}),
    ...(roll.isIn(0.2) ? { seniority: roll.upTo(20) } : {}),
    ...(roll.isIn(0.15) ? { answeringShare: 0.5 } : {}),
    ...(roll.isIn(0.25) ? { available: windowsOf(frame) } : {}),
    ...(roll.isIn(0.35) ? { off: daysOff(frame) } : {}),
    ...(roll.isIn(0.35) ? { wishes: wishesOf(frame) } : {}),
    ...(roll.isIn(0.1) ? { ramp: { from: dayAfter(frame, -5), days: 20, startShare: 0.4 } } : {}),
  };
}

function skillsOf({ roll }: Frame, queues: readonly string[]): RawPerson['skills'] {
  const own = queues.filter((_, at) => at === 0 || roll.isIn(0.5));
  const kept = own.length > 1 && roll.isIn(0.3) ? own.slice(1) : own;
  return Object.fromEntries(kept.map((queue) => [queue, roll.oneOf([1, 1, 1, 0.8, 1.1, 0.83])]));
}

/** Some weekdays with hours, others around the clock, now and then into the next night. */
function windowsOf({ roll }: Frame): NonNullable<RawPerson['available']> {
  const hours = roll.oneOf([
    ['00:00', '24:00'],
    ['06:00', '23:00'],
    ['08:00', '32:00'],
    ['00:00', '33:00'],
  ]);
  const [from = '00:00', until = '24:00'] = hours;
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => (roll.isIn(0.75) ? [{ weekday, from, until }] : []));
}

function daysOff(frame: Frame): NonNullable<RawPerson['off']> {
  const { roll, days } = frame;
  const first = roll.upTo(days - 1);
  const until = dayAfter(frame, first + roll.upTo(2));
  const off = { from: dayAfter(frame, first), why: roll.oneOf(['leave', 'sickness']) };
  return [roll.isIn(0.5) ? off : { ...off, until }];
}

function wishesOf(frame: Frame): NonNullable<RawPerson['wishes']> {
  const { roll, days, shifts } = frame;
  const kinds = shifts.map(({ id }) => id);
  return Array.from({ length: 1 + roll.upTo(1) }, (_, at) => ({
    day: dayAfter(frame, (at + roll.upTo(days - 1)) % days),
    wants: roll.oneOf(['off', 'off', 'work', roll.oneOf(kinds)]),
    ...(roll.isIn(0.5) ? { weight: 1 + roll.upTo(4) } : {}),
  }));
}

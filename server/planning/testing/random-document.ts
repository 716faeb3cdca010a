import { addDays, localDay } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import { chanceOf } from '../../../schedules/chance.ts';
import { planDays } from '../../../schedules/plan/model/plan-days.ts';
import { dice, type Dice } from './dice.ts';
import type {
  RawActivity,
  RawDocument,
  RawDuty,
  RawPerson,
  RawRotation,
  RawShift,
} from './naive-reader/raw-document.ts';
import { startsOf } from './naive-reader/read-roster.ts';
import { dayAfter, type Frame } from './random-frame.ts';
import { randomPerson } from './random-person.ts';
import { randomRules } from './random-rules.ts';

export type DocumentSize = { readonly days: number; readonly people: number };

/** Zones and first days: ordinary weeks, and weeks in which an hour is lost or comes twice. */
const PLACES: readonly (readonly [zone: string, from: string])[] = [
  ['Asia/Shanghai', '2026-11-23'],
  ['Asia/Shanghai', '2026-11-25'],
  ['Asia/Shanghai', '2026-01-30'],
  ['Europe/Berlin', '2026-03-26'],
  ['Europe/Berlin', '2026-10-22'],
  ['America/Los_Angeles', '2026-10-29'],
];

/** A schedule problem made up from a seed, with every field that a document may have now and then. Some contradict themselves. */
export function randomDocument(seed: number, size?: DocumentSize): RawDocument {
  const roll = dice(chanceOf(seed));
  const [zone, from] = roll.oneOf(PLACES);
  const days = size?.days ?? roll.oneOf([2, 3, 4, 5, 7, 7, 7, 10, 14]);
  const step = roll.oneOf([60, 60, 60, 30]);
  const queues = roll.oneOf([['sales'], ['sales'], ['sales', 'vip line']]);
  const shifts = Array.from({ length: 1 + roll.upTo(3) }, (_, at) => randomShift(roll, at, step));
  const frame: Frame = { roll, zone, from, days, step, queues, shifts };
  const people = Array.from({ length: size?.people ?? 1 + roll.upTo(4) }, (_, at) => randomPerson(frame, at));
  const rotations = roll.isIn(0.2) ? [randomRotation(frame, people)] : [];
  const crewed = new Set(rotations.flatMap((rotation) => rotation.people));
  const free = people.filter(({ id }) => !crewed.has(id));
  const kinds = shifts.map(({ id }) => id);
  return {
    zone,
    from,
    days,
    intervalMinutes: step,
    queues: queues.map((queue) => randomQueue(frame, queue)),
    shifts,
    people,
    rules: randomRules(roll, { from, kinds, isCrewed: crewed.size > 0 }),
    ...(crewed.size > 0 ? { rotations } : {}),
    ...(roll.isIn(0.4) ? { lived: livedBefore(frame, people) } : {}),
    ...(roll.isIn(0.3) ? { fixed: fixedDays(frame, free) } : {}),
    ...(roll.isIn(0.4) ? { activities: activitiesOf(frame, people) } : {}),
    ...(roll.isIn(0.3) ? { deferredWork: { name: 'tickets', leastMinutes: 60 * (1 + roll.upTo(1)) } } : {}),
  };
}

const KINDS = ['early', 'day', 'late', 'night'];
const STARTS = [6, 9, 14, 22];

function randomShift(roll: Dice, at: number, step: number): RawShift {
  const start = (STARTS[roll.isIn(0.7) ? at : roll.upTo(3)] ?? 8) + roll.upTo(2);
  const minutes = 60 * roll.oneOf([4, 6, 8, 8, 8, 9, 10, 12]);
  const several = roll.isIn(0.5)
    ? [clock(start), clock(start + 1)]
    : { from: clock(start), until: clock(start + 2), everyMinutes: 60 };
  return {
    id: KINDS[at] ?? 'extra',
    starts: roll.isIn(0.7) ? [clock(start)] : several,
    minutes,
    ...(minutes > 300 || roll.isIn(0.3) ? { breaks: randomBreaks(roll, minutes, step) } : {}),
  };
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** One or two breaks in the middle of the shift, now and then written in the wrong order. */
function randomBreaks(roll: Dice, minutes: number, step: number): NonNullable<RawShift['breaks']> {
  const middle = Math.floor(minutes / 2 / step) * step;
  const length = Math.max(step, roll.oneOf([30, 60]));
  const latest = Math.min(minutes - length, middle + step * roll.upTo(4));
  const earliest = Math.min(latest, 240, Math.max(step, middle - step * 2));
  const lunch = { name: 'lunch', minutes: length, earliest, latest, paid: roll.isIn(0.3) };
  if (minutes < 480 || roll.isIn(0.6)) return [lunch];
  const tea = {
    name: 'tea',
    minutes: step,
    earliest: 0,
    latest: Math.max(step, middle - 3 * step),
    paid: true,
  };
  return roll.isIn(0.5) ? [tea, lunch] : [lunch, tea];
}

function randomQueue({ roll, zone, from, days, step }: Frame, queue: string): RawDocument['queues'][number] {
  const most = 1 + roll.upTo(2);
  const shape = Array.from({ length: (24 * 60) / step }, (_, at) => {
    const hour = Math.floor((at * step) / 60);
    return hour >= 7 && hour < 21 ? roll.upTo(most) : roll.isIn(0.2) ? 1 : 0;
  });
  const first = localDay(from);
  const intervals = planDays(timeZone(zone), first, addDays(first, days), step).map((day) => day.intervals);
  return {
    queue,
    required: intervals.flatMap((many) => Array.from({ length: many }, (_, at) => shape[at] ?? 0)),
    ...(roll.isIn(0.5) ? { underCost: roll.oneOf([1, 2, 0.5]), overCost: roll.oneOf([0, 0.1, 0.5]) } : {}),
    ...(roll.isIn(0.04) ? { least: 1 } : {}),
  };
}

function randomRotation(frame: Frame, people: readonly RawPerson[]): RawRotation {
  const { roll, shifts } = frame;
  const members = people.filter(
    ({ shifts: kinds, available }) => kinds === undefined && available === undefined,
  );
  const given = {
    anchor: dayAfter(frame, roll.upTo(20) - 10),
    people: members.slice(0, 1 + roll.upTo(3)).map(({ id }) => id),
  };
  const own = shifts.find((shift) => startsOf(shift).length === 1);
  if (own === undefined || roll.isIn(0.6))
    return {
      kind: roll.oneOf(['four-crews-three-shifts', 'four-crews-three-shifts', 'two-shifts']),
      ...given,
    };
  const cycle = [own.id, own.id, own.id, 'off', 'off'];
  return {
    kind: 'our own',
    ...given,
    cycle,
    crews: [0, 2, 4].map((place) => ({ crew: `crew ${place}`, place })),
  };
}

/** A shift of the document as a duty names it. */
function someDuty({ roll, shifts }: Frame): Pick<RawDuty, 'shift' | 'start'> {
  const shift = roll.oneOf(shifts);
  const starts = startsOf(shift);
  return starts.length === 1 ? { shift: shift.id } : { shift: shift.id, start: roll.oneOf(starts) };
}

/** Days before the plan: some people worked some of the last week, others every third weekend of a month. */
function livedBefore(frame: Frame, people: readonly RawPerson[]): RawDuty[] {
  const { roll } = frame;
  return people.flatMap(({ id, shifts }) => {
    if (shifts !== undefined || roll.isIn(0.4)) return [];
    const back = roll.oneOf([3, 7, 7, 28]);
    return Array.from({ length: back }, (_, at) => at + 1).flatMap((away) =>
      roll.isIn(0.5) ? [{ person: id, day: dayAfter(frame, -away), ...someDuty(frame) }] : [],
    );
  });
}

function fixedDays(frame: Frame, people: readonly RawPerson[]): RawDuty[] {
  const { roll, days } = frame;
  return people.flatMap(({ id, shifts, off }) => {
    if (shifts !== undefined || off !== undefined || roll.isIn(0.5)) return [];
    const day = dayAfter(frame, roll.upTo(days - 1));
    return [{ person: id, day, ...(roll.isIn(0.3) ? { shift: 'off' } : someDuty(frame)) }];
  });
}

function activitiesOf(frame: Frame, people: readonly RawPerson[]): RawActivity[] {
  const { roll, days, step } = frame;
  const [first] = people;
  const who: RawActivity['people'] = roll.isIn(0.4)
    ? 'all'
    : roll.isIn(0.5) || first === undefined
      ? { skill: Object.keys(first?.skills ?? {})[0] ?? 'sales' }
      : people.slice(0, 2).map(({ id }) => id);
  const training: RawActivity = {
    name: 'training',
    people: who,
    minutes: step * (1 + roll.upTo(1)),
    ...(roll.isIn(0.6) ? { atATime: 1 + roll.upTo(1) } : {}),
    ...(roll.isIn(0.4) ? { days: [dayAfter(frame, roll.upTo(days - 1))] } : {}),
    ...(roll.isIn(0.4) ? { from: '10:00', until: '18:00' } : {}),
  };
  return roll.isIn(0.3) ? [training, { name: 'meeting', people: 'all', minutes: step }] : [training];
}

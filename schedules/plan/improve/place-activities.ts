import { DAY_MINUTES } from '#domain/time.ts';
import type { AgentId } from '#domain/ids.ts';
import { addDays } from '#domain/local-day.ts';
import type { Span } from '../../coverage/market/market.ts';
import type { NamedShift, ShiftActivity } from '../model/person-times.ts';
import { startInterval, workedIntervals } from '../model/presence.ts';
import { work, type ShiftFloor } from './shift-floor.ts';
import type { PlannedActivity } from '../model/shift-plan-problem.ts';

/**
 * Meetings and training, given to everybody who takes part and has room for it: in sessions that are as full as can be, at the time at which
 * their people are missed least, inside their shifts and between their breaks. Long ones are placed first. Who already has one keeps it.
 */
export function placeActivities(floor: ShiftFloor): void {
  const longestFirst = floor.problem.activities.toSorted(
    (one, other) => other.lengthMinutes - one.lengthMinutes,
  );
  for (const activity of longestFirst) {
    const waiting = new Set(activity.people);
    for (const [person, own] of floor.now)
      if (own.some(({ activities = [] }) => activities.some(({ name }) => name === activity.name)))
        waiting.delete(person);
    const there = seatedAlready(floor, activity);
    let seats = roomIn(seatsOf(floor, activity, waiting), activity, there);
    // Each session takes somebody off the list, so there are no more of them than people.
    while (seats.size > 0) {
      const session = cheapestSession(floor, activity, { seats, there });
      for (const seat of session) {
        sit(floor, seat);
        countIn(there, seat.span);
      }
      seats = roomIn(withoutPeople(seats, new Set(session.map(({ person }) => person))), activity, there);
    }
  }
}

/** A place in somebody's shift for an activity. */
type Seat = {
  readonly person: AgentId;
  readonly shift: NamedShift;
  readonly activity: ShiftActivity;
  /** The intervals it takes. */
  readonly span: Span;
};

/** By the interval of the start. */
type Seats = ReadonlyMap<number, readonly Seat[]>;

/** Who of those who wait can take part when. */
function seatsOf(floor: ShiftFloor, activity: PlannedActivity, waiting: ReadonlySet<AgentId>): Seats {
  const { name, lengthMinutes } = activity;
  const seats = new Map<number, Seat[]>();
  for (const person of waiting) {
    for (const shift of floor.now.get(person) ?? []) {
      for (const { span, startMinute } of freeStarts(floor, shift, activity)) {
        const held: ShiftActivity = { name, kind: 'session', startMinute, lengthMinutes };
        const there = seats.get(span.from) ?? [];
        there.push({ person, shift, activity: held, span });
        seats.set(span.from, there);
      }
    }
  }
  return seats;
}

/** How many people are in an activity in each interval. */
type There = Uint16Array;

/** Who kept a seat from before. */
function seatedAlready({ problem, days, market, now }: ShiftFloor, { name }: PlannedActivity): There {
  const there = new Uint16Array(market.intervals);
  const step = problem.intervalMinutes;
  for (const shift of [...now.values()].flat()) {
    const first = startInterval(problem, days, shift);
    for (const held of shift.activities ?? [])
      if (held.name === name) {
        const from = first + held.startMinute / step;
        countIn(there, { from, until: from + held.lengthMinutes / step });
      }
  }
  return there;
}

function countIn(there: There, { from, until }: Span): void {
  for (let at = Math.max(0, from); at < until && at < there.length; at += 1) there[at] = (there[at] ?? 0) + 1;
}

/** How many more an activity has room for in all of a span. */
function roomAt({ peopleEach }: PlannedActivity, there: There, { from, until }: Span): number {
  return peopleEach - Math.max(0, ...there.subarray(Math.max(0, from), until));
}

/** The seats at times at which the activity has room. */
function roomIn(seats: Seats, activity: PlannedActivity, there: There): Seats {
  return new Map(
    [...seats].filter(([, own]) => own[0] !== undefined && roomAt(activity, there, own[0].span) > 0),
  );
}

function withoutPeople(seats: Seats, gone: ReadonlySet<AgentId>): Seats {
  const left = [...seats].map(
    ([at, there]) => [at, there.filter(({ person }) => !gone.has(person))] as const,
  );
  return new Map(left.filter(([, there]) => there.length > 0));
}

/** Starts in a shift from which its person would be at work for all the length of the activity. */
function freeStarts(
  { problem, days, market }: ShiftFloor,
  shift: NamedShift,
  activity: PlannedActivity,
): readonly { readonly span: Span; readonly startMinute: number }[] {
  const step = problem.intervalMinutes;
  const length = activity.lengthMinutes / step;
  const first = startInterval(problem, days, shift);
  const worked = workedIntervals(problem, days, shift);
  return worked.flatMap((from, place) => {
    const isInPlan = from >= 0 && from + length <= market.intervals;
    if (!isInPlan || worked[place + length - 1] !== from + length - 1) return [];
    const startMinute = (from - first) * step;
    return isWithin(activity, shift, startMinute)
      ? [{ span: { from, until: from + length }, startMinute }]
      : [];
  });
}

/** Whether days and hours of an activity allow it so many minutes into a shift, by a day of 24 hours. */
function isWithin(
  { days, hours, lengthMinutes }: PlannedActivity,
  { day, template }: NamedShift,
  offset: number,
): boolean {
  const minute = template.startMinute + offset;
  if (days.length > 0 && !days.includes(addDays(day, Math.floor(minute / DAY_MINUTES)))) return false;
  const ofDay = minute % DAY_MINUTES;
  return hours === undefined || (ofDay >= hours.fromMinute && ofDay + lengthMinutes <= hours.untilMinute);
}

/** The fullest session, of equals the one that costs least, of these the first. */
function cheapestSession(
  floor: ShiftFloor,
  activity: PlannedActivity,
  { seats, there: taken }: { readonly seats: Seats; readonly there: There },
): readonly Seat[] {
  const sizeAt = (there: readonly Seat[]): number =>
    Math.min(there[0] === undefined ? 0 : roomAt(activity, taken, there[0].span), there.length);
  const fullest = Math.max(...[...seats.values()].map(sizeAt));
  const chances = new Map<AgentId, number>();
  for (const { person } of [...seats.values()].flat()) chances.set(person, (chances.get(person) ?? 0) + 1);
  let best: { readonly seats: readonly Seat[]; readonly cost: number } | undefined;
  for (const [, there] of [...seats].toSorted(([one], [other]) => one - other)) {
    if (sizeAt(there) < fullest) continue;
    const first = leastMissed(floor, there, chances).slice(0, fullest);
    const cost = costOf(floor, first);
    if (cost < (best?.cost ?? Infinity) - 1e-9) best = { seats: first, cost };
  }
  return best?.seats ?? [];
}

/** Who is missed least first, of equals who has fewer other chances. */
function leastMissed(
  floor: ShiftFloor,
  there: readonly Seat[],
  chances: ReadonlyMap<AgentId, number>,
): readonly Seat[] {
  const costs = new Map<number | undefined, number>();
  for (const seat of there) {
    const pool = floor.poolOf.get(seat.person);
    if (!costs.has(pool)) costs.set(pool, costOf(floor, [seat]));
  }
  const cost = ({ person }: Seat): number => costs.get(floor.poolOf.get(person)) ?? 0;
  const left = ({ person }: Seat): number => chances.get(person) ?? 0;
  return there.toSorted((one, other) => cost(one) - cost(other) || left(one) - left(other));
}

/** What it costs when these people are away together; the floor is as before. */
function costOf({ market, poolOf }: ShiftFloor, seats: readonly Seat[]): number {
  let cost = 0;
  for (const { person, span } of seats) cost += market.change(poolOf.get(person) ?? 0, span, -1);
  for (const { person, span } of seats) market.change(poolOf.get(person) ?? 0, span, 1);
  return cost;
}

/** The seat is taken: its shift holds the activity, and the floor misses the person. */
function sit(floor: ShiftFloor, { person, shift, activity }: Seat): void {
  const own = floor.now.get(person);
  const place = own?.indexOf(shift) ?? -1;
  if (own === undefined || place < 0) throw new RangeError(`expected a shift of ${person} on ${shift.day}`);
  const activities = [...(shift.activities ?? []), activity].toSorted(
    (one, other) => one.startMinute - other.startMinute,
  );
  work(floor, shift, -1);
  own[place] = { ...shift, activities };
  work(floor, own[place], 1);
}

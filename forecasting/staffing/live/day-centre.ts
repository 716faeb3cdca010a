import { queueId, sourceId, type QueueId } from '#domain/ids.ts';
import type { Behaviour } from '#domain/staffing-plan.ts';
import { SECOND_MS } from '#domain/time.ts';
import type {
  CentreModel,
  GroupModel,
  LineModel,
  QueueModel,
  Shift,
} from '../../simulation/model/centre-model.ts';
import { meanHandleSeconds } from '../join-intervals.ts';
import type { DayCrew, DayDeferred, DayQueue, DayToLive } from './day-to-live.ts';

const QUARTER_MINUTES = 15;
const DAY_QUARTERS = 96;
const WEEK_DAYS = 7;

/**
 * One day of a plan as a contact centre that lives it again and again: every day has its own level, gamma-distributed as the
 * forecast is unsure, and each stretch of work that the plan asks for is somebody's shift. The queues of the day come first, in
 * their order; then work that can wait; then call-backs.
 */
export function dayCentre({ queues, crews, deferred }: DayToLive): CentreModel {
  const callbacks = queues.flatMap(callbackQueue);
  return {
    zone: 'UTC',
    sources: [sourceId('simulation')],
    queues: [
      ...queues.map(queueModel),
      ...deferred.map(deferredQueue),
      ...callbacks.map(({ model }) => model),
    ],
    lines: [...queues.map(lineModel), ...deferred.map(deferredLine)],
    groups: crews.flatMap((crew) => groupModel(crew, { queues, deferred, callbacks })),
  };
}

function queueModel({ queue, behaviour, target, intervals }: DayQueue): QueueModel {
  const { withinSeconds = 20, serviceLevel = 0.8, shortAbandonSeconds = 0 } = target;
  return {
    id: queue,
    target: {
      share: serviceLevel,
      withinMs: withinSeconds * SECOND_MS,
      shortAbandonMs: shortAbandonSeconds * SECOND_MS,
    },
    // A queue that brings nothing on this day has some handle time all the same.
    service: { kind: 'exponential', meanMs: Math.max(1, meanHandleSeconds(intervals) * SECOND_MS) },
    // Nobody waits for the right level: it only says who is asked first.
    widenAfterMs: [0, 0, 0],
    ...patienceOf(behaviour),
    ...waysOf(queue, behaviour),
  };
}

function patienceOf(behaviour: Behaviour): Pick<QueueModel, 'patience'> {
  if (behaviour.kind === 'patient') return {};
  return { patience: { kind: 'exponential', meanMs: behaviour.patienceSeconds * SECOND_MS } };
}

/** Whoever waits for a moment found everyone busy, and may ask to be called back. */
const MOMENT_MS = 1;

function waysOf(queue: QueueId, behaviour: Behaviour): Pick<QueueModel, 'slots' | 'diversions'> {
  switch (behaviour.kind) {
    case 'patient':
    case 'impatient':
    case 'redial':
      return {};
    case 'chat':
      return { slots: 'one' };
    case 'callback':
      return {
        diversions: [
          {
            reason: 'callback',
            share: behaviour.acceptShare,
            afterMs: MOMENT_MS,
            followUp: { queue: callbacksOf(queue), channel: 'callback', due: { afterMs: 0 } },
          },
        ],
      };
  }
}

const callbacksOf = (queue: QueueId): QueueId => queueId(`${queue} called back`);

/** So far behind that whoever holds the line comes first. */
const LAST_MS = -1e12;

type Callbacks = { readonly of: QueueId; readonly model: QueueModel };

/** Customers to be called back wait for ever, until more than the reserve are free. */
function callbackQueue({ queue, behaviour, intervals }: DayQueue): readonly Callbacks[] {
  if (behaviour.kind !== 'callback') return [];
  const model: QueueModel = {
    id: callbacksOf(queue),
    target: { share: 0, withinMs: 0, shortAbandonMs: 0 },
    service: { kind: 'exponential', meanMs: meanHandleSeconds(intervals) * SECOND_MS },
    keepFree: behaviour.reserve,
    boostMs: LAST_MS,
  };
  return [{ of: queue, model }];
}

function lineModel({ queue, behaviour, intervals }: DayQueue, number: number): LineModel {
  const cv = levelCv(intervals);
  return {
    id: `p${number}-`,
    channel: behaviour.kind === 'chat' ? 'chat' : 'voice',
    direction: 'inbound',
    queue,
    week: weekOf(intervals),
    ...(cv === 0 ? {} : { dayShape: 1 / (cv * cv) }),
    ...retrialOf(behaviour),
  };
}

function retrialOf(behaviour: Behaviour): Pick<LineModel, 'retrial'> {
  if (behaviour.kind !== 'redial') return {};
  if (behaviour.waitingPlaces !== undefined && behaviour.waitingPlaces !== Infinity)
    throw new RangeError(
      `a queue with ${behaviour.waitingPlaces} waiting places cannot be lived through, only one without end of them`,
    );
  const after = { kind: 'exponential', meanMs: behaviour.redialDelaySeconds * SECOND_MS } as const;
  return { retrial: { share: behaviour.redialShare, after } };
}

/** Every day of the simulator's week is this day. */
function weekOf(intervals: DayQueue['intervals']): readonly number[] {
  const day = Array<number>(DAY_QUARTERS).fill(0);
  for (const { minuteOfDay, minutes, offered } of intervals) {
    if (minutes % QUARTER_MINUTES !== 0 || minuteOfDay % QUARTER_MINUTES !== 0)
      throw new RangeError(
        `only intervals of whole quarter-hours can be lived through, got ${minutes} minutes`,
      );
    const quarters = minutes / QUARTER_MINUTES;
    for (let at = 0; at < quarters; at += 1) day[minuteOfDay / QUARTER_MINUTES + at] = offered / quarters;
  }
  return Array.from({ length: WEEK_DAYS }, () => day).flat();
}

/** The day's own spread: that of its intervals, each contact alike. */
function levelCv(intervals: DayQueue['intervals']): number {
  const contacts = intervals.reduce((sum, { offered }) => sum + offered, 0);
  if (contacts === 0) return 0;
  return intervals.reduce((sum, { offered, rateCv }) => sum + offered * rateCv, 0) / contacts;
}

/**
 * Work that can wait is put down when a contact comes: it is lived in pieces so short that nobody waits long for the end of
 * one, and what is left of it is done later.
 */
const PIECE_SECONDS = 10;

function deferredQueue({ name, withinSeconds }: DayDeferred): QueueModel {
  return {
    id: name,
    target: { share: 0, withinMs: withinSeconds * SECOND_MS, shortAbandonMs: 0 },
    service: { kind: 'constant', ms: PIECE_SECONDS * SECOND_MS },
    boostMs: LAST_MS,
  };
}

function deferredLine({ name, arrivals }: DayDeferred, number: number): LineModel {
  const day = Array<number>(DAY_QUARTERS).fill(0);
  for (const { minuteOfDay, seconds } of arrivals) {
    const quarter = Math.floor(minuteOfDay / QUARTER_MINUTES) % DAY_QUARTERS;
    day[quarter] = (day[quarter] ?? 0) + seconds / PIECE_SECONDS;
  }
  const week = Array.from({ length: WEEK_DAYS }, () => day).flat();
  return { id: `d${number}-`, channel: 'ticket', direction: 'inbound', queue: name, week };
}

type Around = {
  readonly queues: readonly DayQueue[];
  readonly deferred: readonly DayDeferred[];
  readonly callbacks: readonly Callbacks[];
};

/** The simulator knows four levels of skill. */
const MOST_LEVEL = 4;

/** Nobody at all is no group. The fewer the skills, the sooner somebody is asked: who can do more stays free for more. */
function groupModel(crew: DayCrew, { queues, deferred, callbacks }: Around): readonly GroupModel[] {
  const shifts = shiftsOf(crew.intervals);
  if (shifts.length === 0) return [];
  const level = Math.min(MOST_LEVEL, crew.queues.length);
  const isOurs = (queue: QueueId): boolean => crew.queues.includes(queue);
  const beside = [
    ...deferred.flatMap(({ name, doneBy }) => (isOurs(doneBy) ? [name] : [])),
    ...callbacks.flatMap(({ of, model }) => (isOurs(of) ? [model.id] : [])),
  ];
  const rota = { shifts, table: shifts.map((_, number) => [number]) };
  return [
    {
      id: crew.name,
      agents: shifts.length,
      skills: [
        ...crew.queues.map((queue) => ({ queue, level })),
        ...beside.map((queue) => ({ queue, level: 1 })),
      ],
      rota,
      ...slotsOf(
        queues.find(({ queue, behaviour }) => isOurs(queue) && behaviour.kind === 'chat')?.behaviour,
      ),
    },
  ];
}

/** The simulator's chats slow each other down by the same share for every other; another pace it cannot live. */
function slotsOf(behaviour: Behaviour | undefined): Pick<GroupModel, 'slots' | 'slowdown'> {
  if (behaviour?.kind !== 'chat') return {};
  const { paceAtLevel } = behaviour;
  const slowdown = (paceAtLevel[1] ?? 1) - 1;
  const odd = paceAtLevel.find((pace, at) => Math.abs(pace - 1 - at * slowdown) > 1e-9);
  if (odd !== undefined)
    throw new RangeError(
      `chats can be lived through when each other one slows them by the same share, got ${paceAtLevel.join(', ')}`,
    );
  return { slots: paceAtLevel.length, slowdown };
}

/** A shift for each stretch in which the plan asks for one person more. */
function shiftsOf(intervals: DayCrew['intervals']): readonly Shift[] {
  const shifts: Shift[] = [];
  /** Since when those who are there have been. */
  const present: number[] = [];
  let end = 0;
  const leave = (left: number, to: number): void => {
    while (present.length > left) shifts.push({ from: present.pop() ?? 0, to, breaks: [] });
  };
  for (const { minuteOfDay, minutes, people } of intervals) {
    if (minuteOfDay > end) leave(0, end);
    leave(people, minuteOfDay);
    while (present.length < people) present.push(minuteOfDay);
    end = minuteOfDay + minutes;
  }
  leave(0, end);
  return shifts;
}

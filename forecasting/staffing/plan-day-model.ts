import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { queueId, sourceId } from '#domain/ids.ts';
import { SECOND_MS } from '#domain/time.ts';
import type { CentreModel, GroupModel, QueueModel, Shift } from '../simulation/model/centre-model.ts';
import { meanHandleSeconds } from './join-intervals.ts';
import type { QueueQuestion } from './queue-question.ts';

const QUARTER_MINUTES = 15;
const DAY_QUARTERS = 96;
const WEEK_DAYS = 7;

/**
 * One day of a plan as a contact centre that lives it again and again: every day has its own level, gamma-distributed as the
 * forecast is unsure, and each stretch of work that the plan asks for is somebody's shift.
 */
export function planDayModel(
  intervals: readonly PlannedInterval[],
  { behaviour, target }: Pick<QueueQuestion, 'behaviour' | 'target'>,
): CentreModel {
  if (behaviour.kind !== 'impatient' && behaviour.kind !== 'patient')
    throw new RangeError(
      `a plan for ${behaviour.kind} cannot be lived through, only for voice without call-backs`,
    );
  const queue = queueId('planned');
  const meanMs = meanHandleSeconds(intervals) * SECOND_MS;
  const { withinSeconds = 20, serviceLevel = 0.8, shortAbandonSeconds = 0 } = target;
  const served: QueueModel = {
    id: queue,
    target: {
      share: serviceLevel,
      withinMs: withinSeconds * SECOND_MS,
      shortAbandonMs: shortAbandonSeconds * SECOND_MS,
    },
    service: { kind: 'exponential', meanMs },
  };
  const cv = levelCv(intervals);
  const line = { id: 'p', channel: 'voice', direction: 'inbound', queue, week: weekOf(intervals) } as const;
  return {
    zone: 'UTC',
    sources: [sourceId('simulation')],
    queues: [
      behaviour.kind === 'patient'
        ? served
        : { ...served, patience: { kind: 'exponential', meanMs: behaviour.patienceSeconds * SECOND_MS } },
    ],
    lines: [cv === 0 ? line : { ...line, dayShape: 1 / (cv * cv) }],
    groups: groupsOf(intervals, queue),
  };
}

/** Every day of the simulator's week is this day. */
function weekOf(intervals: readonly PlannedInterval[]): readonly number[] {
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
function levelCv(intervals: readonly PlannedInterval[]): number {
  const contacts = intervals.reduce((sum, { offered }) => sum + offered, 0);
  if (contacts === 0) return 0;
  return intervals.reduce((sum, { offered, rateCv }) => sum + offered * rateCv, 0) / contacts;
}

/** A shift for each stretch in which the plan asks for one person more; nobody at all is an empty list. */
function groupsOf(intervals: readonly PlannedInterval[], queue: QueueModel['id']): readonly GroupModel[] {
  const shifts = shiftsOf(intervals);
  if (shifts.length === 0) return [];
  return [
    {
      id: 'planned',
      agents: shifts.length,
      skills: [{ queue, level: 1 }],
      rota: { shifts, table: shifts.map((_, number) => [number]) },
    },
  ];
}

function shiftsOf(intervals: readonly PlannedInterval[]): readonly Shift[] {
  const shifts: Shift[] = [];
  /** Since when those who are there have been. */
  const present: number[] = [];
  let end = 0;
  const leave = (left: number, to: number): void => {
    while (present.length > left) shifts.push({ from: present.pop() ?? 0, to, breaks: [] });
  };
  for (const { minuteOfDay, minutes, required } of intervals) {
    if (minuteOfDay > end) leave(0, end);
    leave(required, minuteOfDay);
    while (present.length < required) present.push(minuteOfDay);
    end = minuteOfDay + minutes;
  }
  leave(0, end);
  return shifts;
}

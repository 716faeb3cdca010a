import type { QueueId } from '#domain/ids.ts';
import { dayNumber, type LocalDay } from '#domain/local-day.ts';
import type { Band } from '#domain/forecast.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { addAccuracy, judgeInterval, NO_ACCURACY, type Accuracy } from './accuracy.ts';

/** One interval of a forecast that was kept: when it was made, and for when. */
export type KeptInterval = Band & {
  readonly madeOn: LocalDay;
  /** Local minutes since midnight at which it was made. */
  readonly madeMinute: number;
  readonly queue: QueueId;
  readonly day: LocalDay;
  /** Local minutes since midnight at which the interval begins. */
  readonly minute: number;
};

/** How long before it was due a forecast was made. */
export const LEADS = ['from noon', 'same day', 'one day', 'one week', 'four weeks', 'later'] as const;
export type Lead = (typeof LEADS)[number];

/** Accuracy by queue and lead; what was forecast and has not come, or is not known, is not judged. */
export function judgeKept(
  kept: Iterable<KeptInterval>,
  histories: readonly QueueHistory[],
): ReadonlyMap<QueueId, ReadonlyMap<Lead, Accuracy>> {
  const lookUp = lookUps(histories);
  const judged = new Map<QueueId, Map<Lead, Accuracy>>();
  for (const interval of kept) {
    const offered = lookUp(interval);
    if (offered === undefined) continue;
    const own = judged.get(interval.queue) ?? new Map<Lead, Accuracy>();
    judged.set(interval.queue, own);
    const lead = leadOf(interval);
    own.set(lead, addAccuracy(own.get(lead) ?? NO_ACCURACY, judgeInterval(interval, offered, 0)));
  }
  return judged;
}

const NOON_MINUTE = 720;

function leadOf({ day, madeOn, madeMinute }: KeptInterval): Lead {
  const days = dayNumber(day) - dayNumber(madeOn);
  if (days <= 0) return madeMinute >= NOON_MINUTE ? 'from noon' : 'same day';
  if (days === 1) return 'one day';
  if (days <= 7) return 'one week';
  return days <= 28 ? 'four weeks' : 'later';
}

function lookUps(histories: readonly QueueHistory[]): (of: KeptInterval) => number | undefined {
  const queues = new Map(
    histories.map((history) => [
      history.queue,
      { history, rows: new Map(history.days.map((day, row) => [day, row])) },
    ]),
  );
  return ({ queue, day, minute }) => {
    const known = queues.get(queue);
    const row = known?.rows.get(day);
    if (known === undefined || row === undefined || minute % known.history.intervalMinutes !== 0)
      return undefined;
    const { columns, cells } = known.history.offered;
    const count = cells[row * columns + minute / known.history.intervalMinutes] ?? Number.NaN;
    return Number.isNaN(count) ? undefined : count;
  };
}

import { addDays, weekday, type LocalDay, type LocalMoment } from '#domain/local-day.ts';
import { gridRow } from '../../../forecasting/models/grid.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';

/** Days of one weekday that show until when it is usually told of. */
const DAYS_COMPARED = 8;

/**
 * Where a history ends: after its last day when that day is told of for as long as such days usually are, else after the last interval
 * that is told. Undefined without a day.
 */
export function historyEnd(histories: readonly QueueHistory[]): LocalMoment | undefined {
  const day = histories
    .flatMap(({ days }) => days.slice(-1))
    .sort()
    .at(-1);
  if (day === undefined) return undefined;
  const until = Math.max(...histories.map((history) => toldUntil(history, day)));
  const usual = Math.max(...histories.map((history) => usuallyTold(history, day)));
  return usual > 0 && until >= usual ? { day: addDays(day, 1), minute: 0 } : { day, minute: until };
}

/** The latest minute told of on earlier days of the same weekday, else on earlier days; 0 when there is none. */
function usuallyTold(history: QueueHistory, day: LocalDay): number {
  const before = history.days.filter((one) => one < day);
  const alike = before.filter((one) => weekday(one) === weekday(day));
  const compared = (alike.length > 0 ? alike : before).slice(-DAYS_COMPARED);
  return Math.max(0, ...compared.map((one) => toldUntil(history, one)));
}

/** Minutes of the day up to which something is told; 0 where the history does not have the day. */
function toldUntil({ days, offered, intervalMinutes }: QueueHistory, day: LocalDay): number {
  const row = days.lastIndexOf(day);
  if (row < 0) return 0;
  return (gridRow(offered, row).findLastIndex((cell) => !Number.isNaN(cell)) + 1) * intervalMinutes;
}

import { addDays, dayNumber, weekday, type LocalDay } from '#domain/local-day.ts';
import type { HistoryGap } from '#domain/table-reading.ts';
import type { DayClock } from '../../../../forecasting/history/day-clock.ts';
import type { QueueHistory } from '../../../../forecasting/history/queue-history.ts';

/** A weekday on which a queue is known in half of the weeks is one of its days. */
const USUAL_DAYS = 0.5;
/** An interval that is known on three of four such weekdays is one of its intervals. */
const USUAL_INTERVALS = 0.75;

/** What a history does not say though it usually does: days of its weekdays, and intervals between the first and the last of its days. */
export function findGaps(history: QueueHistory, clockOf: (day: LocalDay) => DayClock): readonly HistoryGap[] {
  return [...missingDays(history), ...missingIntervals(history, clockOf)];
}

function missingDays({ queue, days }: QueueHistory): readonly HistoryGap[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const usual = usualWeekdays(days, first, last);
  const known = new Set(days);
  const gaps: { first: LocalDay; last: LocalDay; days: number }[] = [];
  let isOpen = false;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (known.has(day)) isOpen = false;
    else if (usual.has(weekday(day))) {
      const open = isOpen ? gaps.at(-1) : undefined;
      if (open === undefined) gaps.push({ first: day, last: day, days: 1 });
      else [open.last, open.days] = [day, open.days + 1];
      isOpen = true;
    }
  }
  return gaps.map((gap) => ({ kind: 'days', queue, ...gap }));
}

function usualWeekdays(days: readonly LocalDay[], first: LocalDay, last: LocalDay): ReadonlySet<number> {
  const known = [0, 0, 0, 0, 0, 0, 0];
  for (const day of days) known[weekday(day)] = (known[weekday(day)] ?? 0) + 1;
  const span = dayNumber(last) - dayNumber(first) + 1;
  return new Set(
    known.flatMap((count, at) => {
      const until = (at - weekday(first) + 7) % 7;
      const weeks = Math.ceil((span - until) / 7);
      return weeks > 0 && count >= USUAL_DAYS * weeks ? at : [];
    }),
  );
}

function missingIntervals(
  history: QueueHistory,
  clockOf: (day: LocalDay) => DayClock,
): readonly HistoryGap[] {
  const { queue, days, offered, intervalMinutes } = history;
  const usual = usualIntervals(history);
  const isKnown = (row: number, column: number): boolean =>
    !Number.isNaN(offered.cells[row * offered.columns + column] ?? Number.NaN);
  return days.flatMap((day, row): HistoryGap[] => {
    const clock = clockOf(day);
    const columns = Array.from({ length: offered.columns }, (_, column) => column);
    const [firstKnown = 0, lastKnown = 0] = [
      columns.find((one) => isKnown(row, one)),
      columns.findLast((one) => isKnown(row, one)),
    ];
    const missing = columns.filter(
      (column) =>
        usual[weekday(day)]?.has(column) === true &&
        !isKnown(row, column) &&
        clock(column * intervalMinutes) !== 0 &&
        // What comes before the first or after the last row of all is outside of the history.
        (row > 0 || column > firstKnown) &&
        (row < days.length - 1 || column < lastKnown),
    );
    const [from, last] = [missing[0], missing.at(-1)];
    if (from === undefined || last === undefined) return [];
    return [
      {
        kind: 'intervals',
        queue,
        day,
        from: from * intervalMinutes,
        until: (last + 1) * intervalMinutes,
        intervals: missing.length,
      },
    ];
  });
}

/** The intervals that are usually known, by weekday. */
function usualIntervals({ days, offered }: QueueHistory): readonly ReadonlySet<number>[] {
  const known = Array.from({ length: 7 }, () => new Uint32Array(offered.columns));
  const rows = [0, 0, 0, 0, 0, 0, 0];
  for (const [row, day] of days.entries()) {
    const at = weekday(day);
    rows[at] = (rows[at] ?? 0) + 1;
    const counts = known[at] ?? new Uint32Array();
    for (let column = 0; column < offered.columns; column += 1)
      if (!Number.isNaN(offered.cells[row * offered.columns + column] ?? Number.NaN))
        counts[column] = (counts[column] ?? 0) + 1;
  }
  return known.map((counts, at) => {
    const usual = new Set<number>();
    for (const [column, count] of counts.entries())
      if (count > 0 && count >= USUAL_INTERVALS * (rows[at] ?? 0)) usual.add(column);
    return usual;
  });
}

import { weekday } from '#domain/local-day.ts';
import type { QueueHistory } from '../history/queue-history.ts';

/** Mean handle time in seconds by weekday (Monday first) and by interval of the day, with the level of the last weeks in it. */
export type HandleTime = { readonly seconds: readonly Float64Array[] };

/** Days after which a day's handle times count half. */
const HALF_LIFE_DAYS = 30;
/** Contacts after which an interval's own mean is believed by half, against the mean of its time of day or its day. */
const DOUBT_CONTACTS = 200;

/**
 * Handle time by weekday and time of day, every contact counting the same (so: weighted by volume), lately ones more.
 * Few contacts are drawn to the mean of the time of day, and those to the mean of all. Undefined where no handle time is known.
 */
export function fitHandleTime(history: QueueHistory): HandleTime | undefined {
  if (history.handleSeconds === undefined) return undefined;
  const columns = Array.from({ length: history.offered.columns }, (_, column) => column);
  const all = noSeconds();
  const byColumn = columns.map(noSeconds);
  const byCell = Array.from({ length: 7 }, () => columns.map(noSeconds));
  for (const { row, column, contacts, seconds } of handled(history)) {
    const age = history.days.length - 1 - row;
    const weight = contacts * 0.5 ** (age / HALF_LIFE_DAYS);
    const cell = byCell[dayOfWeek(history, row)]?.[column];
    for (const sum of [all, byColumn[column], cell]) addTo(sum, weight, seconds);
  }
  if (all.contacts === 0) return undefined;
  const mean = all.seconds / all.contacts;
  return {
    seconds: byCell.map((cells) =>
      Float64Array.from(cells, (cell, column) => drawn(cell, drawn(byColumn[column] ?? noSeconds(), mean))),
    ),
  };
}

type Seconds = { contacts: number; seconds: number };
const noSeconds = (): Seconds => ({ contacts: 0, seconds: 0 });

function addTo(sum: Seconds | undefined, weight: number, seconds: number): void {
  if (sum === undefined) return;
  sum.contacts += weight;
  sum.seconds += weight * seconds;
}

const drawn = ({ contacts, seconds }: Seconds, towards: number): number =>
  (seconds + DOUBT_CONTACTS * towards) / (contacts + DOUBT_CONTACTS);

function* handled(history: QueueHistory): Iterable<{ row: number; column: number } & Seconds> {
  const times = history.handleSeconds;
  if (times === undefined) return;
  for (let row = 0; row < times.rows; row += 1)
    for (let column = 0; column < times.columns; column += 1) {
      const seconds = times.cells[row * times.columns + column] ?? Number.NaN;
      const contacts = history.offered.cells[row * times.columns + column] ?? Number.NaN;
      if (!Number.isNaN(seconds) && contacts > 0) yield { row, column, contacts, seconds };
    }
}

function dayOfWeek({ days }: QueueHistory, row: number): number {
  const day = days[row];
  return day === undefined ? 0 : weekday(day);
}

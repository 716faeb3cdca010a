import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import { dayClock } from './day-clock.ts';
import { historyBook, type HistoryEntry } from './history-book.ts';

const BERLIN = timeZone('Europe/Berlin');
const book = (minutes = 30): ReturnType<typeof historyBook> =>
  historyBook(minutes, (day) => dayClock(BERLIN, day));
const entry = (day: string, minute: number, offered: number): HistoryEntry => ({
  queue: queueId('sales'),
  day: localDay(day),
  minute,
  offered,
});

/** The count of an interval; NaN when it is not known. */
function countAt(entries: readonly HistoryEntry[], day: LocalDay, interval: number, minutes = 30): number {
  const written = book(minutes);
  for (const one of entries) expect(written.add(one)).toBeUndefined();
  const [history] = written.takeHistories();
  const row = history?.days.indexOf(day) ?? -1;
  return row < 0
    ? Number.NaN
    : (history?.offered.cells[row * history.offered.columns + interval] ?? Number.NaN);
}

test('a day that is not told is unknown, and an hour that is not told too', () => {
  const written = book();
  written.add(entry('2026-03-02', 540, 0));
  written.add(entry('2026-03-04', 540, 7));
  const [history] = written.takeHistories();
  expect(history?.days).toEqual(['2026-03-02', '2026-03-04']);
  expect(history?.offered.cells[18]).toBe(0);
  expect(history?.offered.cells[20]).toBeNaN();
});

test('a queue that is never told with zero contacts lists only what came: a quiet gap within its day is empty, not unknown', () => {
  const day = localDay('2026-03-02');
  const told = [entry(day, 540, 2), entry(day, 600, 1)];
  expect(countAt(told, day, 19)).toBe(0);
  expect(countAt([...told, entry('2026-03-03', 540, 0)], day, 19)).toBeNaN();
});

test('shorter intervals are added up, and one that is missing is taken to be like the others', () => {
  const day = localDay('2026-03-02');
  const five = [0, 5, 10, 15, 20, 25].map((minute) => entry(day, 540 + minute, 3));
  expect(countAt(five, day, 18)).toBe(18);
  const other = five.slice(1).map((one) => ({ ...one, day: localDay('2026-03-03') }));
  expect(countAt([...five, ...other], localDay('2026-03-03'), 18)).toBe(18);
});

test('an interval that closes early on all days is as long as it is told', () => {
  const day = localDay('2026-03-02');
  expect(countAt([entry(day, 540, 9), entry(day, 545, 3), entry(day, 570, 4)], day, 19)).toBe(4);
});

const gathered = (entries: readonly HistoryEntry[]): unknown => {
  const written = book();
  for (const one of entries) written.add(one);
  return written.takeHistories();
};

test('the order of the rows changes nothing', () => {
  const rows = [0, 1, 2, 3, 4, 5].flatMap((at) => [
    entry('2026-03-02', 540 + 30 * at, at),
    entry('2026-03-03', 540 + 30 * at, 2 * at),
  ]);
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(gathered(shuffled)).toEqual(gathered(rows));
    }),
  );
});

describe('clock changes in Berlin:', () => {
  test('the hour that is skipped cannot have been told', () => {
    expect(book().add(entry('2026-03-29', 150, 5))).toBe('skipped');
    expect(book().add(entry('2026-03-29', 180, 5))).toBeUndefined();
  });

  test('the hour that comes twice may be told twice, and counts as one such hour', () => {
    const day = localDay('2026-10-25');
    expect(countAt([entry(day, 120, 5), entry(day, 120, 7)], day, 4)).toBe(6);
    expect(countAt([entry(day, 120, 12)], day, 4)).toBe(6);
  });

  test('any other interval may be told once', () => {
    const written = book();
    expect(written.add(entry('2026-10-25', 300, 5))).toBeUndefined();
    expect(written.add(entry('2026-10-25', 300, 5))).toBe('twice');
  });
});

test('starts that are no multiple of five minutes are refused', () => {
  expect(book().add(entry('2026-03-02', 541, 5))).toBe('off-grid');
});

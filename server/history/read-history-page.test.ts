import { expect, test } from 'vitest';
import type { Stream } from '#domain/contact.ts';
import { queueId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { localDay } from '#domain/local-day.ts';
import { emptyCounts, type Counts } from '#domain/measures/counts.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { memoryWorldStore } from '../checkpoint/testing/memory-world-store.ts';
import { emptyTally, queueTally } from '../metrics/tally.ts';
import type { HistoryRow } from './history-page.ts';
import { readHistoryPage, type HistoryQuestion, type Past } from './read-history-page.ts';

const ZONE = timeZone('Europe/Berlin');
const at = (text: string): EpochMs => epochMs(Date.parse(text));
const counts = (some: Partial<Counts>): Counts => ({ ...emptyCounts(), ...some });

type Told = readonly [queue: string, start: string, counts: Partial<Counts>, stream?: Stream];

/** A past of which some has left memory. */
async function past(stored: readonly Told[], remembered: readonly Told[], now: string): Promise<Past> {
  const store = memoryWorldStore();
  const cells = stored.map(([queue, start, some, stream = 'inbound']) => ({
    queue: queueId(queue),
    stream,
    start: at(start),
    counts: counts(some),
  }));
  await store.save({ position: 1, definitions: '', world: '' }, { contacts: [], cells });
  const tally = emptyTally(GRID_MS);
  for (const [queue, start, some, stream = 'inbound'] of remembered)
    queueTally(tally, queueId(queue)).streams[stream].cells.set(at(start), counts(some));
  return { tally, store, zone: ZONE, now: at(now) };
}

async function allRows(from: Past, question: HistoryQuestion): Promise<readonly HistoryRow[]> {
  const rows: HistoryRow[] = [];
  let { from: day } = question;
  for (;;) {
    const page = await readHistoryPage(from, { ...question, from: day });
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    day = localDay(page.next);
  }
}

test('a server that has counted nothing has no history', async () => {
  const nothing = await past([], [], '2026-03-04T12:00+01:00');
  expect(await readHistoryPage(nothing, { intervalMinutes: 30 })).toEqual({
    zone: 'Europe/Berlin',
    interval: 30,
    rows: [],
  });
});

test('what left memory and what was told late of it are added up, and quarter-hours to intervals', async () => {
  const counted = await past(
    [
      [
        'sales',
        '2026-03-02T08:00+01:00',
        { offered: 4, answered: 3, abandoned: 1, handled: 3, handleMs: 300_000 },
      ],
      ['sales', '2026-03-02T08:15+01:00', { offered: 2, answered: 1 }],
      ['mail', '2026-03-02T08:00+01:00', { offered: 9 }, 'deferred'],
    ],
    [
      ['sales', '2026-03-02T08:15+01:00', { offered: 0, answered: 1, handled: 1, handleMs: 60_000 }],
      ['sales', '2026-03-04T08:00+01:00', { offered: 5 }],
      ['sales', '2026-03-04T08:00+01:00', { offered: 7 }, 'outbound'],
    ],
    '2026-03-04T12:00+01:00',
  );
  expect(await allRows(counted, { intervalMinutes: 30 })).toEqual([
    {
      queue: 'sales',
      start: '2026-03-02T08:00:00+01:00',
      offered: 6,
      answered: 5,
      abandoned: 1,
      handle_seconds: 90,
    },
    { queue: 'sales', start: '2026-03-04T08:00:00+01:00', offered: 5, answered: 0, abandoned: 0 },
  ]);
});

test('the interval that is not over is left out whole', async () => {
  const starts = ['10:45', '11:00', '11:15', '11:30'].map((time) => `2026-03-04T${time}+01:00`);
  const counted = await past(
    [],
    starts.map((start): Told => ['sales', start, { offered: 1 }]),
    '2026-03-04T11:40+01:00',
  );
  const rows = async (intervalMinutes: number) => (await allRows(counted, { intervalMinutes })).length;
  expect([await rows(15), await rows(30), await rows(60)]).toEqual([3, 2, 1]);
});

test('days are the centre’s, from and to included, and the hour that comes twice is told twice', async () => {
  const starts = [
    '2026-10-24T23:45+02:00',
    '2026-10-25T00:00+02:00',
    '2026-10-25T02:30+02:00',
    '2026-10-25T02:30+01:00',
    '2026-10-26T00:00+01:00',
  ];
  const counted = await past(
    starts.map((start): Told => ['sales', start, { offered: 1 }]),
    [],
    '2026-11-04T12:00+01:00',
  );
  const day = localDay('2026-10-25');
  const rows = await allRows(counted, { intervalMinutes: 30, from: day, to: day });
  expect(rows.map(({ start }) => start)).toEqual([
    '2026-10-25T00:00:00+02:00',
    '2026-10-25T02:30:00+02:00',
    '2026-10-25T02:30:00+01:00',
  ]);
});

test('a page is bounded by rows and by days; page after page tells all of it once', async () => {
  const stored: Told[] = [];
  for (let queue = 0; queue < 300; queue += 1)
    for (let hour = 0; hour < 24; hour += 1)
      stored.push([`q${queue}`, `2026-01-05T${String(hour).padStart(2, '0')}:00+01:00`, { offered: 1 }]);
  stored.push(
    ['q0', '2026-01-06T08:00+01:00', { offered: 1 }],
    ['q0', '2026-06-01T08:00+02:00', { offered: 1 }],
  );
  const counted = await past(stored, [], '2026-06-03T12:00+02:00');
  const first = await readHistoryPage(counted, { intervalMinutes: 60 });
  expect([first.rows.length, first.next]).toEqual([7_200, '2026-01-06']);
  const second = await readHistoryPage(counted, { intervalMinutes: 60, from: localDay('2026-01-06') });
  expect([second.rows.length, second.next]).toEqual([1, '2026-02-06']);
  const all = await allRows(counted, { intervalMinutes: 60 });
  expect(all.length).toBe(stored.length);
  expect(new Set(all.map(({ queue, start }) => `${queue} ${start}`)).size).toBe(stored.length);
});

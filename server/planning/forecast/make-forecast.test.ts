import { expect, test } from 'vitest';
import type { QueueForecast } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay, weekday } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import { makeGrid } from '../../../forecasting/models/grid.ts';
import type { ImportedHistory } from '../history/import-history.ts';
import { PlanningFailure } from '../work/planning-failure.ts';
import type { PlanningStep } from '../work/planning-work.ts';
import { makeForecast, type ForecastRequest } from './make-forecast.ts';

const FIRST = localDay('2026-02-02');

/** Open on working days from 8 to 10 h. */
function historyOf(queue: string, days: number): QueueHistory {
  const open = Array.from({ length: days }, (_, at) => addDays(FIRST, at)).filter((day) => weekday(day) < 5);
  return {
    queue: queueId(queue),
    intervalMinutes: 30,
    days: open,
    offered: makeGrid({ rows: open.length, columns: 48 }, (row, column) =>
      column >= 16 && column < 20 ? 20 + ((7 * row + column) % 5) : Number.NaN,
    ),
  };
}

const imported = (...histories: readonly QueueHistory[]): ImportedHistory => ({
  input: 'history.csv',
  zone: timeZone('Europe/Berlin'),
  histories,
  oddities: [],
});

const request = (history: ImportedHistory): ForecastRequest => ({
  history,
  calendar: { country: 'none', events: [] },
  horizonMinutes: 7 * 1440,
});

test('every queue is handed on as it is made, in local time, with its hours and what it was learnt from', async () => {
  const queues: QueueForecast[] = [];
  const steps: PlanningStep[] = [];
  const { summary } = await makeForecast(request(imported(historyOf('a', 56), historyOf('b', 56))), {
    onQueue: (queue) => void queues.push(queue),
    onStep: (step) => void steps.push(step),
  });
  expect(queues.map(({ queue }) => queue)).toEqual(['a', 'b']);
  expect(queues[0]?.intervals[0]).toMatchObject({ day: '2026-03-30', minuteOfDay: 480 });
  expect(queues[0]?.method).toMatchObject({
    first: '2026-02-02',
    last: '2026-03-27',
    knownDays: 40,
    opening: { week: [...Array.from({ length: 5 }, () => [{ from: 480, until: 600 }]), [], []] },
  });
  expect(summary).toMatchObject({
    queues: 2,
    origin: { zone: 'Europe/Berlin', madeAt: { day: '2026-03-28', minute: 0 } },
    notes: [],
  });
  expect(steps).toEqual([
    { kind: 'queue', queue: 'a', number: 1, of: 2 },
    { kind: 'queue', queue: 'b', number: 2, of: 2 },
  ]);
});

test('who gives up hears of no further queue, and why the work ended', async () => {
  const gone = new AbortController();
  const heard: string[] = [];
  const work = makeForecast(request(imported(historyOf('a', 56), historyOf('b', 56))), {
    signal: gone.signal,
    onQueue: ({ queue }) => {
      heard.push(queue);
      gone.abort(new Error('the page was closed'));
    },
  });
  await expect(work).rejects.toThrow('the page was closed');
  expect(heard).toEqual(['a']);
});

test('a queue that nothing can be said of is a note, and none at all a failure', async () => {
  const { summary } = await makeForecast(request(imported(historyOf('a', 56), historyOf('young', 0))), {
    onQueue: () => undefined,
  });
  expect(summary.notes).toEqual([{ kind: 'left-out', queue: 'young', knownDays: 0 }]);
  const none = makeForecast(request(imported(historyOf('young', 3))), { onQueue: () => undefined });
  await expect(none).rejects.toThrow(PlanningFailure);
});

import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { SECOND_MS } from '#domain/time.ts';
import { TERMS, atSecond, hear, seenAt, storyOf } from './testing/floor-story.ts';
import { takeEvents } from './take-events.ts';
import { emptyWorld, type World } from './world.ts';

const bank = sourceId('bank');

/** A recording played sixty times as fast as it was: at our second `seconds` it tells what happened in its minute of that number. */
function play(world: World, seconds: number, events: readonly AcdEvent[] = []): void {
  const beat: AcdEvent = {
    id: `beat-${seconds}`,
    source: bank,
    at: atSecond(seconds * 60),
    kind: 'source-heartbeat',
  };
  takeEvents(world, TERMS, { events: [...events, beat], position: 1, receivedAt: atSecond(seconds) });
}

const started: AcdEvent = { id: 's', source: bank, at: atSecond(0), kind: 'source-started', played: true };
const queued = (seconds: number): AcdEvent => ({
  id: `q-${seconds}`,
  source: bank,
  at: atSecond(seconds * 60),
  kind: 'contact-queued',
  contact: contactId(`c-${seconds}`),
  queue: queueId('PS'),
});

test('a floor on which nothing is heard but a recording goes by its clock, and a wait keeps its length', () => {
  const world = emptyWorld(GRID_MS);
  play(world, 0, [started]);
  for (let seconds = 1; seconds <= 40; seconds += 1) play(world, seconds, seconds === 30 ? [queued(30)] : []);
  const seen = seenAt(world, 40);
  expect(seen.now).toBe(atSecond(40 * 60));
  expect(seen.now - (seen.total.oldestQueuedAt ?? 0)).toBe(600 * SECOND_MS);
  expect(seen.sources[bank]).toEqual({ state: 'live', refused: 0 });
});

test('beside a real source a recording moves nothing of it, and its own clock is shown as wrong', () => {
  const [alone, beside] = [emptyWorld(GRID_MS), emptyWorld(GRID_MS)];
  const story = storyOf(
    'pbx',
    [{ arrives: 30, waits: 300, talks: 60 }],
    Array.from({ length: 200 }, (_, i) => i),
  );
  play(beside, 0, [started]);
  for (let seconds = 0; seconds < 200; seconds += 1) {
    hear(alone, [story], seconds);
    hear(beside, [story], seconds);
    play(beside, seconds, [queued(seconds)]);
  }
  const [is, shown] = [seenAt(alone, 199), seenAt(beside, 199)];
  expect(shown.now).toBe(atSecond(199));
  expect(shown.queues[queueId('q-pbx')]).toEqual(is.queues[queueId('q-pbx')]);
  expect(shown.sources[bank]?.state).toBe('clock-wrong');
});

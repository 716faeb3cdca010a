import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { AlertTransition } from '#domain/alert.ts';
import { usualCentre } from '#domain/centre.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { MINUTE_MS, SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { memoryWorldStore } from '../checkpoint/testing/memory-world-store.ts';
import { saveCheckpoint } from '../checkpoint/checkpoint.ts';
import { recoverWorld } from '../checkpoint/recover-world.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { memoryJournal } from '../journal/testing/memory-journal.ts';
import { stateHash } from '../replay/state-hash.ts';
import { randomDay } from '../scenarios/testing/random-day.ts';
import { createAlertKeeper } from '../start/alert-keeper.ts';
import { advanceTime } from './advance-time.ts';
import { drawBoard } from './draw-board.ts';
import { seeFloor, type Moment } from './see-floor.ts';
import { sweep, takeEvents, type Terms } from './take-events.ts';
import { emptyWorld, type World } from './world.ts';

const log = pino({ level: 'silent' });
const centre = usualCentre('Asia/Shanghai');
const terms: Terms = { centre, zone: timeZone(centre.zone), definitions: 'test' };
/** 2026-03-04, 09:00 in Shanghai. */
const NINE = epochMs(Date.UTC(2026, 2, 4, 1));
const at = (seconds: number): EpochMs => later(NINE, seconds * SECOND_MS);
const momentAt = (serverNow: EpochMs): Moment => ({ serverNow, cut: new Set(), refused: {} });

function queued(seconds: number): AcdEvent {
  const id = contactId(`c${seconds}`);
  return {
    id,
    source: sourceId('pbx'),
    at: at(seconds),
    kind: 'contact-queued',
    contact: id,
    queue: queueId('sales'),
  };
}

const answered = (seconds: number, of: number): AcdEvent => ({
  id: `a${of}`,
  source: sourceId('pbx'),
  at: at(seconds),
  kind: 'contact-answered',
  contact: contactId(`c${of}`),
});

const take = (world: World, events: readonly AcdEvent[], seconds: number): void =>
  takeEvents(world, terms, { events, position: world.position + 1, receivedAt: at(seconds) });

const inWords = ({ at: when, from, to, reason, value, limit }: AlertTransition): string =>
  `${(when - NINE) / SECOND_MS} ${from} ${to} ${reason} ${value} of ${limit?.threshold}`;

/** The centre's rule about the longest wait: above 120 s for 10 s, over at 60 s. */
test('time alone opens, fires and ends an alert, and each change is told with its reason', () => {
  const world = emptyWorld(GRID_MS);
  take(world, [queued(0)], 0);
  const told: string[] = [];
  for (let seconds = 0; seconds <= 700; seconds += 1) {
    if (seconds === 200) take(world, [answered(200, 0)], 200);
    const { transitions } = advanceTime(world, terms, momentAt(at(seconds)));
    told.push(...transitions.filter(({ rule }) => rule === 'longest-wait').map(inWords));
  }
  expect(told).toEqual([
    '121 inactive pending breach-began 121 of 120',
    '131 pending firing breach-held 131 of 120',
    '200 firing resolved cleared 0 of 120',
    '500 resolved inactive within-limits 0 of 120',
  ]);
});

describe('drawing', () => {
  const drawings = fc.record({
    events: randomDay,
    stepsMs: fc.array(fc.integer({ min: -5 * MINUTE_MS, max: 40 * MINUTE_MS }), {
      minLength: 1,
      maxLength: 8,
    }),
    drawn: fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
  });

  test('twice, more often or not at all changes nothing: neither boards nor alerts nor what is counted', () => {
    fc.assert(
      fc.property(drawings, ({ events, stepsMs, drawn }) => {
        const seen = live(events, stepsMs, () => 0);
        const again = live(events, stepsMs, (step) => drawn[step] ?? 0);
        expect(again).toEqual(seen);
      }),
      { numRuns: 300, seed: 20260308 },
    );
  });

  test('at a moment to which time has not gone on shows the same figures as if it had', () => {
    fc.assert(
      fc.property(drawings, ({ events, stepsMs }) => {
        const [fresh, closed] = [emptyWorld(GRID_MS), emptyWorld(GRID_MS)];
        const now = later(NINE, Math.max(...stepsMs));
        const moment = momentAt(now);
        for (const world of [fresh, closed]) {
          takeEvents(world, terms, { events, position: 1, receivedAt: now });
          sweep(world, terms, seeFloor(world, terms, moment).now);
        }
        expect(seeFloor(fresh, terms, moment)).toEqual(advanceTime(closed, terms, moment).seen);
      }),
      { numRuns: 300, seed: 20260309 },
    );
  });
});

/** All boards and transitions of a life in steps, each drawn once more than `extra` says; and what was counted in the end. */
function live(events: readonly AcdEvent[], stepsMs: readonly DurationMs[], extra: (step: number) => number) {
  const world = emptyWorld(GRID_MS);
  let now = NINE;
  const size = Math.ceil(events.length / stepsMs.length);
  const moments = stepsMs.map((stepMs, step) => {
    now = later(now, stepMs);
    const part = events.slice(step * size, (step + 1) * size);
    takeEvents(world, terms, { events: part, position: step, receivedAt: now });
    for (let nth = extra(step); nth > 0; nth -= 1)
      drawBoard(world, terms, seeFloor(world, terms, momentAt(now)));
    const { seen, transitions } = advanceTime(world, terms, momentAt(now));
    return { board: drawBoard(world, terms, seen), transitions };
  });
  return { moments, hash: stateHash(world, now) };
}

test('after a kill at any moment an alert is neither forgotten nor told twice', async () => {
  const straight = await transitionsWith(() => false);
  expect(straight.length).toBeGreaterThan(3);
  for (let killedAt = 0; killedAt < 700; killedAt += 37)
    expect(await transitionsWith((seconds) => seconds === killedAt)).toEqual(straight);
  expect(await transitionsWith((seconds) => seconds % 5 === 0)).toEqual(straight);
});

/** What was kept of a quarter of an hour in which checkpoints are written each minute and the process is killed now and then. */
async function transitionsWith(isKilled: (seconds: number) => boolean): Promise<readonly string[]> {
  const journal = memoryJournal();
  const store: WorldStore = memoryWorldStore();
  let world = emptyWorld(GRID_MS);
  let keeper = createAlertKeeper({ store, log });
  for (let seconds = 0; seconds < 700; seconds += 1) {
    const now = at(seconds);
    const events = seconds === 0 ? [queued(0)] : seconds === 200 ? [answered(200, 0)] : [];
    const { entries } = await journal.append(events, now);
    take(
      world,
      entries.map(({ event }) => event),
      seconds,
    );
    const { transitions } = advanceTime(world, terms, momentAt(now));
    await keeper.keep(world.alerts, transitions);
    if (seconds % 60 === 0) await saveCheckpoint({ world, terms, store, clock: () => now, log }, now);
    if (!isKilled(seconds)) continue;
    world = await recoverWorld({
      journal,
      store,
      terms,
      clock: () => now,
      log,
      gridMs: GRID_MS,
      time: 'ours',
    });
    keeper = createAlertKeeper({ store, log });
  }
  const kept = await store.transitions(0, 1_000);
  expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => index + 1));
  return kept.map(({ transition }) => inWords(transition));
}

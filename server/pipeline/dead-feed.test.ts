import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { Board } from '#domain/board/board.ts';
import { usualCentre } from '#domain/centre.ts';
import { contactId, queueId, sourceId, type SourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { advanceTime } from './advance-time.ts';
import { drawBoard } from './draw-board.ts';
import { takeEvents, type Terms } from './take-events.ts';
import { emptyWorld, type World } from './world.ts';

const centre = usualCentre('Asia/Shanghai');
const terms: Terms = { centre, zone: timeZone(centre.zone), definitions: 'test' };
/** 2026-03-04, 09:25 in Shanghai. */
const START = epochMs(Date.UTC(2026, 2, 4, 1, 25));
const at = (seconds: number): EpochMs => later(START, seconds * SECOND_MS);
const [one, two] = [sourceId('pbx-1'), sourceId('pbx-2')];

let stamps = 0;
const stamp = (source: SourceId, seconds: number) => ({ id: `e${(stamps += 1)}`, source, at: at(seconds) });
const beat = (source: SourceId, seconds: number): AcdEvent => ({
  ...stamp(source, seconds),
  kind: 'source-heartbeat',
});
const queued = (source: SourceId, queue: string, seconds: number): AcdEvent => ({
  ...stamp(source, seconds),
  kind: 'contact-queued',
  contact: contactId(`${queue}-${seconds}`),
  queue: queueId(queue),
});

function take(world: World, events: readonly AcdEvent[], seconds: number): void {
  takeEvents(world, terms, { events, position: world.position + 1, receivedAt: at(seconds) });
}

function boardAt(world: World, seconds: number): Board {
  const moment = { serverNow: at(seconds), cut: new Set<SourceId>(), refused: {} };
  const { seen } = advanceTime(world, terms, moment);
  return drawBoard(world, terms, seen);
}

/** The board of each second of two switches, each with a queue of its own and a customer who waits; both beat until the second dies. */
function boardsWhereTwoDies(
  diesAt: number,
  until: number,
  world: World = emptyWorld(GRID_MS),
): readonly Board[] {
  take(world, [queued(one, 'sales', 0), queued(two, 'support', 0)], 0);
  return Array.from({ length: until + 1 }, (_, seconds) => {
    take(world, [beat(one, seconds), ...(seconds <= diesAt ? [beat(two, seconds)] : [])], seconds);
    return boardAt(world, seconds);
  });
}

describe('when one of two switches is dead', () => {
  test('its queue stands still as of its last word, and the other goes on', () => {
    const boards = boardsWhereTwoDies(30, 600);
    const late = boards[600];
    for (const { queues } of boards.slice(46))
      expect(queues[queueId('support')]).toEqual(late?.queues[queueId('support')]);
    expect(late?.queues[queueId('support')]).toMatchObject({
      waiting: 1,
      oldestQueuedAt: at(0),
      oldestUntil: at(30),
      freshness: { state: 'dead', sources: [two], frozenAt: at(30) },
      // The half-hour that its last word was in, and not an empty one.
      interval: { start: at(-25 * 60), counts: { offered: 1 } },
    });
    expect(late?.queues[queueId('sales')]).toMatchObject({
      freshness: { state: 'live' },
      sources: [one],
      interval: { start: at(5 * 60), counts: { offered: 0 } },
    });
    expect(late?.queues[queueId('sales')]).not.toHaveProperty('oldestUntil');
  });

  test('totals that contain it say so, and their longest wait is that of the queue that goes on', () => {
    const board = boardsWhereTwoDies(30, 600).at(-1);
    expect(board?.total).toMatchObject({
      waiting: 2,
      oldestQueuedAt: at(0),
      freshness: { state: 'dead', sources: [two] },
      interval: { start: at(5 * 60) },
      day: { counts: { offered: 2 } },
    });
    expect(board?.total).not.toHaveProperty('oldestUntil');
  });

  test('no alarm is raised from it, and the lost feed stands in its place', () => {
    const boards = boardsWhereTwoDies(90, 600);
    const keys = boards.map(({ alerts }) => Object.keys(alerts).sort());
    expect(keys.flat()).not.toContain('longest-wait/queue/support');
    expect(keys.at(-1)).toEqual(['longest-wait/queue/sales', 'source-silent/source/pbx-2']);
  });

  test('an alert that fired before is off the wall meanwhile, and goes on when the feed is back', () => {
    const world = emptyWorld(GRID_MS);
    const boards = boardsWhereTwoDies(200, 400, world);
    expect(Object.keys(boards[200]?.alerts ?? {})).toContain('longest-wait/queue/support');
    expect(Object.keys(boards[400]?.alerts ?? {})).not.toContain('longest-wait/queue/support');
    take(world, [beat(two, 401)], 401);
    const alert = boardAt(world, 401).alerts['longest-wait/queue/support'];
    expect(alert).toMatchObject({ state: 'firing', since: at(121) });
  });
});

test('a server without a source is unfed, and a queue of which nobody told yet is as fresh as all there are', () => {
  const named = { ...centre, queues: [{ id: queueId('vip'), name: {}, target: centre.target }] };
  const seenBy = (world: World) =>
    advanceTime(world, { ...terms, centre: named }, { serverNow: at(100), cut: new Set(), refused: {} }).seen;
  expect(seenBy(emptyWorld(GRID_MS)).total.freshness).toEqual({ state: 'unfed' });
  const world = emptyWorld(GRID_MS);
  boardsWhereTwoDies(30, 100, world);
  const seen = seenBy(world);
  expect(seen.queues[queueId('vip')]?.freshness).toMatchObject({ state: 'dead', sources: [two] });
});

const SOURCES = [one, two, sourceId('chat')];
const LENGTH = 1_200;
const STEP = 5;

/** Of one source: its contacts by second of arrival and wait, and when its feed is down. All seconds are of a grid of five. */
const second = (max: number) => fc.integer({ min: 0, max: max / STEP }).map((steps) => steps * STEP);
const anyFeed = fc.record({
  contacts: fc.array(fc.tuple(second(LENGTH), second(600)), { maxLength: 10 }),
  downFrom: second(LENGTH),
  downFor: second(600),
});
type Feed = {
  readonly contacts: readonly (readonly [number, number])[];
  readonly downFrom: number;
  readonly downFor: number;
};

test('feeds that die and return: what stands still stands still, and afterwards every figure is as if none had died', () => {
  fc.assert(
    fc.property(fc.tuple(anyFeed, anyFeed, anyFeed), (feeds) => {
      const [whole, broken] = [emptyWorld(GRID_MS), emptyWorld(GRID_MS)];
      const stories = feeds.map((feed, index) => storyOf(SOURCES[index] ?? one, feed));
      for (let seconds = 0; seconds <= LENGTH; seconds += STEP) {
        for (const [index, feed] of feeds.entries()) {
          const story = stories[index] ?? [];
          take(whole, told(story, seconds, seconds), seconds);
          if (!isDown(feed, seconds)) take(broken, told(story, saidUpTo(feed, seconds), seconds), seconds);
        }
        if (seconds % 60 === 0) compare({ whole, broken, feeds, seconds });
      }
    }),
    { numRuns: 60, seed: 20260311 },
  );
}, 60_000);

const isDown = ({ downFrom, downFor }: Feed, seconds: number): boolean =>
  seconds >= downFrom && seconds < downFrom + downFor;

/** The first second of which nothing was told yet: when the feed is back it tells all of the time that it was down. */
const saidUpTo = ({ downFrom, downFor }: Feed, seconds: number): number =>
  seconds === downFrom + downFor ? downFrom : seconds;

type Telling = { readonly seconds: number; readonly event: AcdEvent };

const told = (story: readonly Telling[], from: number, to: number): AcdEvent[] =>
  story.filter(({ seconds }) => seconds >= from && seconds <= to).map(({ event }) => event);

/** All that a source tells, by second: contacts in a queue of its own, each answered after a while, and its heartbeats. */
function storyOf(source: SourceId, { contacts }: Feed): readonly Telling[] {
  const beats = Array.from({ length: LENGTH / STEP + 1 }, (_, step) => ({
    seconds: step * STEP,
    event: { ...beat(source, step * STEP), id: `${source}-beat-${step}` },
  }));
  const facts = contacts.flatMap(([arrives, waits], index): Telling[] => {
    const contact = contactId(`${source}-${index}`);
    const queue = queueId(`q-${source}`);
    return [
      { seconds: arrives, event: { ...stamp(source, arrives), kind: 'contact-queued', contact, queue } },
      {
        seconds: arrives + waits,
        event: { ...stamp(source, arrives + waits), kind: 'contact-answered', contact },
      },
    ];
  });
  return [...facts, ...beats];
}

type Compared = {
  readonly whole: World;
  readonly broken: World;
  readonly feeds: readonly Feed[];
  readonly seconds: number;
};

/** A queue of one feed shows what is so while the feed is up; while it is dead, what was so at its last word. */
function compare({ whole, broken, feeds, seconds }: Compared): void {
  const [asItIs, shown, soonAfter] = [
    boardAt(whole, seconds),
    boardAt(broken, seconds),
    boardAt(broken, seconds + 1),
  ];
  for (const [index, feed] of feeds.entries()) {
    const queue = queueId(`q-${SOURCES[index]}`);
    const figures = shown.queues[queue];
    if (!isDown(feed, seconds)) expect(figures).toEqual(asItIs.queues[queue]);
    if (figures?.freshness.state !== 'dead') continue;
    expect(isDown(feed, seconds)).toBe(true);
    expect(figures.freshness).toMatchObject({ frozenAt: at(feed.downFrom - STEP) });
    expect(soonAfter.queues[queue]).toEqual(figures);
  }
  if (!feeds.some((feed) => isDown(feed, seconds))) expect(shown.total).toEqual(asItIs.total);
}

import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { alertKey } from '#domain/alert.ts';
import type { Board } from '#domain/board/board.ts';
import { usualCentre, type Centre } from '#domain/centre.ts';
import { agentId, contactId, queueId, sourceId, type SourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { DAY_MS, HOUR_MS, epochMs, later, type DurationMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { advanceTime } from './advance-time.ts';
import { drawBoard } from './draw-board.ts';
import { takeEvents, type Terms } from './take-events.ts';
import { emptyWorld, type World } from './world.ts';

const START = epochMs(Date.UTC(2026, 2, 4, 1, 25));
const [before, after] = [sourceId('pbx-old'), sourceId('pbx-new')];
const usual = usualCentre('Asia/Shanghai');
const termsOf = (centre: Centre): Terms => ({ centre, zone: timeZone(centre.zone), definitions: 'test' });

let stamps = 0;
const stamp = (source: SourceId, ms: DurationMs) => ({
  id: `e${(stamps += 1)}`,
  source,
  at: later(START, ms),
});

function take(world: World, ms: DurationMs, events: readonly AcdEvent[]): void {
  const position = world.position + events.length;
  takeEvents(world, termsOf(usual), { events, position, receivedAt: later(START, ms) });
}

function boardAt(world: World, ms: DurationMs, centre = usual): Board {
  const terms = termsOf(centre);
  const moment = { serverNow: later(START, ms), cut: new Set<SourceId>(), refused: {} };
  return drawBoard(world, terms, advanceTime(world, terms, moment).seen);
}

/** A switch dies with somebody at work and somebody waiting, and one of another name beats in its place. */
function replacedWorld(): World {
  const world = emptyWorld(GRID_MS);
  const [amy, bob] = [agentId('amy'), agentId('bob')];
  const queues = [queueId('sales')];
  take(world, 0, [
    { ...stamp(before, 0), kind: 'source-heartbeat' },
    { ...stamp(before, 0), kind: 'agent-signed-in', agent: amy, queues },
    { ...stamp(before, 0), kind: 'contact-queued', contact: contactId('c1'), queue: queueId('sales') },
  ]);
  take(world, HOUR_MS, [{ ...stamp(after, HOUR_MS), kind: 'agent-signed-in', agent: bob, queues }]);
  return world;
}

/** The board while the new one beats. */
function boardWithNew(world: World, ms: DurationMs, centre?: Centre): Board {
  take(world, ms, [{ ...stamp(after, ms), kind: 'source-heartbeat' }]);
  return boardAt(world, ms, centre);
}

const key = (source: SourceId): string => alertKey('source-silent', { kind: 'source', source });

test('a switch that was replaced by one of another name is dead for a day, and then nothing rests on it any more', () => {
  const world = replacedWorld();
  const first = boardWithNew(world, 2 * HOUR_MS);
  expect(first.total.freshness).toMatchObject({ state: 'dead', sources: [before] });
  expect(first.sources[before]).toMatchObject({ state: 'silent' });
  expect(first.alerts[key(before)]).toMatchObject({ state: 'firing' });

  const later1 = boardWithNew(world, DAY_MS + HOUR_MS);
  expect(later1.total.freshness).toEqual({ state: 'live' });
  expect(later1.total.sources).toEqual([after]);
  expect(Object.keys(later1.sources)).toEqual([after]);
  expect(later1.total.waiting).toBe(0);
  expect(later1.total.agents.available).toBe(1);
  expect(later1.alerts[key(before)]?.state).not.toBe('firing');
});

test('one that the definitions name is dead for as long as they do', () => {
  const named = { ...usual, sources: [{ id: before }] };
  const board = boardWithNew(replacedWorld(), 30 * DAY_MS, named);
  expect(board.sources[before]).toMatchObject({ state: 'silent' });
  expect(board.total.freshness).toMatchObject({ state: 'dead' });
});

test('the only source that there is stays on the wall, however long it is dead', () => {
  const world = emptyWorld(GRID_MS);
  take(world, 0, [{ ...stamp(before, 0), kind: 'source-heartbeat' }]);
  expect(boardAt(world, 30 * DAY_MS).total.freshness).toMatchObject({ state: 'dead', sources: [before] });
});

test('a switch that is heard again after all is live again', () => {
  const world = replacedWorld();
  boardWithNew(world, 3 * DAY_MS);
  take(world, 3 * DAY_MS, [{ ...stamp(before, 3 * DAY_MS), kind: 'source-heartbeat' }]);
  expect(boardWithNew(world, 3 * DAY_MS).sources[before]).toMatchObject({ state: 'live' });
});

/** Said by a clock an hour behind ours. */
const behind = (ms: DurationMs) => ({ ...stamp(before, ms - HOUR_MS), receivedMs: ms });

test('what a new switch with a clock of its own learns at its connection is put where it happened by ours', () => {
  const world = replacedWorld();
  for (const ms of [10_000, 15_000, 20_000]) {
    const { receivedMs, ...beat } = behind(ms);
    take(world, receivedMs, [{ ...beat, kind: 'source-heartbeat' }]);
  }
  const { receivedMs, ...left } = behind(21_000);
  const gone = { contact: contactId('c1'), queue: queueId('sales'), reason: 'error' } as const;
  take(world, receivedMs, [{ ...left, ...gone, clock: 'receipt', kind: 'contact-left' }]);
  expect(boardAt(world, 22_000).total.waiting).toBe(0);
});

import { expect, test } from 'vitest';
import { AGEING_MS, STALE_MS, type ServerMessage } from '#domain/board/wire.ts';
import { epochMs, later } from '#domain/time.ts';
import { busyBoard, SAMPLE_AT, withSources } from '../gallery/sample-boards.ts';
import { advanceLink, figuresClock, NOT_CONNECTED, readLink, type Connection } from './link.ts';
import { wordsOf } from '../wall/words/wall-words-of.ts';
import { trustIn } from '../wall/screen/trust.ts';
import { viewOf } from '../wall/view/view.ts';
import { serverNow } from './feed.ts';

const board = withSources(busyBoard(), { acd: 'live' });
const snapshot = { kind: 'snapshot', protocol: 1, version: 7, serverAt: SAMPLE_AT, board } as const;

function say(connection: Connection, message: ServerMessage, at: number): Connection {
  return advanceLink(connection, { kind: 'said', message, at });
}

function patchTo(version: number, waiting: number, afterMs = 0): ServerMessage {
  return { kind: 'patch', version, serverAt: later(SAMPLE_AT, afterMs), changes: { total: { waiting } } };
}

const live = say(advanceLink(NOT_CONNECTED, { kind: 'opened' }), snapshot, 1_000);

test('a page that has heard nothing is connecting, however long it waits', () => {
  expect(readLink(NOT_CONNECTED, 999_999)).toEqual({ state: 'connecting' });
});

test('the age counts on the page clock with no message, through amber to stale', () => {
  expect(readLink(live, 1_000 + AGEING_MS)).toMatchObject({ state: 'live', ageMs: AGEING_MS });
  expect(readLink(live, 1_001 + AGEING_MS)).toMatchObject({ state: 'ageing' });
  expect(readLink(live, 1_000 + STALE_MS)).toMatchObject({ state: 'ageing' });
  expect(readLink(live, 1_001 + STALE_MS)).toMatchObject({ state: 'stale', ageMs: STALE_MS + 1 });
});

test('the age of a live source adds to the age of the link; a quiet one is never live, and says when it spoke', () => {
  const heartbeat = {
    kind: 'heartbeat',
    version: 7,
    serverAt: SAMPLE_AT,
    sourceAgeMs: { acd: 6_000 },
  } as const;
  expect(readLink(say(live, heartbeat, 1_000), 2_000)).toMatchObject({ state: 'ageing', ageMs: 7_000 });
  const quiet = say(NOT_CONNECTED, { ...snapshot, board: withSources(board, { acd: 'quiet' }) }, 1_000);
  expect(readLink(say(quiet, heartbeat, 1_000), 2_000)).toMatchObject({ state: 'quiet', ageMs: 7_000 });
});

test('a told source age goes on growing over later patches', () => {
  const heartbeat = {
    kind: 'heartbeat',
    version: 7,
    serverAt: SAMPLE_AT,
    sourceAgeMs: { acd: 3_000 },
  } as const;
  const patched = say(say(live, heartbeat, 1_000), patchTo(8, 5, 4_000), 5_000);
  expect(readLink(patched, 5_000)).toMatchObject({ ageMs: 7_000 });
});

test('an older version changes nothing within a connection, and is accepted after a reconnect', () => {
  const shown = say(live, patchTo(9, 40), 1_100);
  expect(say(shown, patchTo(8, 1), 1_200).feed).toMatchObject({
    version: 9,
    board: { total: { waiting: 40 } },
  });
  expect(say(shown, { ...snapshot, version: 8 }, 1_200).feed?.version).toBe(9);
  const again = advanceLink(advanceLink(shown, { kind: 'closed' }), { kind: 'opened' });
  expect(say(again, { ...snapshot, version: 3 }, 1_300).feed?.version).toBe(3);
});

test('a patch before the snapshot of its connection is not applied to the old board', () => {
  const again = advanceLink(advanceLink(live, { kind: 'closed' }), { kind: 'opened' });
  const patched = say(again, patchTo(99, 1), 2_000);
  expect(patched.feed).toBe(live.feed);
});

test('a board stays and ages while the socket is away, and says so', () => {
  const cut = advanceLink(live, { kind: 'closed' });
  expect(readLink(cut, 2_000)).toMatchObject({ state: 'live', isOpen: false });
  expect(readLink(cut, 60_000)).toMatchObject({ state: 'stale', isOpen: false });
});

test('the time of the figures follows the server, whatever the page clock starts at, and stops when stale', () => {
  for (const start of [0, 1_000, 600_000]) {
    const connection = say(NOT_CONNECTED, snapshot, start);
    expect(figuresClock(connection, start + 3_000)).toBe(later(SAMPLE_AT, 3_000));
    expect(figuresClock(connection, start + 90_000)).toBe(later(SAMPLE_AT, STALE_MS));
  }
  expect(figuresClock(NOT_CONNECTED, 5_000)).toBe(epochMs(0));
});

test('a message that was slow on its way does not turn the clock back', () => {
  const { feed } = say(live, patchTo(8, 1, 3_700), 5_000);
  expect(feed && serverNow(feed, 5_000)).toBe(later(SAMPLE_AT, 4_000));
});

test('a clock that the server corrected is followed', () => {
  const { feed } = say(live, patchTo(8, 1, -600_000), 1_000);
  expect(feed && serverNow(feed, 1_000)).toBe(later(SAMPLE_AT, -600_000));
});

test('a server without any source never says live', () => {
  const total = { ...board.total, freshness: { state: 'unfed' } as const };
  const unfed = say(NOT_CONNECTED, { ...snapshot, board: { ...board, total, sources: {} } }, 1_000);
  expect(readLink(unfed, 1_500)).toEqual({ state: 'unfed', isOpen: true });
});

test('what the board says stands still does so on the wall, and what is alive goes on', () => {
  const frozenAt = later(SAMPLE_AT, -20_000);
  const dead = { state: 'dead', sources: [], frozenAt } as const;
  const total = { ...board.total, freshness: dead };
  const shown = say(NOT_CONNECTED, { ...snapshot, board: { ...board, total } }, 1_000);
  const at = (now: number) =>
    viewOf({
      connection: shown,
      now,
      words: wordsOf('en'),
      screen: { widthPx: 1_920, heightPx: 1_080, inches: 55, distanceM: 6 },
    });
  expect(trustIn(at(3_000), total)).toEqual({ state: 'stale', at: frozenAt });
  expect(trustIn(at(9_000), total)).toEqual({ state: 'stale', at: frozenAt });
  const [alive] = Object.values(board.queues);
  expect(alive && trustIn(at(9_000), alive)).toEqual({ state: 'live', at: later(SAMPLE_AT, 8_000) });
});

test('a refused page shows no figures, and stays refused until the server says something else', () => {
  const refused = say(live, { kind: 'refused', reason: 'forbidden' }, 2_000);
  const closed = advanceLink(refused, { kind: 'closed' });
  expect(readLink(advanceLink(closed, { kind: 'opened' }), 3_000)).toEqual({
    state: 'refused',
    reason: 'forbidden',
  });
  expect(closed).not.toHaveProperty('feed');
  expect(readLink(say(closed, snapshot, 4_000), 4_000)).toMatchObject({ state: 'live' });
});

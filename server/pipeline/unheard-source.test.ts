import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import type { SourceDefinition } from '#domain/source-definition.ts';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { advanceTime } from './advance-time.ts';
import { drawBoard } from './draw-board.ts';
import { takeEvents } from './take-events.ts';
import { emptyWorld } from './world.ts';

const NOW = epochMs(1_795_326_700_000);
const of = (id: string, reach?: SourceDefinition['reach']): SourceDefinition => ({
  id: sourceId(id),
  silentAfterMs: 300_000,
  ...(reach !== undefined && { reach }),
});
const pbx = { kind: 'asterisk', queueLog: '/q', wrapUps: { queuesMs: {} }, agents: {} } as const;

test('a switch that is defined and was never heard is silent on the board, a hook is quiet, and a sender is not there', () => {
  const centre = {
    ...usualCentre('UTC'),
    sources: [
      of('heard', pbx),
      of('unreached', pbx),
      of('chat', { kind: 'hook', mapping: 'chatwoot' }),
      of('crm'),
    ],
  };
  const terms = { centre, zone: timeZone('UTC'), definitions: 'test' };
  const world = emptyWorld(GRID_MS);
  const beat: AcdEvent = { id: '1', source: sourceId('heard'), at: NOW, kind: 'source-heartbeat' };
  takeEvents(world, terms, { events: [beat], position: 1, receivedAt: NOW });
  const { seen } = advanceTime(world, terms, {
    serverNow: NOW,
    cut: new Set(),
    refused: { [sourceId('chat')]: 2 },
  });
  const board = drawBoard(world, terms, seen);
  expect(board.sources).toEqual({
    heard: { state: 'live', refused: 0 },
    unreached: { state: 'silent', refused: 0, isUnheard: true },
    chat: { state: 'quiet', refused: 2, isUnheard: true },
  });
});

test('a switch that refuses the login is so on the board, and no other is', () => {
  const centre = { ...usualCentre('UTC'), sources: [of('refused', pbx), of('other', pbx)] };
  const terms = { centre, zone: timeZone('UTC'), definitions: 'test' };
  const world = emptyWorld(GRID_MS);
  const moment = {
    serverNow: NOW,
    cut: new Set<never>(),
    refused: {},
    barred: new Set([sourceId('refused')]),
  };
  expect(drawBoard(world, terms, advanceTime(world, terms, moment).seen).sources).toEqual({
    refused: { state: 'silent', refused: 0, isUnheard: true, isLoginRefused: true },
    other: { state: 'silent', refused: 0, isUnheard: true },
  });
});

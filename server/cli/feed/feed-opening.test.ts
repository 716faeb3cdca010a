import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { openAt } from './feed-opening.ts';

const own = (at: number) => ({ id: `e${at}`, source: sourceId('s'), at: epochMs(at) });
const queued = (at: number, contact: string): AcdEvent => ({
  ...own(at),
  kind: 'contact-queued',
  contact: contactId(contact),
  queue: queueId('q'),
});
const ended = (at: number, contact: string): AcdEvent => ({
  ...own(at),
  kind: 'contact-ended',
  contact: contactId(contact),
});
const agent = (at: number, kind: 'agent-signed-in' | 'agent-signed-out', name: string): AcdEvent => ({
  ...own(at),
  kind,
  agent: agentId(name),
});
const state = (at: number, name: string, to: 'available' | 'busy'): AcdEvent => ({
  ...own(at),
  kind: 'agent-state',
  agent: agentId(name),
  state: to,
});

const opened = (from: number | undefined, events: readonly AcdEvent[]): AcdEvent[] => {
  const open = openAt(from === undefined ? undefined : epochMs(from));
  return events.flatMap((event) => open(event));
};

test('without a beginning everything is played but the sources own words', () => {
  const started: AcdEvent = { ...own(1), kind: 'source-started' };
  const events = [queued(2, 'a'), ended(3, 'a')];
  expect(opened(undefined, [started, ...events, { ...own(4), kind: 'source-heartbeat' }])).toEqual(events);
});

test('a contact that was under way at the beginning is left out whole', () => {
  const later = [queued(11, 'b'), ended(13, 'b')];
  expect(
    opened(
      10,
      [queued(9, 'a'), later[0], ended(12, 'a'), later[1]].filter((e) => e !== undefined),
    ),
  ).toEqual(later);
});

test('agents who were there are told to be there, as they stood, at the beginning', () => {
  const told = opened(10, [
    agent(1, 'agent-signed-in', 'amy'),
    state(2, 'amy', 'available'),
    state(3, 'amy', 'busy'),
    agent(4, 'agent-signed-in', 'bob'),
    agent(5, 'agent-signed-out', 'bob'),
    state(12, 'amy', 'available'),
  ]);
  expect(told.map(({ kind, at, id }) => [kind, at, id])).toEqual([
    ['agent-signed-in', 10, 'e1'],
    ['agent-state', 10, 'e3'],
    ['agent-state', 12, 'e12'],
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { feedTimeline } from './feed-timeline.ts';

const FIRST = epochMs(915_141_600_000);
const BEGIN = epochMs(1_800_000_000_000);
const bank = sourceId('bank');

const queued = (at: number, id = 'e', contact = 'c'): AcdEvent => ({
  kind: 'contact-queued',
  id,
  source: bank,
  at: epochMs(at),
  precisionMs: 1_000,
  contact: contactId(contact),
  queue: queueId('PS'),
});

const timeline = (speed: number, source = bank, run = 'r1') =>
  feedTimeline({ first: FIRST, begin: BEGIN, speed, source, run });

test('the first event is now, an hour later is an hour later, and at ×60 it is due in a minute', () => {
  const played = timeline(60);
  expect(played.play(queued(FIRST)).at).toBe(BEGIN);
  const { at } = played.play(queued(FIRST + 3_600_000));
  expect(at).toBe(BEGIN + 3_600_000);
  expect(played.dueAt(at)).toBe(BEGIN + 60_000);
  expect(played.clockAt(played.dueAt(at))).toBe(at);
});

test('times stay as coarse as they were at any speed', () => {
  for (const speed of [1, 60, 10_000]) expect(timeline(speed).play(queued(FIRST)).precisionMs).toBe(1_000);
});

test('two runs share neither events nor contacts, and queues and agents are the same', () => {
  const one = timeline(1, bank, 'one').play(queued(FIRST));
  const two = timeline(1, bank, 'two').play(queued(FIRST));
  expect(one).toMatchObject({ id: 'one:e', contact: 'one:c', queue: 'PS' });
  expect(two).toMatchObject({ id: 'two:e', contact: 'two:c', queue: 'PS' });
  const state: AcdEvent = {
    kind: 'agent-state',
    id: 'a',
    source: bank,
    at: FIRST,
    agent: agentId('amy'),
    state: 'available',
  };
  expect(timeline(1).play(state)).toMatchObject({ agent: 'amy' });
});

test('told as one source, events of several do not become the same event', () => {
  const played = timeline(1, sourceId('feed'));
  const ids = ['bank', 'shop'].map((source) => played.play({ ...queued(FIRST), source: sourceId(source) }));
  expect(new Set(ids.map(({ id }) => id)).size).toBe(2);
  expect(ids.map(({ source }) => source)).toEqual(['feed', 'feed']);
});

test('a gap keeps its both ends', () => {
  const gap: AcdEvent = {
    kind: 'source-gap',
    id: 'g',
    source: bank,
    at: epochMs(FIRST + 120_000),
    from: epochMs(FIRST + 60_000),
  };
  expect(timeline(60).play(gap)).toMatchObject({ at: BEGIN + 120_000, from: BEGIN + 60_000 });
});

test('what is played at an instant can be read back', () => {
  const played = timeline(60);
  expect(played.recordedAt(played.clockAt(epochMs(BEGIN + 60_000)))).toBe(FIRST + 3_600_000);
});

test('events of a recording in order stay in order at any speed', () => {
  const offsets = fc.array(fc.nat(1_000), { maxLength: 20 });
  fc.assert(
    fc.property(offsets, fc.double({ min: 0.1, max: 100_000, noNaN: true }), (list, speed) => {
      const played = timeline(speed);
      const events = list
        .toSorted((a, b) => a - b)
        .map((offset, n) => played.play(queued(FIRST + offset, `e${n}`)));
      const order = events.toReversed().toSorted((a, b) => a.at - b.at || (a.seq ?? 0) - (b.seq ?? 0));
      expect(order).toEqual(events);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { eventPile } from './event-pile.ts';

const event = (at: number, seq: number, id: string): AcdEvent => ({
  kind: 'source-heartbeat',
  source: sourceId('s'),
  at: epochMs(at),
  seq,
  id,
});

const text = (pieces: Iterable<Buffer>): string => Buffer.concat([...pieces]).toString();

test('an empty pile is an empty file', () => {
  expect(text(eventPile().sorted())).toBe('');
});

test('events leave by time, then by their own order, and as they came', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.string({ unit: 'grapheme' }))), (facts) => {
      const events = facts.map(([at, seq, id]) => event(at, seq, id));
      const pile = eventPile();
      for (const one of events) pile.add(one);
      const expected = events.toSorted((a, b) => a.at - b.at || (a.seq ?? 0) - (b.seq ?? 0));
      expect(text(pile.sorted())).toBe(expected.map((one) => `${JSON.stringify(one)}\n`).join(''));
    }),
  );
});

test('lines go over from block to block whole', () => {
  const long = 'x'.repeat(100_000);
  const pile = eventPile();
  for (let at = 199; at >= 0; at--) pile.add(event(at, 0, `${at}${long}`));
  const lines = text(pile.sorted()).trimEnd().split('\n');
  expect(lines.map((line) => Number.parseInt(JSON.parse(line).id, 10))).toEqual(
    Array.from({ length: 200 }, (_, at) => at),
  );
});

test('a full pile says so and keeps what it has', () => {
  const pile = eventPile(8 * 1_048_576);
  let taken = 0;
  while (pile.add(event(taken, 0, 'x'.repeat(1_000_000)))) taken += 1;
  expect(taken).toBe(8);
  expect(pile.size()).toBe(8);
});

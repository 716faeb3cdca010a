import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMs } from '../time.ts';
import { lowestShare, type Judged } from './lowest-share.ts';

const looking = { from: epochMs(0), to: epochMs(60), lengthMs: 24 };
const judged = fc.array(
  fc.record({ at: fc.integer({ min: -5, max: 65 }).map(epochMs), isMet: fc.boolean() }),
  { maxLength: 40 },
);

test('no stretch of that length has a lower share, wherever it begins', () => {
  fc.assert(
    fc.property(judged, (all: readonly Judged[]) => {
      const shares: number[] = [];
      for (let begin = 0; begin + 24 <= 60; begin += 1) {
        const held = all.filter(({ at }) => at >= begin && at < begin + 24);
        if (held.length > 0) shares.push(held.filter(({ isMet }) => isMet).length / held.length);
      }
      const found = lowestShare(all, looking);
      expect(found === undefined).toBe(shares.length === 0);
      if (found === undefined) return;
      expect(found.met / found.of).toBe(Math.min(...shares));
      const inside = all.filter(({ at }) => at >= found.from && at < found.to);
      expect(inside.length).toBe(found.of);
    }),
    { numRuns: 2_000 },
  );
});

test('where less than that length is known nothing can be said', () => {
  expect(lowestShare([{ at: epochMs(3), isMet: true }], { ...looking, to: epochMs(20) })).toBeUndefined();
});

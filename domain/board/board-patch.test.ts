import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyPatch, diffBoard } from './board-patch.ts';
import type { Board } from './board.ts';

/** Any nesting of objects, lists and plain values stands for a board: the patch knows nothing of its fields. */
const anyBoard = fc.letrec<{ tree: object; value: unknown }>((tie) => ({
  tree: fc.dictionary(
    fc.constantFrom('waiting', 'queues', 'alerts', 'a', 'constructor', 'toString'),
    tie('value'),
    {
      maxKeys: 4,
    },
  ),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.array(fc.nat(), { maxLength: 3 }),
    tie('tree'),
  ),
})).tree as unknown as fc.Arbitrary<Board>;

test('a patch of two boards turns the one into the other, also after a journey as JSON', () => {
  fc.assert(
    fc.property(anyBoard, anyBoard, (before, after) => {
      const patch = diffBoard(before, after);
      if (patch === undefined) expect(after).toEqual(before);
      else expect(applyPatch(before, JSON.parse(JSON.stringify(patch)))).toEqual(after);
    }),
    { numRuns: 2_000, seed: 3 },
  );
});

test('an equal board needs no patch', () => {
  fc.assert(
    fc.property(anyBoard, (board) => diffBoard(board, structuredClone(board)) === undefined),
    { seed: 4 },
  );
});

test('what a patch does not speak of keeps its identity', () => {
  const before = {
    total: { waiting: 1 },
    queues: { sales: { waiting: 1 }, support: { waiting: 0 } },
  } as unknown as Board;
  const after = {
    total: { waiting: 2 },
    queues: { sales: { waiting: 2 }, support: { waiting: 0 } },
  } as unknown as Board;
  const patched = applyPatch(before, diffBoard(before, after) ?? {});
  expect(patched.queues).toHaveProperty('sales.waiting', 2);
  expect(Reflect.get(patched.queues, 'support')).toBe(Reflect.get(before.queues, 'support'));
});

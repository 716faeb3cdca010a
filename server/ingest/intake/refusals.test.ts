import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { parseLines, type ParsedBatch } from './parse-batch.ts';
import { REFUSALS_KEPT, SENDERS_KEPT, createRefusals } from './refusals.ts';

const good = '{"id":"a","source":"pbx","at":1700000000000,"kind":"source-heartbeat"}';

test('a sender without a fault is not listed', () => {
  const refusals = createRefusals();
  refusals.record({ sender: 'a', batch: read(good), at: epochMs(1) });
  expect([refusals.list(), refusals.bySource(), refusals.byReason()]).toEqual([[], {}, {}]);
});

test('all are counted and the last thousand kept, the newest last', () => {
  const refusals = createRefusals();
  for (let batch = 1; batch <= 15; batch++)
    refusals.record({ sender: 'a', batch: read('x\n'.repeat(100)), at: epochMs(batch) });
  const [of] = refusals.list();
  expect([of?.count, of?.byReason, of?.latest.length]).toEqual([1_500, { 'not-json': 1_500 }, REFUSALS_KEPT]);
  expect([of?.latest.at(0)?.at, of?.latest.at(-1)?.at]).toEqual([6, 15]);
});

test('a line that cannot be read counts for the source that its sender feeds', () => {
  const refusals = createRefusals();
  refusals.record({ sender: 'a', batch: read('x'), at: epochMs(1) });
  expect(refusals.bySource()).toEqual({});
  refusals.record({ sender: 'a', batch: read(good), at: epochMs(2) });
  refusals.record({ sender: 'a', batch: read('x\n{"id":"b","source":"chat","kind":"?"}'), at: epochMs(3) });
  expect(refusals.bySource()).toEqual({ pbx: 1, chat: 1 });
});

test('of many senders the one that was quiet longest is forgotten', () => {
  const refusals = createRefusals();
  for (let sender = 0; sender <= SENDERS_KEPT; sender++) {
    refusals.record({ sender: 'the first', batch: read('x'), at: epochMs(sender) });
    refusals.record({ sender: String(sender), batch: read('x'), at: epochMs(sender) });
  }
  const names = refusals.list().map(({ sender }) => sender);
  expect([names.length, names.includes('the first'), names.includes('0')]).toEqual([
    SENDERS_KEPT,
    true,
    false,
  ]);
  expect(refusals.byReason()).toEqual({ 'not-json': 2 * (SENDERS_KEPT + 1) });
});

function read(lines: string): ParsedBatch {
  const batch = parseLines(lines);
  if (batch.kind !== 'batch') throw new Error(batch.reason);
  return batch;
}

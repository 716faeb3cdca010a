import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineCutter } from './line-cutter.ts';

const cut = (maxBytes: number, ...chunks: readonly (string | Uint8Array)[]) => {
  const cutter = lineCutter(maxBytes);
  return chunks.flatMap((chunk) => cutter.push(Buffer.from(chunk)));
};

test('lines end with LF or CRLF, and the last one waits for its end', () => {
  const cutter = lineCutter(100, 1_000);
  expect(cutter.push(Buffer.from('one\r\ntwo\nthr'))).toEqual([
    { kind: 'line', text: 'one', offset: 1_000 },
    { kind: 'line', text: 'two', offset: 1_005 },
  ]);
  expect(cutter.push(Buffer.from('ee\n'))).toEqual([{ kind: 'line', text: 'three', offset: 1_009 }]);
  expect(cutter.rest()).toBeUndefined();
  expect(cutter.push(Buffer.from('four'))).toEqual([]);
  expect(cutter.rest()).toEqual({ kind: 'line', text: 'four', offset: 1_015 });
});

test('a line that is too long is passed over, and told with its beginning and its length', () => {
  expect(cut(10, 'x'.repeat(1_000), 'x'.repeat(1_000), '\nnext\n')).toEqual([
    { kind: 'too-long', start: 'x'.repeat(11), offset: 0, bytes: 2_000 },
    { kind: 'line', text: 'next', offset: 2_001 },
  ]);
});

test('however bytes are chunked, the lines are the same, and every byte has its place', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.nat(200), { maxLength: 20 }),
      (bytes, cuts) => {
        const places = [0, ...cuts.toSorted((one, other) => one - other), bytes.length];
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect(cut(50, ...chunks)).toEqual(cut(50, bytes));
      },
    ),
  );
});

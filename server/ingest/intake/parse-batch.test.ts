import { describe, expect, test } from 'vitest';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import {
  REFUSED_LISTED,
  parseArray,
  parseLines,
  type ParsedBatch,
  type UnreadableBatch,
} from './parse-batch.ts';

const line = (id: string): string =>
  JSON.stringify({
    id,
    source: 'pbx',
    at: 1_700_000_000_000,
    kind: 'contact-queued',
    contact: 'c',
    queue: '售后',
  });

describe('NDJSON', () => {
  test.each([
    ['lines', `${line('a')}\n${line('b')}\n`],
    ['a last line without an end', `${line('a')}\n${line('b')}`],
    ['CRLF', `${line('a')}\r\n${line('b')}\r\n`],
    ['a byte order mark', `\uFEFF${line('a')}\n${line('b')}`],
    ['blank lines', `\n  \n${line('a')}\n\r\n${line('b')}\n\n`],
  ])('is read with %s', (_, body) => {
    expect(ids(parseLines(body))).toEqual(['a', 'b']);
    expect(ids(parseLines(Buffer.from(body)))).toEqual(['a', 'b']);
  });

  test('keeps the good and lists the bad by their line, blank ones counted', () => {
    const batch = read(parseLines(`${line('a')}\n\nnonsense\n{}\n${line('b')}`));
    expect(ids(batch)).toEqual(['a', 'b']);
    expect(batch.refused.map(({ line: at, reason }) => [at, reason])).toEqual([
      [3, 'not-json'],
      [4, 'missing-field'],
    ]);
    expect(batch.refusedByReason).toEqual({ 'not-json': 1, 'missing-field': 1 });
  });

  test('lists no more refusals than a person reads, and counts them all', () => {
    const batch = read(parseLines('x\n'.repeat(1_000)));
    expect([batch.refused.length, batch.refusedCount]).toEqual([REFUSED_LISTED, 1_000]);
  });

  test('that is not UTF-8 is refused as a whole', () => {
    // 售后 in GBK.
    const gbk = Buffer.concat([
      Buffer.from('{"queue":"'),
      Buffer.from([0xca, 0xdb, 0xba, 0xf3]),
      Buffer.from('"}'),
    ]);
    expect(parseLines(gbk)).toEqual({ kind: 'no-batch', reason: 'the text must be UTF-8' });
    expect(parseArray(gbk)).toEqual({ kind: 'no-batch', reason: 'the text must be UTF-8' });
  });

  test('of more than an inbox is to be split', () => {
    const text = 'x\n'.repeat(BATCH_LIMITS.events);
    expect(read(parseLines(text)).refusedCount).toBe(BATCH_LIMITS.events);
    expect(parseLines(`${text}x`)).toEqual({
      kind: 'too-many',
      reason: `more than ${BATCH_LIMITS.events} events in one batch: split it`,
    });
  });

  test('with nothing in it is an empty batch', () => {
    expect(read(parseLines('')).events).toEqual([]);
  });
});

describe('a JSON array', () => {
  test('is read, its refusals by their place from 1', () => {
    const batch = read(parseArray(`\uFEFF[${line('a')},7,${line('b')}]`));
    expect(ids(batch)).toEqual(['a', 'b']);
    expect(batch.refused.map(({ line: at, value }) => [at, value])).toEqual([[2, '7']]);
  });

  test.each(['{"a":1}', '7', 'null', '[1,', ''])('"%s" is none', (body) => {
    expect(parseArray(body).kind).toBe('no-batch');
  });

  test('of more than an inbox is to be split', () => {
    expect(parseArray(`[${'0,'.repeat(BATCH_LIMITS.events)}0]`).kind).toBe('too-many');
  });
});

function read(batch: ParsedBatch | UnreadableBatch): ParsedBatch {
  if (batch.kind !== 'batch') throw new Error(batch.reason);
  return batch;
}

const ids = (batch: ParsedBatch | UnreadableBatch): string[] => read(batch).events.map(({ id }) => id);

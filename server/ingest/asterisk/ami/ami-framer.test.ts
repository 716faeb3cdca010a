import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueOf } from './ami-block.ts';
import { AMI_BLOCK_MAX_BYTES, amiFramer, type AmiFrame } from './ami-framer.ts';

const frames = (...chunks: readonly (string | Uint8Array)[]): AmiFrame[] => {
  const framer = amiFramer();
  return chunks.flatMap((chunk) => framer.push(Buffer.from(chunk)));
};

test('a greeting and blocks, with keys that repeat, empty values and values with colons', () => {
  const text = [
    'Asterisk Call Manager/11.0.0',
    'Response: Success',
    'ActionID:',
    'Message: Command output follows',
    'Output: a: b',
    'Output: c',
    '',
    'Event: Shutdown',
    '',
    'Event: cut short',
  ].join('\r\n');
  const [greeting, response, event, ...more] = frames(text);
  expect(greeting).toEqual({ kind: 'greeting', text: 'Asterisk Call Manager/11.0.0' });
  expect(response).toEqual({
    kind: 'block',
    block: {
      keys: ['Response', 'ActionID', 'Message', 'Output', 'Output'],
      values: ['Success', '', 'Command output follows', 'a: b', 'c'],
    },
  });
  expect(event?.kind === 'block' && valueOf(event.block, 'Event')).toBe('Shutdown');
  expect(more).toEqual([]);
});

test('a block without end is passed over, and what follows it is read', () => {
  const line = `Output: ${'x'.repeat(1_000)}\r\n`;
  const [long, next] = frames(line.repeat(300), '\r\nEvent: Next\r\n\r\n');
  expect(long).toMatchObject({ kind: 'too-long', start: expect.stringContaining('Output: xxx') });
  expect(next).toMatchObject({ kind: 'block', block: { values: ['Next'] } });
  const framer = amiFramer();
  for (let pushed = 0; pushed < 8 * AMI_BLOCK_MAX_BYTES; pushed += 65_536)
    expect(framer.push(Buffer.alloc(65_536, 'x'))).toEqual([]);
  expect(framer.push(Buffer.from('\r\n\r\nEvent: Next\r\n\r\n'))).toHaveLength(2);
});

test('however bytes are chunked, the frames are the same; no bytes throw', () => {
  const word = fc.constantFrom(
    'Event: Hold',
    'Key:',
    'no colon',
    '',
    '\r\n',
    '\r\n\r\n',
    ': ',
    '\n',
    '名: 值',
    '\r',
  );
  const bytes = fc.oneof(
    fc.array(word, { maxLength: 30 }).map((words) => Buffer.from(words.join(''))),
    fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
  );
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(300), { maxLength: 20 }), (whole, cuts) => {
      const places = [0, ...cuts.toSorted((one, other) => one - other), whole.length];
      const chunks = places.slice(1).map((end, index) => whole.subarray(places[index], end));
      expect(frames(...chunks)).toEqual(frames(whole));
    }),
  );
});

import { expect, test } from 'vitest';
import { readMessage } from './read-message.ts';

test('a message of the wire is read', () => {
  const message = { kind: 'heartbeat', version: 3, serverAt: 5, sourceAgeMs: {} };
  expect(readMessage(JSON.stringify(message))).toEqual(message);
});

test('what is not a message says nothing', () => {
  for (const frame of ['{', '7', 'null', '{"kind":"hello"}', '{"kind":"patch","version":"3"}', new Blob()])
    expect(readMessage(frame)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

// draft-eastlake-fnv, appendix C: FNV-1a of 32 bits.
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['b', 0xe70c2de5],
  ['foobar', 0xbf9cf968],
])('%s has its published fingerprint', (text, published) => {
  expect(fingerprint(text)).toBe(published);
});

test('another start gives another fingerprint of the same text', () => {
  expect(fingerprint('foobar', 1)).not.toBe(fingerprint('foobar'));
});

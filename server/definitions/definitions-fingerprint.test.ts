import { describe, expect, test } from 'vitest';
import { definitionsFingerprint } from './definitions-fingerprint.ts';
import { readDefinitions } from './read-definitions.ts';

function of(text: string): string {
  const definitions = readDefinitions(text);
  return definitions.kind === 'centre' ? definitionsFingerprint(definitions.centre) : expect.unreachable();
}

describe('the fingerprint', () => {
  const usual = of('zone: UTC');

  test('is eight hex digits', () => {
    expect(usual).toMatch(/^[0-9a-f]{8}$/);
  });

  test.each([
    'zone: Asia/Shanghai',
    'zone: UTC\nname: Other\ninterval-minutes: 15',
    'zone: UTC\ntarget: { share: 95% }',
    'zone: UTC\nqueues: [{ id: a, name: A }]\nalerts: [{ id: longest-wait, off: true }]',
  ])('stays where only what is shown has changed: %j', (text) => {
    expect(of(text)).toBe(usual);
  });

  test.each([
    'zone: UTC\ntarget: { seconds: 30 }',
    'zone: UTC\ntarget: { short-abandon-seconds: 0 }',
    'zone: UTC\nqueues: [{ id: a, target: { seconds: 30 } }]',
  ])('changes where counting does: %j', (text) => {
    expect(of(text)).not.toBe(usual);
  });

  test('does not depend on the order of the queues', () => {
    const [a, b] = ['{ id: a, target: { seconds: 1 } }', '{ id: b, target: { seconds: 2 } }'];
    expect(of(`zone: UTC\nqueues: [${a}, ${b}]`)).toBe(of(`zone: UTC\nqueues: [${b}, ${a}]`));
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { hashedInbox, readHashKey } from './hash-customers.ts';
import { createInbox } from './inbox.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-key-'));
  file = join(folder, 'customers.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

const started = (customer?: string): AcdEvent => ({
  id: 'e1',
  source: sourceId('pbx'),
  at: epochMs(1),
  kind: 'contact-started',
  contact: contactId('c1'),
  channel: 'voice',
  direction: 'inbound',
  ...(customer !== undefined && { customer }),
});

test('a customer comes in under a hash that is the same each time, and another one under another key', () => {
  writeFileSync(file, `${'a'.repeat(32)}\n`);
  const hash = readHashKey(file);
  const inbox = hashedInbox(createInbox(), hash);
  inbox.offer({ sender: 'pbx', events: [started('13800138000'), started(' 13800138000'), started()] });
  const [batch] = inbox.take(10);
  const [one, same, none] = batch?.events ?? [];
  expect(one).toEqual(started(hash('13800138000')));
  expect(same).toEqual(one);
  expect(none).toEqual(started());
  expect(JSON.stringify(batch?.events)).not.toContain('13800138000');
  writeFileSync(file, 'b'.repeat(32));
  expect(readHashKey(file)('13800138000')).not.toBe(hash('13800138000'));
});

test('without a key file keys stay as they are told, and a short or missing file is refused with what to do', () => {
  const inbox = createInbox();
  expect(hashedInbox(inbox, undefined)).toBe(inbox);
  writeFileSync(file, 'short');
  expect(() => readHashKey(file)).toThrow(/has 5 bytes, expected at least 16: make one with "openssl rand/);
  expect(() => readHashKey(join(folder, 'none'))).toThrow(/none/);
});

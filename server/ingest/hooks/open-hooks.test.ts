import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import type { HookDefinition, SourceDefinition } from '#domain/source-definition.ts';
import { HookFailure, openHooks, openMapping } from './open-hooks.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-hooks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const source = (id: string, reach: Omit<HookDefinition, 'kind'>): SourceDefinition => ({
  id: sourceId(id),
  silentAfterMs: 60_000,
  reach: { kind: 'hook', ...reach },
});

const failureOf = async (definition: SourceDefinition): Promise<string> =>
  openHooks([definition], { CHAT: 's3cret' }).then(
    () => 'it opened',
    (cause: unknown) =>
      cause instanceof HookFailure ? cause.message : `not a HookFailure: ${String(cause)}`,
  );

test('the hooks of the definitions are opened with mapping and secret; other sources are none', async () => {
  const hooks = await openHooks(
    [
      source('chat', { mapping: 'chatwoot', secret: { kind: 'environment', name: 'CHAT' } }),
      source('flex', { mapping: 'twilio-taskrouter', publicUrl: 'https://wall.example.com/v1/hooks/flex' }),
      { id: sourceId('pbx'), silentAfterMs: 60_000 },
    ],
    { CHAT: 's3cret' },
  );
  expect([...hooks.keys()]).toEqual(['chat', 'flex']);
  expect(hooks.get(sourceId('chat'))).toMatchObject({ secret: 's3cret', mapping: { name: 'Chatwoot' } });
  expect(hooks.get(sourceId('flex'))?.secret).toBeUndefined();
});

test('a mapping of your own is a file, and its mistakes are named with their place', async () => {
  const path = join(folder, 'mine.yaml');
  writeFileSync(path, 'name: Mine\nsender: { limit-seconds: 5, retries: yes }\nevents: []\n');
  expect(await failureOf(source('a', { mapping: path }))).toBe(
    `the mapping has mistakes\n${path}:2:38: sender.retries is yes, expected true or false\n${path}:3:9: events is [], expected a list of 1 to 500 events`,
  );
});

test.each<[string, Omit<HookDefinition, 'kind'>, string]>([
  [
    'a mapping that is not there',
    { mapping: 'chatwot' },
    'mapping chatwot is neither a file nor one of 7moor, alibaba-ccc',
  ],
  [
    'a file that is not there',
    { mapping: './chatwot.yaml' },
    'mapping ./chatwot.yaml is neither a file nor one of',
  ],
  ['a folder', { mapping: tmpdir() }, `cannot read the mapping ${tmpdir()}: EISDIR`],
  [
    'a secret that is not there',
    { mapping: 'chatwoot', secret: { kind: 'environment', name: 'TALK' } },
    'source a: the environment variable TALK is not set',
  ],
])('is said in words: %s', async (_, definition, words) => {
  expect(await failureOf(source('a', definition))).toContain(words);
});

test('a secret that nobody could show is a mistake', async () => {
  const path = join(folder, 'open.yaml');
  writeFileSync(
    path,
    'name: Open\nsender: { limit-seconds: 5, retries: true }\nidentity: <id>\nevents:\n  - { kind: contact-ended, at: <at>, contact: <c> }\n',
  );
  expect(openMapping(path).seals).toEqual([]);
  const failure = await failureOf(
    source('a', { mapping: path, secret: { kind: 'environment', name: 'CHAT' } }),
  );
  expect(failure).toBe(`source a has a secret, and its mapping ${path} no seals to show it by`);
  expect(failure).not.toContain('s3cret');
});

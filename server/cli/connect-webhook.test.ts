import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { openPage, openShell, type PageShell } from '../testing/walk-page.ts';

const { blocks } = openPage('connect-webhook.md');
const [begins = '', posts = '', looks = '', tries = '', signs = ''] = blocks('sh');
const definitions = (mapping: string): string =>
  blocks('yaml').find((block) => block.includes(`    mapping: ${mapping}`)) ?? expect.unreachable(mapping);
const ownMapping = blocks('yaml').find((block) => block.startsWith('name:')) ?? '';

/** Somebody who follows the page in that folder, up to the start of the server with these definitions. */
async function follow(folder: string, centre: string) {
  const here = (text: string): string =>
    text.replaceAll('/var/lib/callboard', join(folder, 'data')).replaceAll('/etc/callboard', folder);
  writeFileSync(join(folder, 'centre.yaml'), here(centre));
  const shell = openShell(folder);
  const lines = here(begins).trim().split('\n');
  return {
    here,
    shell,
    prepare: lines.slice(0, 2).join('\n'),
    examine: lines[2] ?? '',
    tokens: lines.slice(3, -1),
    start: `${lines.at(-1) ?? ''} --port 0 --log warn`,
  };
}

/** The answer's status is all that a sender is told here. */
const withStatus = (curl: string): string => curl.replaceAll('curl -s ', "curl -s -w ' %{http_code}' ");

async function look(shell: PageShell, url: string, lead: string): Promise<string> {
  return shell.run(`LEAD_TOKEN=${lead}\n${looks.replaceAll('http://127.0.0.1:8080', url)}`);
}

test('docs/connect-webhook.md, followed line by line, ends at a source that has taken a record', async () => {
  await inTemporaryFolder(async (folder) => {
    const { here, shell, prepare, examine, tokens, start } = await follow(
      folder,
      definitions('tencent-tccc\n    secret: { file: /etc/callboard/hotline'),
    );
    await shell.run(prepare);
    expect(await shell.run(examine)).not.toMatch(/hint|BAD/);
    let lead = '';
    for (const line of tokens) lead = (await shell.run(line)).trim();
    const url = await shell.start(start);
    writeFileSync(join(folder, 'record.json'), samples('tencent-tccc'));
    const post = withStatus(here(posts)).replace('http://127.0.0.1:8080', url);
    expect(await shell.run(post)).toMatch(/"ErrCode":0.* 200$/);
    expect(await shell.run(post.replace('a-long-random-word', 'another'))).toMatch(/ 403$/);
    expect(await look(shell, url, lead)).toMatch(/"id":"hotline".*"accepted":[1-9]\d*.*"senders":\[\]/s);
  });
}, 120_000);

test('a mapping of one’s own, written and tried and posted to as the page says', async () => {
  await inTemporaryFolder(async (folder) => {
    const { here, shell, tokens, start } = await follow(folder, definitions('/etc/callboard/my-switch.yaml'));
    writeFileSync(join(folder, 'my-switch.yaml'), ownMapping);
    writeFileSync(join(folder, 'body.json'), blocks('json')[0] ?? '');
    writeFileSync(join(folder, 'pbx.secret'), 'another-long-word');
    expect(await shell.run(tries)).toBe(blocks('ndjson')[0]);
    let lead = '';
    for (const line of tokens) lead = (await shell.run(line)).trim();
    const url = await shell.start(start);
    expect(await shell.run(withStatus(here(signs)).replace('http://127.0.0.1:8080', url))).toMatch(/ 204$/);
    expect(await look(shell, url, lead)).toMatch(/"id":"pbx".*"accepted":1,.*"senders":\[\]/s);
  });
}, 120_000);

/** How each system shows the secret, as the page says to set it up there; Twilio signs. */
const SHOWN = [
  ['chatwoot', '?secret=word'],
  ['alibaba-ccc', '?secret=word'],
  ['udesk', '?secret=word'],
  ['7moor', '?secret=word'],
  ['twilio-taskrouter', ''],
] as const;

test.each(SHOWN)(
  'the definitions of %s on the page take what the system posts',
  async (mapping, shown) => {
    await inTemporaryFolder(async (folder) => {
      const centre = definitions(`${mapping}\n`);
      const { shell, tokens, start } = await follow(folder, centre);
      const [, kind, place = ''] = /secret: \{ (file|env): (\S+) \}/.exec(centre) ?? [];
      if (kind === 'env') await shell.run(`export ${place}=word`);
      else writeFileSync(join(folder, basename(place)), 'word');
      let lead = '';
      for (const line of tokens) lead = (await shell.run(line)).trim();
      const url = await shell.start(start);
      const [, id = ''] = /- id: (\w+)/.exec(centre) ?? [];
      const bodies = mapping === 'twilio-taskrouter' ? signedForms(centre) : [listOf(mapping)];
      for (const body of bodies) {
        const reply = await fetch(`${url}/v1/hooks/${id}${shown}`, { method: 'POST', ...body });
        expect([reply.ok, reply.headers.get('x-callboard-refused')]).toEqual([true, null]);
      }
      expect(await look(shell, url, lead)).toMatch(/"accepted":[1-9]\d*.*"senders":\[\]/s);
    });
  },
  120_000,
);

const listOf = (mapping: string) => ({
  headers: { 'content-type': 'application/json' },
  body: samples(mapping),
});

/** A form each, signed with `word` over the address that the definitions say. */
function signedForms(centre: string) {
  const [, address = ''] = /public-url: (\S+)/.exec(centre) ?? [];
  const bodies: readonly Readonly<Record<string, string>>[] = JSON.parse(samples('twilio-taskrouter'));
  return bodies.map((fields) => {
    const signed = Object.keys(fields)
      .sort()
      .map((name) => `${name}${fields[name]}`);
    const signature = createHmac('sha1', 'word')
      .update([address, ...signed].join(''))
      .digest('base64');
    return { headers: { 'x-twilio-signature': signature }, body: new URLSearchParams(fields) };
  });
}

const samples = (mapping: string): string =>
  readFileSync(new URL(`../ingest/hooks/samples/${mapping}.json`, import.meta.url), 'utf8');

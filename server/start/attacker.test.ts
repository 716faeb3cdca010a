import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import { FLOOR_LIMITS } from '#domain/limits/limits.ts';
import { epochMs } from '#domain/time.ts';
import { createToken } from '../access/tokens.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { attack, served, tellHonestly, type Field } from '../testing/hostile/attack.ts';
import { EVIL } from '../testing/hostile/hostile-body.ts';
import { hostiles } from '../testing/hostile/hostile.ts';
import { startServer } from './start-server.ts';

/** Large enough that every bound of a body and most of the floor are reached; `npm run bench -- hostile` sends them whole. */
const SCALE = 0.04;

const NOW = Date.now();

test('an attacker with a source’s token harms no figure of others, in nothing that has been thought of, nor when it is counted again', async () => {
  const attacks = hostiles(SCALE, NOW);
  expect(attacks.length).toBeGreaterThanOrEqual(200);
  await inTemporaryFolder(async (folder) => {
    const tokens = createTokens(folder);
    const first = await start(folder);
    const field = { url: first.url, ...tokens };
    await tellHonestly(field, arrivals());
    let contacts = 0;
    for (const hostile of attacks) {
      const told = await attack(field, hostile);
      expect([hostile.name, told.status < 500]).toEqual([hostile.name, true]);
      const honest = await tellHonestly(field, served(contacts, NOW));
      contacts += 1;
      expect([hostile.name, await figures(field, honest.position)]).toEqual([
        hostile.name,
        expected(contacts),
      ]);
    }
    await expectRefusals(field);
    await expectRoom(field);
    await first.stop();

    for (const name of readdirSync(folder)) if (name.startsWith('world.')) rmSync(join(folder, name));
    const again = await start(folder);
    await expect
      .poll(() => figures({ ...field, url: again.url }, 0), { timeout: 120_000 })
      .toEqual(expected(contacts));
    await expectRoom({ ...field, url: again.url });
    await again.stop();
  });
}, 600_000);

/** An agent who is there, and a contact that waits. */
const arrivals = (): readonly object[] => [
  {
    id: 'amy',
    source: 'honest',
    at: NOW - 100_000,
    kind: 'agent-signed-in',
    agent: 'amy',
    queues: ['honest'],
  },
  {
    id: 'waits',
    source: 'honest',
    at: NOW - 95_000,
    kind: 'contact-queued',
    contact: 'honest-waits',
    queue: 'honest',
  },
];

const expected = (contacts: number): unknown => ({
  offered: contacts + 1,
  answered: contacts,
  handled: contacts,
  waiting: 1,
  available: 1,
  freshness: 'quiet',
});

/** The figures of the honest queue, on a board that has everything up to the position. */
async function figures(field: Field, position: number): Promise<unknown> {
  for (;;) {
    const { board, version } = await ask(field, '/v1/board');
    if (board === undefined || version < position) continue;
    const { day, waiting, agents, freshness } = board.queues['honest'] ?? {};
    if (day === undefined) return undefined;
    const { offered, answered, handled } = day.counts;
    return { offered, answered, handled, waiting, available: agents.available, freshness: freshness.state };
  }
}

/** What was refused is counted by its word, and by whose it was. */
async function expectRefusals(field: Field): Promise<void> {
  const { senders } = await ask(field, '/v1/refusals');
  const words = senders.find(({ sender }: { sender: string }) => sender === EVIL).byReason;
  for (const word of [
    'not-json',
    'unknown-kind',
    'missing-field',
    'bad-value',
    'bad-time',
    'too-long',
    'too-deep',
  ])
    expect([word, words[word] > 0]).toEqual([word, true]);
  for (const word of ['conflict', 'too-many', 'not-yours'])
    expect([word, words[word] > 0]).toEqual([word, true]);
  const { sources } = await ask(field, '/v1/sources');
  expect(sources.map(({ id }: { id: string }) => id)).toEqual([EVIL, 'honest']);
  const [evil, honest] = sources;
  expect([evil.refused > 1_000, honest.refused]).toEqual([true, 0]);
}

/** What is in memory stays within what a floor holds. */
async function expectRoom(field: Field): Promise<void> {
  const { board } = await ask(field, '/v1/board');
  expect(Object.keys(board.queues).length).toBeLessThanOrEqual(FLOOR_LIMITS.queues);
  const metrics = await (await fetch(`${field.url}/metrics`, { headers: lead(field) })).text();
  const gauge = (name: string): number =>
    Number(new RegExp(`^callboard_${name} (.*)$`, 'm').exec(metrics)?.[1]);
  expect(gauge('contacts_in_memory')).toBeLessThanOrEqual(FLOOR_LIMITS.contacts);
  expect(gauge('agents_known')).toBeLessThanOrEqual(FLOOR_LIMITS.agents);
}

const lead = ({ lead: token }: Field & { lead?: string }): Record<string, string> => ({
  authorization: `Bearer ${token}`,
});

async function ask(field: Field, path: string) {
  return (await fetch(`${field.url}${path}`, { headers: lead(field) })).json();
}

const createTokens = (folder: string) => ({
  evil: createToken(folder, { name: EVIL, role: 'source', createdAt: epochMs(0), sources: [EVIL] }),
  honest: createToken(folder, { name: 'honest', role: 'source', createdAt: epochMs(0), sources: ['honest'] }),
  lead: createToken(folder, { name: 'lead', role: 'lead', createdAt: epochMs(0) }),
});

async function start(folder: string) {
  const server = await startServer({
    folder,
    centre: usualCentre(zoneOfNoon()),
    host: '127.0.0.1',
    port: 0,
    open: false,
    origins: [],
    log: pino({ level: 'silent' }),
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.stop() };
}

/** Where it is noon now, so that the day does not end under the test. */
function zoneOfNoon(): string {
  const ahead = 12 - new Date(NOW).getUTCHours();
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { FLOOR_LIMITS } from '#domain/limits/limits.ts';
import { readDefinitions } from '../../definitions/read-definitions.ts';
import { startServer } from '../../start/start-server.ts';
import { inTemporaryFolder } from '../../testing/child-server.ts';

const MAPPING = `
name: Mine
sender: { limit-seconds: 5, retries: true, reply: { status: 200, type: application/json, body: '{"code":200}' } }
time: { unit: ms, zone: UTC }
identity: <call>
all: { contact: <call> }
events:
  - { kind: contact-queued, at: <at>, queue: <queue> }
`;

/** Of one source. */
const QUEUES_MOST = FLOOR_LIMITS.queues / 2;

test('a hook names as many queues as there is room for; one more is refused at the door, and what is beside it is taken', () =>
  inTemporaryFolder(async (folder) => {
    const server = await start(folder);
    const { port } = server;
    try {
      expect(await post(port, NEARLY_ALL)).toEqual(TAKEN);
      await expect.poll(() => queuesOf(port)).toHaveLength(QUEUES_MOST - 1);

      expect(await post(port, ['last'])).toEqual(TAKEN);
      await expect.poll(() => queuesOf(port)).toContain('last');
      expect(await ask(port, '/v1/refusals')).toMatchObject({ senders: [], uncounted: {} });

      expect(await post(port, ['q0', 'beyond', 'last'])).toEqual([200, '{"code":200}', '1']);
      expect(await ask(port, '/v1/refusals')).toMatchObject({ senders: [REFUSED], uncounted: {} });
      expect(await ask(port, '/v1/sources')).toMatchObject({
        sources: [{ id: 'mine', accepted: QUEUES_MOST + 2, refused: 1 }],
      });
      expect(await queuesOf(port)).not.toContain('beyond');
    } finally {
      await server.stop();
    }
  }));

const NEARLY_ALL = Array.from({ length: QUEUES_MOST - 1 }, (_, i) => `q${i}`);

const REFUSED = {
  sender: 'mine',
  count: 1,
  byReason: { 'too-many': 1 },
  latest: [
    {
      line: 2,
      reason: 'too-many',
      field: '<queue> (queue of contact-queued)',
      value: 'beyond',
      expected: `no more than ${FLOOR_LIMITS.queues} (of one source half): queues`,
    },
  ],
};

/** What the sender is answered when all was taken. */
const TAKEN = [200, '{"code":200}', null];

async function start(folder: string): ReturnType<typeof startServer> {
  const mapping = join(folder, 'mine.yaml');
  writeFileSync(mapping, MAPPING);
  const definitions = readDefinitions(
    `zone: UTC\nsources:\n  - { id: mine, kind: hook, mapping: ${mapping} }\n`,
  );
  if (definitions.kind !== 'centre') throw new Error(JSON.stringify(definitions.mistakes));
  return startServer({
    folder: join(folder, 'data'),
    centre: definitions.centre,
    host: '127.0.0.1',
    port: 0,
    open: true,
    origins: [],
    log: pino({ level: 'silent' }),
  });
}

let calls = 0;
/** A contact in each queue, in one post. Answers status, body and how many were refused. */
async function post(port: number, queues: readonly string[]): Promise<readonly unknown[]> {
  const body = queues.map((queue) => ({ call: `call-${(calls += 1)}`, queue, at: Date.now() }));
  const reply = await fetch(`http://127.0.0.1:${port}/v1/hooks/mine`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [reply.status, await reply.text(), reply.headers.get('x-callboard-refused')];
}

const ask = async (port: number, path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).json();

const queuesOf = async (port: number): Promise<readonly string[]> =>
  Object.keys((await ask(port, '/v1/board')).board?.queues ?? {});

import { pino } from 'pino';
import { expect, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { startServer, type RunningServer } from './start-server.ts';

const AT = Date.now() - 60_000;
const queued = (id: string, contact: string, queue: string): object => ({
  id,
  source: 'pbx',
  at: AT,
  kind: 'contact-queued',
  contact,
  queue,
});

test('an id that is used again with other content is refused with both contents, and is no duplicate, after a restart too', async () => {
  await inTemporaryFolder(async (folder) => {
    const first = await start(folder);
    expect(await post(first, [queued('e-1', 'c1', 'sales')])).toMatchObject({ accepted: 1 });
    await first.stop();

    const second = await start(folder);
    const answer = await post(second, [
      queued('e-1', 'c1', 'sales'),
      queued('e-1', 'c2', 'support'),
      queued('e-2', 'c3', 'sales'),
    ]);
    expect(answer).toMatchObject({ accepted: 1, duplicates: 1, refusedCount: 1 });
    expect(answer).toMatchObject({ refused: [{ line: 2, reason: 'conflict', field: 'id' }] });
    const { senders } = await get(second, '/v1/refusals');
    const [line] = senders[0].latest;
    expect(line.value).toContain('"contact":"c2"');
    expect(line.expected).toContain('"contact":"c1"');
    expect(senders[0].byReason).toEqual({ conflict: 1 });
    await expect
      .poll(async () => {
        const { board } = await get(second, '/v1/board');
        return [board?.total.waiting, board?.sources.pbx?.refused, Object.keys(board?.queues ?? {})];
      })
      .toEqual([2, 1, ['sales']]);
    await second.stop();
  });
});

const start = (folder: string): Promise<RunningServer> =>
  startServer({
    folder,
    centre: usualCentre('UTC'),
    host: '127.0.0.1',
    port: 0,
    open: true,
    origins: [],
    log: pino({ level: 'silent' }),
  });

const url = ({ port }: RunningServer, path: string): string => `http://127.0.0.1:${port}${path}`;

const get = async (server: RunningServer, path: string) => (await fetch(url(server, path))).json();

async function post(server: RunningServer, events: readonly object[]): Promise<unknown> {
  const reply = await fetch(url(server, '/v1/events'), {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: events.map((event) => JSON.stringify(event)).join('\n'),
  });
  return reply.json();
}

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#domain/time.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../../testing/child-server.ts';
import { runProgram, type Ran } from '../../testing/run-program.ts';

/** Five hours ago on a full hour: the server keeps agents' marks for two. */
const START = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 5 * HOUR_MS;
const MEASURES = 'signed_in_time,available_time,busy_time,away_time,occupancy,utilisation';

test('agents’ time that a running server refuses is asked of a backup of it, by the words of the refusal, and is that of a recording', async () => {
  await inTemporaryFolder(async (folder) => {
    const [data, recording] = [join(folder, 'data'), join(folder, 'events.ndjson')];
    writeFileSync(recording, lines().join('\n'));
    const killed = await startChildServer({ folder: data });
    await post(killed, lines().slice(0, 9).join('\n'));
    await killed.kill();
    const server = await startChildServer({ folder: data });
    await post(server, lines().slice(6).join('\n'));

    const refused = await fetch(`${server.url}/v1/figures?measures=occupancy&by=agent`);
    expect(refused.status).toBe(501);
    const { detail } = (await refused.json()) as { detail: string };
    const { told: recorded } = await asked(recording);
    const inUse = await asked('--data', data);
    expect(inUse).toMatchObject({ code: 1, told: '' });
    for (const said of [detail, inUse.said]) {
      expect(commandsIn(said).map(([word]) => word)).toEqual(['backup', 'query']);
      const copy = join(folder, 'copy');
      const meant: Readonly<Record<string, string>> = { COPY: copy, FOLDER: data };
      const [backup = [], query = []] = commandsIn(said).map((words) =>
        words.map((word) => meant[word] ?? word),
      );
      expect(await runProgram(...backup)).toMatchObject({ code: 0 });
      const { told } = await runProgram(...query, '--measures', MEASURES, '--by', 'agent,hour');
      expect(told).toBe(recorded);
      expect(parse(told, { columns: true })).toEqual(BY_HAND);
      rmSync(copy, { recursive: true });
    }
    await server.stop();
  });
}, 120_000);

const asked = (...from: readonly string[]): Promise<Ran> =>
  runProgram('query', ...from, '--measures', MEASURES, '--by', 'agent,hour');

/** The commands that a sentence says are to be typed, word by word. */
const commandsIn = (sentence: string): readonly (readonly string[])[] =>
  [...sentence.matchAll(/`callboard ([^`]*)`/g)].map(([, typed = '']) => typed.split(' '));

/** Seconds of what is told in `lines`: available, busy and away, hour by hour. */
const BY_HAND = [
  { ...hour(0, [1_800, 1_800, 0]), occupancy: '0.500000', utilisation: '1.000000' },
  { ...hour(1, [900, 0, 900]), occupancy: '0.000000', utilisation: '0.500000' },
  { ...hour(2, [3_600, 0, 0]), occupancy: '0.000000', utilisation: '1.000000' },
];

function hour(hours: number, [available, busy, away]: readonly [number, number, number]) {
  return {
    agent: 'amy',
    hour: new Date(START + hours * HOUR_MS).toISOString().replace('.000Z', '+00:00'),
    signed_in_time: (available + busy + away).toFixed(3),
    available_time: available.toFixed(3),
    busy_time: busy.toFixed(3),
    away_time: away.toFixed(3),
  };
}

/** Amy signs in, talks for half an hour, is away for a quarter, and then her source stops for half an hour; after it she signs in anew, and out. */
function lines(): readonly string[] {
  const agent = { agent: 'amy' };
  const contact = { contact: 'c1' };
  return [
    told(0, 'source-started', {}),
    told(0, 'agent-signed-in', { ...agent, queues: ['sales'] }),
    told(0, 'agent-state', { ...agent, state: 'available' }),
    told(15, 'contact-started', { ...contact, channel: 'voice', direction: 'inbound' }),
    told(15, 'contact-queued', { ...contact, queue: 'sales' }),
    told(15, 'contact-answered', { ...contact, ...agent }),
    told(45, 'contact-ended', contact),
    told(60, 'agent-state', { ...agent, state: 'away', reason: 'lunch' }),
    told(75, 'agent-state', { ...agent, state: 'available' }),
    told(90, 'source-stopped', {}),
    told(120, 'source-started', {}),
    told(120, 'agent-signed-in', { ...agent, queues: ['sales'] }),
    told(120, 'agent-state', { ...agent, state: 'available' }),
    told(180, 'agent-signed-out', agent),
  ];
}

const told = (minute: number, kind: string, more: object): string =>
  JSON.stringify({
    id: `${minute}-${kind}`,
    source: 'switch',
    at: START + minute * MINUTE_MS,
    kind,
    ...more,
  });

async function post({ url }: ChildServer, body: string): Promise<void> {
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Board } from '#domain/board/board.ts';
import { SECOND_MS, epochMs } from '#domain/time.ts';
import { inTemporaryFolder, startChildServer } from '../../../testing/child-server.ts';
import { startFakeAsterisk, type FakeAsterisk } from './testing/fake-asterisk.ts';
import type { Tallied } from './testing/floor-bench.ts';
import { countLog, logOf, writtenFloor, type Step } from './testing/floor-play.ts';

const PASSWORD = 'not so secret';

test('a server that is killed and started again while the log is rotated and the connection drops counts each contact once', async () => {
  await inTemporaryFolder(async (folder) => {
    const queueLog = join(folder, 'queue_log');
    const fake = await startFakeAsterisk({
      user: 'callboard',
      password: PASSWORD,
      queueLog,
      seconds: () => Date.now() / 1000,
    });
    const start = (): ReturnType<typeof startChildServer> =>
      startChildServer({ folder: join(folder, 'data'), definitions: writeDefinitions(folder, fake.port) });
    // Over before now, and on one day of the zone.
    const steps = writtenFloor(60, epochMs(Math.floor(Date.now() / SECOND_MS - 200) * SECOND_MS));
    const [before = [], live = [], away = [], after = []] = quarters(steps);

    await speak(fake, before);
    const first = await start();
    await expect.poll(() => linkOf(first.url), OFTEN).toBe('live');
    await speak(fake, live);
    fake.drop();
    await first.kill();
    await speak(fake, away);
    await fake.rotate('.0');
    const second = await start();
    await expect.poll(() => linkOf(second.url), OFTEN).toBe('live');
    await speak(fake, after);
    await expect.poll(() => talliedOn(second.url), OFTEN).toEqual(countLog(logOf(steps)));
    const metrics = await (await fetch(`${second.url}/metrics`)).text();
    expect(metrics).toMatch(/^callboard_source_up\{source="pbx"\} 1$/m);
    await second.stop();
    await fake.down();
  });
}, 120_000);

/** The connection and the log of the same instants, as fast as they are taken. */
async function speak(fake: FakeAsterisk, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if ('ami' in step) fake.say(step.ami);
    else await fake.log(step.log);
  }
}

const quarters = (steps: readonly Step[]): readonly (readonly Step[])[] => {
  const size = Math.ceil(steps.length / 4);
  return [0, 1, 2, 3].map((number) => steps.slice(number * size, (number + 1) * size));
};

function writeDefinitions(folder: string, port: number): string {
  const [path, secret] = [join(folder, 'centre.yaml'), join(folder, 'password')];
  // It is about noon there, so that no midnight passes.
  const ahead = 12 - new Date().getUTCHours();
  const zone = ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
  writeFileSync(secret, `${PASSWORD}\n`);
  writeFileSync(
    path,
    `zone: ${zone}
target: { short-abandon-seconds: 0 }
sources:
  - id: pbx
    kind: asterisk
    ami: { port: ${port}, user: callboard, password: { file: ${secret} } }
    queue-log: ${join(folder, 'queue_log')}
`,
  );
  return path;
}

/** As often as the server draws a board. */
const OFTEN = { interval: 200, timeout: 60_000 };

/** How the connection to the switch is, as the server tells it. */
async function linkOf(url: string): Promise<string | undefined> {
  const answer: Sources = JSON.parse(await (await fetch(`${url}/v1/sources`)).text());
  return answer.sources.find(({ id }) => id === 'pbx')?.links['ami']?.state;
}

type Sources = {
  readonly sources: readonly {
    readonly id: string;
    readonly links: Readonly<Record<string, { readonly state: string } | undefined>>;
  }[];
};

/** The day counts of each queue on the board. */
async function talliedOn(url: string): Promise<Readonly<Record<string, Tallied>>> {
  const { board }: { readonly board: Board } = JSON.parse(await (await fetch(`${url}/v1/board`)).text());
  return Object.fromEntries(
    Object.entries(board.queues).map(([queue, { day }]) => [queue, tallyOf(day.counts)]),
  );
}

const tallyOf = ({ offered, answered, abandoned, left, lost }: Tallied): Tallied => ({
  offered,
  answered,
  abandoned,
  left,
  lost,
});

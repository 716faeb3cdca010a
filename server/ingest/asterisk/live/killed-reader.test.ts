import { afterEach, expect, test } from 'vitest';
import { SECOND_MS, epochMs, later } from '#domain/time.ts';
import { openFloorBench, type FloorBench } from './testing/floor-bench.ts';
import { countLog, logOf, writtenFloor, type Step } from './testing/floor-play.ts';
import { listingSwitch } from './testing/listing-switch.ts';

const START = epochMs(1_795_326_700_000);
const STEPS = writtenFloor(12, START);
const EXPECTED = countLog(logOf(STEPS));

let open: FloorBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** The floor lives its steps; at the commit of that number the reader is killed, and what was not committed is gone. */
async function playKilled(halves: 'ami' | 'both', killedAt: number): Promise<FloorBench> {
  const bench = await openFloorBench({ startAt: START, halves });
  open = bench;
  const lists = listingSwitch(bench);
  const life: { state: 'alive' | 'dying' | 'killed' } = { state: 'alive' };
  bench.onCommit((count, die) => {
    if (count !== killedAt || life.state !== 'alive') return;
    life.state = 'dying';
    die();
  });
  await bench.until(() => bench.health().links['ami']?.state === 'live');
  for (const step of [...STEPS, ...rest()]) {
    await bench.passTo(step.at);
    if ('ami' in step) lists.say(String(step.ami));
    else await bench.fake.log(step.log);
    if (life.state !== 'dying') continue;
    life.state = 'killed';
    await bench.kill();
  }
  expect(life.state).toBe('killed');
  return bench;
}

/** Time in which nothing happens: what the pair holds for its other half comes out. */
const rest = (): readonly Step[] => [{ at: later(STEPS.at(-1)?.at ?? START, 60 * SECOND_MS), log: '' }];

/** Every commit is tried on demand; else some of them, spread over the floor's life: some forty. */
const EVERY = process.env['EVERY_COMMIT'] === undefined ? 13 : 1;
const COMMITS = Array.from({ length: Math.ceil(38 / EVERY) }, (_, index) => 2 + index * EVERY);

/** Of each queue: contacts offered, and contacts with an end. */
const told = (bench: FloorBench): readonly (readonly [string, number, number])[] =>
  Object.entries(bench.tallied()).map(([queue, { offered, answered, abandoned, left, lost }]) => [
    queue,
    offered,
    answered + abandoned + left + lost,
  ]);

test.each(COMMITS)(
  'killed at commit %i, log and AMI together tell every contact as it was',
  async (number) => {
    const bench = await playKilled('both', number);
    expect(bench.tallied()).toEqual(EXPECTED);
    expect(bench.open()).toEqual([]);
  },
);

test.each(COMMITS)('killed at commit %i, AMI alone has no phantom afterwards', async (number) => {
  const bench = await playKilled('ami', number);
  expect(bench.open()).toEqual([]);
  for (const [, offered, ended] of told(bench)) expect(ended).toBe(offered);
});

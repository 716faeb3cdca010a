import { afterEach, describe, expect, test } from 'vitest';
import { SECOND_MS, epochMs, later } from '#domain/time.ts';
import { openFloorBench, type BenchOptions, type FloorBench } from './testing/floor-bench.ts';
import { countLog, logOf, playFloor, writtenFloor, type Incident } from './testing/floor-play.ts';

const START = epochMs(1_795_326_700_000);
const STEPS = writtenFloor(30, START);
const EXPECTED = countLog(logOf(STEPS));

let open: FloorBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function play(
  incidents: readonly Incident[] = [],
  options: Partial<BenchOptions> = {},
): Promise<FloorBench> {
  const bench = await openFloorBench({ startAt: START, ...options });
  open = bench;
  await bench.until(() => Object.values(bench.health().links).every(({ state }) => state === 'live'));
  await playFloor(bench, STEPS, incidents);
  return bench;
}

const at = (before: number, happen: Incident['happen']): Incident => ({ before, happen });

describe('a floor of thirty contacts', () => {
  test('is one in which contacts are answered, hang up and are sent on', () => {
    expect(EXPECTED).toEqual({
      sales: { offered: 10, answered: 6, abandoned: 2, left: 2, lost: 0 },
      support: { offered: 20, answered: 11, abandoned: 6, left: 3, lost: 0 },
    });
  });

  test('is counted once by its log and its live events together, with the finer clock', async () => {
    const bench = await play();
    expect(bench.tallied()).toEqual(EXPECTED);
    const queued = bench.events.filter(({ kind }) => kind === 'contact-queued');
    expect(queued.every(({ at: instant }) => instant % SECOND_MS === 300)).toBe(true);
    expect(bench.health()).toMatchObject({ kind: 'asterisk', gaps: 0, warnings: [] });
  });

  test('is counted by its log alone', async () => {
    expect((await play([], { halves: 'queue-log' })).tallied()).toEqual(EXPECTED);
  });
});

describe('nothing that the log has is lost, and nothing doubled,', () => {
  test.each<[string, readonly Incident[]]>([
    ['when the live connection drops', [at(20, async ({ fake }) => fake.drop())]],
    [
      'when it drops again and again',
      [5, 12, 20, 31, 47, 60].map((before) => at(before, async ({ fake }) => fake.drop())),
    ],
    [
      'when a live event is cut in half and the connection drops',
      [
        at(20, async ({ fake }) => {
          fake.say('Event: QueueCallerJoin\r\nPrivilege: agent,all\r\nQueue: sal');
          fake.drop();
        }),
      ],
    ],
    [
      'when the switch falls silent for a while',
      [at(20, async ({ fake }) => fake.stall()), at(70, async ({ fake }) => fake.resume())],
    ],
    [
      'when the switch is away for a while',
      [at(20, async ({ fake }) => fake.down()), at(60, async ({ fake }) => fake.up())],
    ],
    ['when the log is rotated', [at(40, async ({ fake }) => fake.rotate('.0'))]],
    ['when the log is copied and emptied', [at(40, async ({ fake }) => fake.copyTruncate('.1'))]],
    ['when we are restarted', [at(40, async (bench) => bench.restart())]],
    [
      'when we are restarted while the log is rotated and the connection is down',
      [
        at(30, async ({ fake }) => fake.down()),
        at(40, async (bench) => {
          await bench.fake.rotate('.0');
          await bench.restart();
        }),
        at(60, async ({ fake }) => fake.up()),
        at(80, async (bench) => bench.restart()),
      ],
    ],
    [
      'when the journal is full for a while',
      [at(20, async (bench) => bench.setFull(true)), at(90, async (bench) => bench.setFull(false))],
    ],
  ])('%s', async (_, incidents) => {
    expect((await play(incidents)).tallied()).toEqual(EXPECTED);
  });
});

describe('its health', () => {
  test('says since when each connection is live, what came last and how late', async () => {
    const bench = await play();
    const { links, accepted, lastEventAt, lastHeardAt, lagMs } = bench.health();
    expect(links).toMatchObject({ ami: { state: 'live' }, 'queue-log': { state: 'live' } });
    expect(accepted).toBe(bench.events.length);
    expect(lastEventAt).toBe(
      Math.max(...bench.events.filter(({ kind }) => kind !== 'source-heartbeat').map((one) => one.at)),
    );
    expect(bench.clock() - Number(lastHeardAt)).toBeLessThan(6 * SECOND_MS);
    expect(lagMs).toBeLessThan(3 * SECOND_MS);
  });

  test('tells a quiet floor from a silent switch: a quiet one still beats', async () => {
    const bench = await play();
    const beats = (): number => bench.events.filter(({ kind }) => kind === 'source-heartbeat').length;
    const before = beats();
    await bench.passTo(later(bench.clock(), 30 * SECOND_MS));
    expect(beats() - before).toBeGreaterThanOrEqual(5);
    bench.fake.stall();
    await bench.until(() => bench.health().links['ami']?.state === 'waiting');
    expect(bench.health().links['ami']).toMatchObject({ reason: 'no answer to Ping within 10 s' });
  });
});

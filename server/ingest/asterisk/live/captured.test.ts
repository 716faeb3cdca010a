import { afterEach, describe, expect, test } from 'vitest';
import { SECOND_MS, epochMs, later } from '#domain/time.ts';
import { captured, chunksOf } from '../testing/capture.ts';
import { openFloorBench, type FloorBench } from './testing/floor-bench.ts';
import { countLog, logOf, playFloor, type Incident, type Step } from './testing/floor-play.ts';

let open: FloorBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** The bytes of a connection at their times; what belongs to the capture's own login is left out. */
function connection(name: string): readonly Step[] {
  const steps = chunksOf(name).map(({ bytes, receivedAt }) => ({ at: receivedAt, ami: bytes }));
  const [first, ...rest] = steps;
  if (first === undefined) return [];
  return [{ at: first.at, ami: first.ami.subarray(first.ami.indexOf('\r\n\r\n') + 4) }, ...rest];
}

/** The lines of a log, each half a second into its second, in which the switch wrote it. */
function lines(name: string): readonly Step[] {
  return captured(name)
    .toString()
    .split(/(?<=\n)/)
    .map((log) => ({ at: epochMs(Number(log.split('|')[0]) * SECOND_MS + 500), log }));
}

const merged = (...parts: readonly (readonly Step[])[]): readonly Step[] =>
  parts.flat().sort((one, other) => one.at - other.at);

const indexAt = (steps: readonly Step[], at: number): number => steps.findIndex((step) => step.at >= at);

async function play(steps: readonly Step[], incidents: readonly Incident[]): Promise<FloorBench> {
  const [first] = steps;
  const startAt = later(first?.at ?? epochMs(0), -5 * SECOND_MS);
  const bench = await openFloorBench({ startAt });
  open = bench;
  await bench.until(() => Object.values(bench.health().links).every(({ state }) => state === 'live'));
  await playFloor(bench, steps, incidents);
  return bench;
}

describe('a real switch, on real sockets and a real file', () => {
  test('sixteen phases with a rotation: each visit counted once, and none refused', async () => {
    const steps = merged(
      connection('phases/ami_wfm_class'),
      lines('phases/queue_log.0'),
      lines('phases/queue_log'),
    );
    const rotation = indexAt(steps, 1_795_326_964_000);
    const rotate: Incident = { before: rotation, happen: async ({ fake }) => fake.rotate('.0') };
    const bench = await play(steps, [rotate]);
    expect(bench.tallied()).toEqual(countLog(logOf(steps)));
    expect(bench.health().warnings).toEqual([]);
  });

  test('a client that is away for ten seconds, a kill and an orderly stop: what was open is lost once, and nothing else', async () => {
    const names = ['crash/ami_full_1', 'crash/ami_full_2', 'crash/ami_full_3'];
    const parts = names.map(connection);
    const steps = merged(...parts, lines('crash/queue_log'));
    const ends = parts.map((part) => Number(part.at(-1)?.at) + 1);
    const drops = ends
      .slice(0, 2)
      .map((at): Incident => ({ before: indexAt(steps, at), happen: async ({ fake }) => fake.drop() }));
    const bench = await play(steps, drops);
    expect(bench.tallied()).toEqual(countLog(logOf(steps)));
    expect(bench.tallied()['support']?.lost).toBe(1);
  });

  test.each([60, 100, 140, 200])(
    'the sixteen phases, restarted after %d s while the connection drops',
    async (seconds) => {
      const steps = merged(
        connection('phases/ami_wfm_class'),
        lines('phases/queue_log.0'),
        lines('phases/queue_log'),
      );
      const at = indexAt(steps, 1_795_326_768_000 + seconds * SECOND_MS);
      const bench = await play(steps, [
        { before: at, happen: async ({ fake }) => fake.drop() },
        { before: at + 3, happen: async (one) => one.restart() },
      ]);
      expect(bench.tallied()).toEqual(countLog(logOf(steps)));
    },
  );
});

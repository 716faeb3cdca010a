import { writeFile } from 'node:fs/promises';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { systemClock } from '../../clock/clock.ts';
import { intervalReport } from '../../replay/interval-report.ts';
import { endReplay, startReplay, type Replay } from '../../replay/replay.ts';
import { stateHash } from '../../replay/state-hash.ts';
import { withTemporaryStore } from '../../replay/temporary-store.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { countRecording } from '../count-recording.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { progress } from '../progress.ts';
import { CommandFailure } from '../run-command.ts';

export type ReplayOptions = {
  readonly report?: string;
  readonly interval: number;
  readonly within: number;
  readonly shortAbandon: number;
  readonly zone: string;
};

/** Counts the recording, prints how fast that went and a hash of all that was counted, and writes the report if one is wanted. */
export async function replayFile(path: string, options: ReplayOptions): Promise<void> {
  notOntoItself({ inputs: [path], outs: { '--report': options.report } });
  const counted = startReplay({
    zone: options.zone,
    intervalMs: options.interval * MINUTE_MS,
    withinMs: options.within * SECOND_MS,
    shortAbandonMs: options.shortAbandon * SECOND_MS,
  });
  const begunAt = systemClock();
  const bar = progress(process.stderr, systemClock);
  const { events, refused } = await withTemporaryStore((store) =>
    countRecording({ counted, path, line: bar, spilling: { store } }),
  );
  endReplay(counted);
  const elapsedSeconds = Math.max(0.001, (systemClock() - begunAt) / SECOND_MS);
  if (options.report !== undefined) await writeReport(options.report, counted, options.interval * MINUTE_MS);
  const print = (line: string): boolean =>
    (options.report === '-' ? process.stderr : process.stdout).write(`${line}\n`);
  if (refused > 0) print(`${refused} lines refused`);
  print(
    `${events} events in ${elapsedSeconds.toFixed(2)} s, ${Math.round(events / elapsedSeconds)} events/s`,
  );
  print(`state hash ${stateHash(counted.world, counted.now)}`);
  if (events === 0) throw new CommandFailure(`${path}: no event in it`);
}

async function writeReport(path: string, { world, terms }: Replay, intervalMs: number): Promise<void> {
  const text = [...intervalReport(world.tally, terms.zone, intervalMs), ''].join('\n');
  if (path === '-') process.stdout.write(text);
  else
    await writeFile(path, text).catch((cause: unknown) =>
      Promise.reject(FileFailure.of('write', path, cause)),
    );
}

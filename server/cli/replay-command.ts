import { mkdtempSync, rmSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { systemClock } from '../clock/clock.ts';
import { worldFile } from '../start/data-folder.ts';
import { intervalReport } from '../replay/interval-report.ts';
import { endReplay, startReplay, type Replay } from '../replay/replay.ts';
import { replaySpilling } from '../replay/spill-replay.ts';
import { stateHash } from '../replay/state-hash.ts';
import { sqliteWorldStore } from '../checkpoint/sqlite-world-store.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { FileFailure } from '../files/file-failure.ts';
import { progress, type Progress } from './progress.ts';
import { readEventFile } from './read-event-file.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from './run-command.ts';
import { zoneArgument } from './zone-argument.ts';

type ReplayCommandOptions = {
  readonly report?: string;
  readonly interval: number;
  readonly within: number;
  readonly shortAbandon: number;
  readonly zone: string;
};

/** `callboard replay …`: counts a recording as the live server would, as fast as it goes. */
export function replayCommand(): Command {
  const command = new Command('replay')
    .description('count a recording through the live pipeline and report every interval')
    .argument('<events>', 'events as NDJSON, zipped or not; - is standard input')
    .option(
      '--report <csv>',
      'write the figures of every queue and interval to this file; - is standard output',
    )
    .option('--interval <minutes>', 'length of an interval, counted from local midnight', wholeMinutes, 30)
    .option('--within <seconds>', 'answered within this wait counts for the service level', seconds, 20)
    .option('--short-abandon <seconds>', 'abandons under this wait stay out of the service level', seconds, 0)
    .option('--zone <zone>', 'time zone of the report', (text: string) => zoneArgument(text).name, 'UTC')
    .addHelpText('after', EXAMPLE)
    .action((events: string, options: ReplayCommandOptions) => runCommand(() => replay(events, options)));
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Example:
  callboard replay january.ndjson.gz --report january.csv --interval 30 --within 20 --zone Asia/Jerusalem

Prints events per second and a hash of everything counted: the same events give the same hash, in whatever order they come.`;

async function replay(path: string, options: ReplayCommandOptions): Promise<void> {
  const counted = startReplay({
    zone: options.zone,
    intervalMs: options.interval * MINUTE_MS,
    withinMs: options.within * SECOND_MS,
    shortAbandonMs: options.shortAbandon * SECOND_MS,
  });
  const begunAt = systemClock();
  const bar = progress(process.stderr, systemClock);
  const { events, refused } = await withStore((store) => readInto({ counted, path, line: bar, store }));
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

/** A store in a temporary folder, made only when it is needed. */
async function withStore<Result>(work: (store: () => WorldStore) => Promise<Result>): Promise<Result> {
  let folder: string | undefined;
  let store: WorldStore | undefined;
  const open = (): WorldStore => {
    folder ??= mkdtempSync(join(tmpdir(), 'callboard-replay-'));
    store ??= sqliteWorldStore({
      file: worldFile(folder),
      said: (sentence) => process.stderr.write(`${sentence}\n`),
    });
    return store;
  };
  try {
    return await work(open);
  } finally {
    await store?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** More refused lines than this are counted and not printed: they have one cause. */
const REFUSED_SHOWN = 20;

type Reading = {
  readonly counted: Replay;
  readonly path: string;
  readonly line: Progress;
  readonly store: () => WorldStore;
};

async function readInto({
  counted,
  path,
  line,
  store,
}: Reading): Promise<{ events: number; refused: number }> {
  const size = path === '-' ? undefined : (await stat(path).catch(rethrow(path))).size;
  let bytes = 0;
  let events = 0;
  let refused = 0;
  for await (const batch of readEventFile(path, { onBytes: (read) => (bytes = read) })) {
    await replaySpilling(counted, batch.events, store);
    events += batch.events.length;
    for (const { line: number, field, value, expected } of batch.refused) {
      refused += 1;
      if (refused > REFUSED_SHOWN) continue;
      line.clear();
      process.stderr.write(
        `line ${number}: ${field === '' ? '' : `${field}: `}expected ${expected}, got ${value}\n`,
      );
    }
    line.show(() => `${events} events${size === undefined ? '' : `, ${Math.floor((100 * bytes) / size)} %`}`);
  }
  line.clear();
  return { events, refused };
}

async function writeReport(path: string, { world, terms }: Replay, intervalMs: number): Promise<void> {
  const text = [...intervalReport(world.tally, terms.zone, intervalMs), ''].join('\n');
  if (path === '-') process.stdout.write(text);
  else
    await writeFile(path, text).catch((cause: unknown) =>
      Promise.reject(FileFailure.of('write', path, cause)),
    );
}

const rethrow = (path: string) => (cause: unknown) => Promise.reject(FileFailure.of('read', path, cause));

function wholeMinutes(text: string): number {
  const minutes = Number(text);
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440 && 1440 % minutes === 0) return minutes;
  throw new InvalidArgumentError(`expected whole minutes that divide a day, got ${text}`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`expected seconds of at least 0, got ${text}`);
}

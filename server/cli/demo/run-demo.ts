import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { isoInZone, timeZone } from '#domain/time-zone.ts';
import type { SimulatedCentre } from '../../../forecasting/simulation/centres/simulated-centre.ts';
import { systemClock } from '../../clock/clock.ts';
import { historyDays } from '../../demo/history-days.ts';
import { startDemo, type RunningDemo } from '../../demo/start-demo.ts';
import { listenFailure, probeListening } from '../../push/listen-failure.ts';
import { journalFile } from '../../start/data-folder.ts';
import { progress } from '../progress.ts';
import { CommandFailure } from '../run-command.ts';
import { stopSignal } from '../stop-signal.ts';
import { readBeginning } from './read-beginning.ts';

export type DemoCommandOptions = {
  readonly centre: SimulatedCentre;
  readonly speed: number;
  readonly seed: number;
  readonly at?: string;
  readonly port: number;
  readonly data?: string;
  readonly weeks?: number;
  readonly log: string;
};

const HOST = '127.0.0.1';

/** Shows a simulated centre until a signal ends it. Rejects when the port or the folder is taken. */
export async function runDemo(options: DemoCommandOptions): Promise<void> {
  await expectRoom(options);
  const zone = timeZone(options.centre.model.zone);
  const beginAt = options.at === undefined ? undefined : readBeginning(options.at, zone, systemClock());
  const folder = options.data ?? temporaryFolder();
  const stop = stopSignal();
  const line = progress(process.stderr, systemClock);
  const begunAt = systemClock();
  const running = await startDemo({
    ...options,
    ...(beginAt !== undefined && { beginAt }),
    folder,
    days: daysOf(options),
    clock: systemClock,
    log: pino({ level: options.log }, pino.destination({ fd: 2, sync: false })),
    onProgress: (at, events) =>
      line.show(() => `living the past: ${isoOf(options, at).slice(0, 10)}, ${events} events`),
    stop,
  }).finally(() => line.clear());
  if (running !== undefined) {
    tell({ ...options, folder }, running, systemClock() - begunAt);
    if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve));
    await running.server.stop();
  }
  process.exit(0);
}

/** Asked before the past is written, which takes a while. */
async function expectRoom({ port, data }: DemoCommandOptions): Promise<void> {
  if (data !== undefined && existsSync(journalFile(data)))
    throw new CommandFailure(`a demonstration needs a folder of its own, and ${data} has a journal already`);
  const cause = port === 0 ? undefined : await probeListening(port, HOST);
  if (cause !== undefined) throw new CommandFailure(listenFailure({ port, host: HOST, cause }).message);
}

/** Removed when the program ends, in whatever way it can notice. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const daysOf = ({ weeks, centre }: DemoCommandOptions): number =>
  weeks === undefined ? historyDays(centre.model) : weeks * 7;

function tell(
  options: DemoCommandOptions & { readonly folder: string },
  running: RunningDemo,
  tookMs: number,
): void {
  const { centre, speed, at, data, folder } = options;
  const { server, startAt, behindMs, eventsOfHistory } = running;
  const [date, time] = [isoOf(options, startAt).slice(0, 10), isoOf(options, startAt).slice(11, 16)];
  const took = `${(tookMs / SECOND_MS).toFixed(1)} s`;
  const lines = [
    `the wall is at http://${HOST}:${server.port}/wall`,
    `${centre.name.en} (${centre.name.zh}), simulated: ${daysOf(options)} days of past and ${eventsOfHistory} events in ${took}`,
    `it is ${at === undefined ? time : `${time} on ${date}`} there (${centre.model.zone})${behindMs === 0 || at !== undefined ? '' : ': a busy hour, for it is a quiet one now'}${speed === 1 ? '' : `, and the clock runs ${speed} times as fast`}`,
    `it lives in ${folder}${data === undefined ? ', which is removed at the end' : ''}`,
    'press Demo on the wall to let something happen; Ctrl-C ends it',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const isoOf = ({ centre }: DemoCommandOptions, at: EpochMs): string =>
  isoInZone(timeZone(centre.model.zone), at);

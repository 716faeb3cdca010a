import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { pino } from 'pino';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { isoInZone, timeZone } from '#domain/time-zone.ts';
import { cableCompany } from '../../forecasting/simulation/centres/cable-company.ts';
import { scenarios } from '../../forecasting/simulation/centres/scenarios.ts';
import type { Scenario } from '../../forecasting/simulation/centres/scenario.ts';
import { systemClock } from '../clock/clock.ts';
import { journalFile } from '../start/data-folder.ts';
import { MOST_SPEED } from '../demo/demo-routes.ts';
import { historyDays } from '../demo/history-days.ts';
import { startDemo, type RunningDemo } from '../demo/start-demo.ts';
import { listenFailure, probeListening } from '../push/listen-failure.ts';
import { progress } from './progress.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from './run-command.ts';
import { scenarioArgument } from './scenario-argument.ts';

type DemoCommandOptions = {
  readonly scenario: Scenario;
  readonly speed: number;
  readonly seed: number;
  readonly port: number;
  readonly data?: string;
  readonly weeks?: number;
  readonly log: string;
};

const HOST = '127.0.0.1';

/** `callboard demo`: a simulated contact centre with a past, live in the browser, for whoever wants to see before they install. */
export function demoCommand(): Command {
  const names = scenarios.map(({ id }) => id);
  const command = new Command('demo')
    .description('show a simulated contact centre, live: nothing to set up, no token, nothing left behind')
    .addOption(
      new Option('--scenario <name>', `one of ${names.join(', ')}`)
        .default(cableCompany, cableCompany.id)
        .argParser(scenarioArgument),
    )
    .option('--speed <n>', `seconds of the floor in one second, at most ${MOST_SPEED}`, speedOf, 1)
    .option('--seed <number>', 'another whole number is another day', wholeUpTo(Number.MAX_SAFE_INTEGER), 1)
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeUpTo(65_535), 8080)
    .option('--data <dir>', 'an empty folder to keep (default: a temporary one, removed at the end)')
    .option(
      '--weeks <n>',
      'weeks of the past before today (default: as many as are written in seconds)',
      wholeUpTo(52),
    )
    .option('--log <level>', 'what is logged: debug, info, warn, error or silent', 'warn')
    .addHelpText('after', EXAMPLE)
    .action((options: DemoCommandOptions) => runCommand(() => demo(options)));
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Examples:
  callboard demo
  callboard demo --scenario tibetan-seats --speed 60 --port 0`;

async function demo(options: DemoCommandOptions): Promise<void> {
  await expectRoom(options);
  const folder = options.data ?? temporaryFolder();
  const stop = stopOnSignals();
  const line = progress(process.stderr, systemClock);
  const begunAt = systemClock();
  const running = await startDemo({
    ...options,
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

/** A second signal ends the program at once. */
function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      process.once(signal, () => process.exit(1));
    });
  }
  return stop.signal;
}

const daysOf = ({ weeks, scenario }: DemoCommandOptions): number =>
  weeks === undefined ? historyDays(scenario.model) : weeks * 7;

function tell(
  options: DemoCommandOptions & { readonly folder: string },
  running: RunningDemo,
  tookMs: number,
): void {
  const { scenario, speed, data, folder } = options;
  const { server, startAt, behindMs, eventsOfHistory } = running;
  const time = isoOf(options, startAt).slice(11, 16);
  const took = `${(tookMs / SECOND_MS).toFixed(1)} s`;
  const lines = [
    `the wall is at http://${HOST}:${server.port}/wall`,
    `${scenario.name.en} (${scenario.name.zh}), simulated: ${daysOf(options)} days of past and ${eventsOfHistory} events in ${took}`,
    `it is ${time} there (${scenario.model.zone})${behindMs === 0 ? '' : ': a busy hour, for it is a quiet one now'}${speed === 1 ? '' : `, and the clock runs ${speed} times as fast`}`,
    `it lives in ${folder}${data === undefined ? ', which is removed at the end' : ''}`,
    'press Demo on the wall to let something happen; Ctrl-C ends it',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const isoOf = ({ scenario }: DemoCommandOptions, at: EpochMs): string =>
  isoInZone(timeZone(scenario.model.zone), at);

function wholeUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number from 0 to ${most}, got ${text}`);
  };
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (text.trim() !== '' && speed > 0 && speed <= MOST_SPEED) return speed;
  throw new InvalidArgumentError(`expected a number above 0, at most ${MOST_SPEED}, got ${text}`);
}

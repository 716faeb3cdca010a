import { Command, InvalidArgumentError, Option } from 'commander';
import { DAY_MS, MINUTE_MS, SECOND_MS, type EpochMs } from '#domain/time.ts';
import { instantOf, timeZone } from '#domain/time-zone.ts';
import { scenarios } from '../../forecasting/simulation/centres/scenarios.ts';
import type { Scenario } from '../../forecasting/simulation/centres/scenario.ts';
import { eventSimulation, type EventSimulation } from '../../forecasting/simulation/event-simulation.ts';
import { systemClock, type Clock } from '../clock/clock.ts';
import { intervalReport } from '../replay/interval-report.ts';
import { booksTally } from './books-tally.ts';
import { progress, type Progress } from './progress.ts';
import { readInstant } from './read-instant.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from './run-command.ts';
import { writeEventFile, type EventFileWriter } from '../files/write-file.ts';
import { scenarioArgument } from './scenario-argument.ts';

type SimulateOptions = {
  readonly scenario: Scenario;
  readonly from: string;
  readonly days: number;
  readonly seed: number;
  readonly out: string;
  readonly intervals?: string;
};

/** `callboard simulate …`: the events of a simulated contact centre, as a switch would have sent them. */
export function simulateCommand(): Command {
  const names = scenarios.map(({ id }) => id).join(', ');
  const command = new Command('simulate')
    .description('write the events of a simulated contact centre; the same seed gives the same bytes')
    .addOption(
      new Option('--scenario <name>', `one of ${names}`).makeOptionMandatory().argParser(scenarioArgument),
    )
    .requiredOption('--from <date>', "the first day, or an instant, in the scenario's time zone")
    .option('--days <number>', 'how many days', wholeDays, 1)
    .option('--seed <number>', 'another whole number is another run', wholeSeed, 1)
    .requiredOption(
      '--out <events>',
      'events as NDJSON, by time; zipped when the name ends in .gz; - is standard output',
    )
    .option(
      '--intervals <csv>',
      "write the simulator's own figures of every queue and half hour to this file",
    )
    .addHelpText('after', EXAMPLE)
    .action((options: SimulateOptions) => runCommand(() => simulate(options, systemClock)));
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Example:
  callboard simulate --scenario cable-company --from 2026-03-02 --days 7 --seed 1 --out week.ndjson.gz --intervals week.csv

What callboard replay counts from the events is what the simulator counted itself, to the millisecond.`;

async function simulate(options: SimulateOptions, now: Clock): Promise<void> {
  const { scenario, days, seed } = options;
  const { from, until } = readPeriod(options);
  const out = writeEventFile(options.out);
  const intervals = options.intervals === undefined ? undefined : writeEventFile(options.intervals);
  const line = progress(process.stderr, now);
  const begunAt = now();
  try {
    const books = intervals === undefined ? 'total' : 'quarters';
    const centre = eventSimulation({ model: scenario.model, seed, from, books });
    const events = await writeEvents(centre, { from, until, out, line });
    if (intervals !== undefined) await writeIntervals(centre, scenario, intervals);
    await out.commit();
    await intervals?.commit();
    line.clear();
    const elapsedSeconds = Math.max(0.001, (now() - begunAt) / SECOND_MS);
    const speed = Math.round(events / elapsedSeconds);
    process.stderr.write(
      `${scenario.id}, ${days} days, seed ${seed}: ${events} events in ${elapsedSeconds.toFixed(2)} s, ${speed} events/s\n`,
    );
  } finally {
    line.clear();
    await out.discard();
    await intervals?.discard();
  }
}

function readPeriod({ scenario, from: text, days }: SimulateOptions): { from: EpochMs; until: EpochMs } {
  const zone = timeZone(scenario.model.zone);
  const from = readInstant(text, zone);
  if (from === undefined) {
    throw new CommandFailure(`--from must be a date such as 2026-03-02 or a time on it, got ${text}`);
  }
  // Days are local: the last one ends at midnight also when a clock changes on the way.
  return { from, until: instantOf(zone, from + zone.offsetMs(from) + days * DAY_MS) };
}

type Run = {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly out: EventFileWriter;
  readonly line: Progress;
};

async function writeEvents(centre: EventSimulation, { from, until, out, line }: Run): Promise<number> {
  let events = 0;
  for (const batch of centre.run(until)) {
    await out.write(batch.map((event) => `${JSON.stringify(event)}\n`).join(''));
    events += batch.length;
    const at = batch.at(-1)?.at ?? from;
    line.show(() => `${Math.floor((100 * (at - from)) / (until - from))} %, ${events} events`);
  }
  const last = centre.stop();
  await out.write(last.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return events + last.length;
}

async function writeIntervals(
  centre: EventSimulation,
  { model }: Scenario,
  out: EventFileWriter,
): Promise<void> {
  const report = intervalReport(booksTally(centre.simulation), timeZone(model.zone), INTERVAL_MS);
  for (const row of report) await out.write(`${row}\n`);
}

const INTERVAL_MS = 30 * MINUTE_MS;

/** The books by quarter reach a year and a day. */
const MOST_DAYS = 366;

function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidArgumentError(`expected whole days, 1 to ${MOST_DAYS}, got ${text}`);
}

function wholeSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(seed)) return seed;
  throw new InvalidArgumentError(`expected a whole number, got ${text}`);
}

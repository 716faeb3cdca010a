import { DAY_MS, MINUTE_MS, SECOND_MS, type EpochMs } from '#domain/time.ts';
import { instantOf, timeZone } from '#domain/time-zone.ts';
import type { SimulatedCentre } from '../../../forecasting/simulation/centres/simulated-centre.ts';
import { eventSimulation, type EventSimulation } from '../../../forecasting/simulation/event-simulation.ts';
import type { Clock } from '../../clock/clock.ts';
import { writeEventFile, type EventFileWriter } from '../../files/write-file.ts';
import { intervalReport } from '../../replay/interval-report.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { progress, type Progress } from '../progress.ts';
import { readInstant } from '#domain/text/read-instant.ts';
import { CommandFailure } from '../run-command.ts';
import { booksTally } from './books-tally.ts';

export type SimulateOptions = {
  readonly centre: SimulatedCentre;
  readonly from: string;
  readonly days: number;
  readonly seed: number;
  readonly out: string;
  readonly intervals?: string;
};

/** Writes the events of the days, and the simulator's own figures if they are wanted; a run that fails leaves no file. */
export async function writeSimulation(options: SimulateOptions, now: Clock): Promise<void> {
  const { centre, days, seed } = options;
  const { from, until } = readPeriod(options);
  notOntoItself({ inputs: [], outs: { '--out': options.out, '--intervals': options.intervals } });
  const out = writeEventFile(options.out);
  const intervals = options.intervals === undefined ? undefined : writeEventFile(options.intervals);
  const line = progress(process.stderr, now);
  const begunAt = now();
  try {
    const books = intervals === undefined ? 'total' : 'quarters';
    const simulation = eventSimulation({ model: centre.model, seed, from, books });
    const events = await writeEvents(simulation, { from, until, out, line });
    if (intervals !== undefined) await writeIntervals(simulation, centre, intervals);
    await out.commit();
    await intervals?.commit();
    line.clear();
    const elapsedSeconds = Math.max(0.001, (now() - begunAt) / SECOND_MS);
    const speed = Math.round(events / elapsedSeconds);
    process.stderr.write(
      `${centre.id}, ${days} days, seed ${seed}: ${events} events in ${elapsedSeconds.toFixed(2)} s, ${speed} events/s\n`,
    );
  } finally {
    line.clear();
    await out.discard();
    await intervals?.discard();
  }
}

function readPeriod({ centre, from: text, days }: SimulateOptions): { from: EpochMs; until: EpochMs } {
  const zone = timeZone(centre.model.zone);
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

async function writeEvents(simulation: EventSimulation, { from, until, out, line }: Run): Promise<number> {
  let events = 0;
  for (const batch of simulation.run(until)) {
    await out.write(batch.map((event) => `${JSON.stringify(event)}\n`).join(''));
    events += batch.length;
    const at = batch.at(-1)?.at ?? from;
    line.show(() => `${Math.floor((100 * (at - from)) / (until - from))} %, ${events} events`);
  }
  const last = simulation.stop();
  await out.write(last.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return events + last.length;
}

async function writeIntervals(
  { simulation }: EventSimulation,
  { model }: SimulatedCentre,
  out: EventFileWriter,
): Promise<void> {
  const report = intervalReport(booksTally(simulation), timeZone(model.zone), INTERVAL_MS);
  for (const row of report) await out.write(`${row}\n`);
}

const INTERVAL_MS = 30 * MINUTE_MS;

import type { Logger } from 'pino';
import { DAY_MS, later, type EpochMs } from '#domain/time.ts';
import { dayStart, timeZone } from '#domain/time-zone.ts';
import { eventSimulation } from '../../forecasting/simulation/event-simulation.ts';
import type { SimulatedCentre } from '../../forecasting/simulation/centres/simulated-centre.ts';
import type { Clock } from '../clock/clock.ts';
import { startServer, type RunningServer } from '../start/start-server.ts';
import { demoCompanion } from './demo-companion.ts';
import { demoStart } from './demo-start.ts';
import { writeHistory, type HistoryOptions } from './write-history.ts';

export type StartDemoOptions = Pick<HistoryOptions, 'onProgress' | 'stop'> & {
  /** Empty. */
  readonly folder: string;
  readonly centre: SimulatedCentre;
  /** What time it is on the floor when the demonstration begins; absent: now, or a busy hour. */
  readonly beginAt?: EpochMs;
  readonly speed: number;
  readonly seed: number;
  /** Whole days of the past before today's. */
  readonly days: number;
  readonly port: number;
  readonly clock: Clock;
  readonly log: Logger;
};

export type RunningDemo = {
  readonly server: RunningServer;
  /** The floor's time of day when the demonstration began, and how far it is behind ours. */
  readonly startAt: EpochMs;
  readonly behindMs: number;
  readonly eventsOfHistory: number;
};

/** Lives a floor's past in an empty folder, and then runs it live in a server that asks nobody for a token. Undefined when stopped before. */
export async function startDemo(options: StartDemoOptions): Promise<RunningDemo | undefined> {
  const { centre, seed, days, clock, stop } = options;
  const { model, definitions } = centre;
  const now = clock();
  const until = options.beginAt ?? demoStart(model, now);
  const behindMs = now - until;
  const zone = timeZone(model.zone);
  // Some hours into the day, so that a change of the clocks in between does not miss it.
  const from = dayStart(zone, later(dayStart(zone, until), DAY_MS / 2 - days * DAY_MS));
  const simulation = eventSimulation({ model, seed, from, books: 'total' });
  const eventsOfHistory = await writeHistory({
    ...options,
    centre: definitions,
    simulation,
    from,
    until,
    behindMs,
  });
  if (stop.aborted) return undefined;
  const startAt = later(clock(), -behindMs);
  const live = { name: centre.name, simulation, startAt, speed: options.speed, seed, clock };
  const server = await startServer({
    ...options,
    centre: definitions,
    host: '127.0.0.1',
    open: true,
    origins: [],
    companion: demoCompanion(live, options.log),
  });
  return { server, startAt, behindMs, eventsOfHistory };
}

import type { Logger } from 'pino';
import type { Feeds } from '../intake/feeds.ts';
import type { IntakePorts } from '../intake/offer-batch.ts';
import type { SourceHealthBook } from './source-health.ts';
import type { Timers } from '../../clock/timers.ts';

/** What a source that we connect to stands on. */
export type SourcePorts = IntakePorts & {
  readonly health: SourceHealthBook;
  readonly feeds: Feeds;
  readonly timers: Timers;
  /** Chance from 0 up to 1, for the jitter of connections. */
  readonly random: () => number;
  /** Where a source may keep how far it has read. */
  readonly folder: string;
  readonly log: Logger;
};

/** A source that runs in the server's own process. */
export type RunningSource = {
  /** Closes its connections and offers what it has once more. */
  stop(): Promise<void>;
};

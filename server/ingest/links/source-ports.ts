import type { Logger } from 'pino';
import type { ContactId, SourceId } from '#domain/ids.ts';
import type { Journal } from '../../journal/journal.ts';
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
  /** What the reader of a source knew when it was last committed. */
  readonly standing: Journal['standing'];
  /** Contacts of the source that are open in the journal. */
  readonly openContacts: (source: SourceId) => readonly ContactId[];
  /** The queues of the source, as its switch lists them now. */
  readonly listedQueues: (source: SourceId, queues: Iterable<string>) => void;
  readonly log: Logger;
};

/** A source that runs in the server's own process. */
export type RunningSource = {
  /** Closes its connections and offers what it has once more. */
  stop(): Promise<void>;
};

import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { SECOND_MS } from '#domain/time.ts';
import { memoryJournal } from '../../../../journal/testing/memory-journal.ts';
import { createFeeds } from '../../../intake/feeds.ts';
import { createInbox } from '../../../intake/inbox.ts';
import type { RunningSource, SourcePorts } from '../../../links/source-ports.ts';
import type { HandClock } from '../../../links/testing/hand-clock.ts';
import { createRefusals } from '../../../intake/refusals.ts';
import { createSourceHealth, type SourceHealth } from '../../../links/source-health.ts';
import { startFreeswitchSource } from '../start-freeswitch-source.ts';

/** A server as far as a source sees one: what it tells is committed at once. */
export type Station = {
  readonly ports: SourcePorts;
  /** Events in the journal, in the order in which they came. */
  readonly told: AcdEvent[];
  health(): SourceHealth;
  start(
    definition: Partial<FreeswitchDefinition> & { readonly port: number },
    password?: string,
  ): Promise<RunningSource>;
};

/** A station that keeps what sources keep in `folder`. */
export function openStation(hand: HandClock, folder: string): Station {
  const told: AcdEvent[] = [];
  const health = createSourceHealth(hand.clock);
  const inbox = createInbox();
  const journal = memoryJournal();
  const commit = async (): Promise<void> => {
    for (const batch of inbox.take(1_000)) {
      const { entries, duplicates, head } = await journal.append(batch.events, hand.clock());
      told.push(...entries.map(({ event }) => event));
      batch.commit({ position: head, accepted: entries.length, duplicates });
    }
  };
  inbox.onWork(() => void commit());
  const ports: SourcePorts = {
    ...hand,
    inbox,
    health,
    folder,
    refusals: createRefusals(),
    feeds: createFeeds(),
    random: () => 1,
    log: pino({ level: 'silent' }),
  };
  return {
    ports,
    told,
    health() {
      const [one] = health.list();
      if (one === undefined) throw new Error('no source was started');
      return one;
    },
    start: (definition, password = 'ClueCon') =>
      startFreeswitchSource(
        { source: sourceId('fs'), definition: { ...USUAL, ...definition }, password: async () => password },
        ports,
      ),
  };
}

const USUAL: Omit<FreeswitchDefinition, 'port'> = {
  kind: 'freeswitch',
  host: '127.0.0.1',
  format: 'plain',
  pollMs: 10 * SECOND_MS,
  password: { kind: 'environment', name: 'NOT_READ' },
};

/** Lets sockets have their turn, and no time pass, until `holds`. What never holds ends with the test's own limit. */
export async function soon(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}

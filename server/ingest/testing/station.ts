import { pino } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { openContacts } from '../../floor/open-contacts.ts';
import { memoryJournal } from '../../journal/testing/memory-journal.ts';
import { listQueues } from '../../pipeline/list-queues.ts';
import { replayEvents, startReplay, type Replay } from '../../replay/replay.ts';
import { createFeeds } from '../intake/feeds.ts';
import { createInbox, type Batch } from '../intake/inbox.ts';
import { createRefusals } from '../intake/refusals.ts';
import { createSourceHealth, type SourceHealth } from '../links/source-health.ts';
import type { SourcePorts } from '../links/source-ports.ts';
import type { HandClock } from '../links/testing/hand-clock.ts';

/** A server as far as a source sees one: what it tells is committed at once, and counted. Time is turned by hand. */
export type Station = {
  readonly ports: SourcePorts;
  /** Events in the journal, in the order in which they came. */
  readonly told: AcdEvent[];
  /** What they come to. */
  readonly counted: Replay;
  health(): SourceHealth;
  /** While it is full, nothing is committed. */
  setFull(isFull: boolean): void;
  /** Runs after each commit, with the number of commits so far. */
  onCommit(run: (count: number) => void): void;
  /** What a kill leaves: the journal, from which another one begins. Nothing is committed any more. */
  killed(): Station;
};

/** One with an empty journal. */
export function openStation(hand: HandClock): Station {
  return stationOf(hand, { journal: memoryJournal(), told: [], isDead: false });
}

type Disk = {
  readonly journal: ReturnType<typeof memoryJournal>;
  readonly told: AcdEvent[];
  isDead: boolean;
};

function stationOf(hand: HandClock, disk: Disk): Station {
  const health = createSourceHealth(hand.clock);
  const counted = startReplay({
    zone: 'UTC',
    intervalMs: 30 * MINUTE_MS,
    withinMs: 20 * SECOND_MS,
    shortAbandonMs: 0,
  });
  replayEvents(counted, disk.told);
  const desk = commitDesk(hand, disk, counted);
  return {
    ports: {
      ...hand,
      inbox: desk.inbox,
      health,
      standing: (source) => disk.journal.standing(source),
      openContacts: (source) => openContacts(counted.world.floor, source),
      listedQueues: (_, queues) => listQueues(counted.world, queues),
      refusals: createRefusals(),
      feeds: createFeeds(),
      random: () => 0.5,
      log: pino({ level: 'silent' }),
    },
    told: disk.told,
    counted,
    health: () => health.list()[0] ?? never(),
    setFull: desk.setFull,
    onCommit: desk.onCommit,
    killed() {
      disk.isDead = true;
      return stationOf(hand, { ...disk, isDead: false });
    },
  };
}

/** Takes batches from an inbox, journals and counts them. */
function commitDesk(hand: HandClock, disk: Disk, counted: Replay) {
  const inbox = createInbox();
  let commits = 0;
  let isFull = false;
  let seen: ((count: number) => void) | undefined;

  async function commit({ events, standing, ...batch }: Batch): Promise<void> {
    if (isFull || disk.isDead) return batch.fail(new Error('the disk is full'));
    const { entries, duplicates, head } = await disk.journal.append(events, hand.clock(), standing);
    const fresh = entries.map(({ event }) => event);
    disk.told.push(...fresh);
    replayEvents(counted, fresh);
    batch.commit({ position: head, accepted: fresh.length, duplicates });
    commits += 1;
    seen?.(commits);
  }

  inbox.onWork(() => queueMicrotask(() => inbox.take(100_000).map(commit)));
  return {
    inbox,
    setFull: (now: boolean) => void (isFull = now),
    onCommit: (run: (count: number) => void) => void (seen = run),
  };
}

function never(): never {
  throw new Error('no source was started');
}

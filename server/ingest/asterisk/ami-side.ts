import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Refusal } from '../events/explain-refusal.ts';
import type { AgentTeller } from './agents/agent-teller.ts';
import type { AmiBlock } from './ami/ami-block.ts';
import { amiFacts, type AmiFacts } from './ami/ami-facts.ts';
import { amiLists, type AmiLists, type ListedEntry } from './ami/ami-lists.ts';
import type { CallBook } from './call-book.ts';
import { exitDesk, type ExitDesk } from './facts/exit-desk.ts';
import { isOne, type FactMerger } from './facts/fact-merger.ts';
import type { FactTeller } from './fact-teller.ts';
import type { Outbox } from './facts/outbox.ts';
import type { ReaderStanding } from './reader-standing.ts';
import { resyncCalls } from './resync-calls.ts';
import type { FactTime, SwitchFact } from './facts/switch-fact.ts';

export type AmiSidePorts = {
  readonly mode: 'queue-log' | 'ami' | 'pair';
  readonly outbox: Outbox;
  readonly agents: AgentTeller;
  readonly calls: CallBook;
  readonly teller: FactTeller;
  readonly merger: FactMerger;
  readonly before: ReaderStanding | undefined;
};

/** Everything that has to do with the AMI connection: its blocks, its exits, its lists, its gaps. */
export type AmiSide = {
  /** Why the block could not be read; undefined when it could. */
  ami(block: AmiBlock, receivedAt: EpochMs): Refusal | undefined;
  amiOpened(at: EpochMs): void;
  amiLost(at: EpochMs): void;
  settle(now: EpochMs): void;
  finish(): void;
  saved(): Pick<ReaderStanding, 'exits' | 'startedAt' | 'amiHeardAt'>;
};

/** The switch tells its uptime in whole seconds, some time after it was asked. */
const UPTIME_SLACK_MS: DurationMs = 3 * SECOND_MS;

/** An AMI side that is not connected yet. */
export function amiSide(ports: AmiSidePorts): AmiSide {
  const { merger, teller } = ports;
  const side = newSide(ports);
  const desk: ExitDesk = exitDesk(
    {
      hasLog: side.hasLog,
      tellsHangUps: () => facts.tellsHangUps(),
      pass: (fact) => pass(side, fact, side.heardAt ?? fact.at),
    },
    ports.before?.exits,
  );
  const lists = listsOf(side);
  const facts = factsOf(side, desk, lists);
  merger.onExit((fact) => exitTime(desk, fact));
  return {
    ami(block, receivedAt) {
      side.heardAt = receivedAt;
      side.refusal = undefined;
      teller.hear(receivedAt);
      facts.take(block, receivedAt);
      return side.refusal;
    },
    amiOpened(at) {
      desk.lost();
      lists.reset();
      facts.opened();
      open(side, at);
    },
    amiLost(at) {
      desk.lost();
      side.gapFrom = side.heardAt ?? at;
      merger.amiLost();
    },
    settle: (now) => desk.settle(now),
    finish: () => desk.close(),
    saved: () => ({ ...savedOf(side), exits: desk.saved() }),
  };
}

/** When AMI said that the exit of which the log tells took place; undefined when it has not. */
const exitTime = (desk: ExitDesk, fact: SwitchFact): FactTime | undefined =>
  'call' in fact && 'queue' in fact
    ? desk.decide(fact.call, fact.queue, (time) => isOne(fact, time))
    : undefined;

type Side = AmiSidePorts & {
  readonly hasLog: boolean;
  startedAt: EpochMs | undefined;
  /** Our clock at the last block. */
  heardAt: EpochMs | undefined;
  /** Since when nothing was heard, where something was heard before. */
  gapFrom: EpochMs | undefined;
  /** Who waits, by the last QueueStatus. */
  entries: readonly ListedEntry[];
  /** Connected, and not yet told what happened meanwhile. */
  isSyncing: boolean;
  refusal: Refusal | undefined;
};

function newSide(ports: AmiSidePorts): Side {
  const { mode, before } = ports;
  return {
    ...ports,
    hasLog: mode === 'pair',
    startedAt: before?.startedAt,
    heardAt: before?.amiHeardAt,
    gapFrom: before?.amiHeardAt,
    entries: [],
    isSyncing: false,
    refusal: undefined,
  };
}

function pass({ hasLog, merger, teller }: Side, fact: SwitchFact, receivedAt: EpochMs): void {
  if (hasLog) merger.ami(fact, receivedAt);
  else teller.tell(fact);
}

function listsOf(side: Side): AmiLists {
  return amiLists({
    takeQueues(list) {
      side.entries = list.entries;
      side.agents.reconcile(list);
    },
    takeChannels(channels, now) {
      // The log tells what happened to calls while nobody listened.
      if (!side.isSyncing || side.hasLog) return;
      side.isSyncing = false;
      const { entries, calls, gapFrom } = side;
      for (const fact of resyncCalls({ entries, channels, calls: calls.entries(), now, gapFrom }))
        side.teller.tell(fact);
      side.gapFrom = undefined;
    },
  });
}

function factsOf(side: Side, desk: ExitDesk, lists: AmiLists): AmiFacts {
  const { agents, merger, outbox } = side;
  return amiFacts({
    desk,
    lists,
    pass: (fact, receivedAt) => pass(side, fact, receivedAt),
    exitOf: (exit) => (side.hasLog ? merger.exitOf(exit) : undefined),
    learn: (time, alias, name) => agents.learn(time, alias, name),
    callOf: (member, queue) => agents.callOf(member, queue),
    refuse: (refusal) => void (side.refusal = refusal),
    startedAt: (at) => start(side, at),
    heartbeat: (at) => outbox.push({ ...outbox.envelope({ at }, 'heartbeat', at), kind: 'source-heartbeat' }),
  });
}

/** The log has the instant itself. */
function start(side: Side, at: EpochMs): void {
  if (side.hasLog || (side.startedAt !== undefined && at <= side.startedAt + UPTIME_SLACK_MS)) return;
  side.startedAt = at;
  side.teller.tell({ at, precisionMs: SECOND_MS, kind: 'started' });
}

function open(side: Side, at: EpochMs): void {
  const { outbox, gapFrom, hasLog, merger } = side;
  side.isSyncing = true;
  if (!hasLog && gapFrom !== undefined)
    outbox.push({ ...outbox.envelope({ at }, 'gap', at), kind: 'source-gap', from: gapFrom });
  merger.amiOpened(at);
}

const savedOf = ({ startedAt, heardAt }: Side): Pick<ReaderStanding, 'startedAt' | 'amiHeardAt'> => ({
  ...(startedAt === undefined ? {} : { startedAt }),
  ...(heardAt === undefined ? {} : { amiHeardAt: heardAt }),
});

import { SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Refusal } from '../events/explain-refusal.ts';
import type { KnownMap } from '../links/standing.ts';
import type { AgentTeller } from './agents/agent-teller.ts';
import type { AmiBlock } from './ami/ami-block.ts';
import { amiFacts, type AmiFacts } from './ami/ami-facts.ts';
import { amiLists, type AmiLists, type ListedChannel, type QueueList } from './ami/ami-lists.ts';
import type { CallBook } from './calls/call-book.ts';
import { resyncCalls } from './calls/resync-calls.ts';
import type { FactTime, SwitchFact } from './facts/switch-fact.ts';
import type { Outbox } from './facts/outbox.ts';

export type AmiSidePorts = {
  readonly mode: 'queue-log' | 'ami' | 'pair';
  readonly outbox: Outbox;
  readonly agents: AgentTeller;
  readonly calls: CallBook;
  readonly nameOf: (member: string) => string;
  /** Takes what AMI tells. */
  readonly pass: (fact: SwitchFact, receivedAt: EpochMs) => void;
  /** Takes what time it is on the switch. */
  readonly tick: (at: EpochMs) => void;
  readonly known: KnownMap<KnownOfAmi>;
};

/** What is known of the manager interface. */
export type KnownOfAmi = {
  /** When the switch itself started, on our clock. */
  readonly startedAt?: EpochMs;
  /** Our clock at its last word. */
  readonly heardAt?: EpochMs;
  /** It has told hang-ups (`read=call`). */
  readonly tellsHangUps?: true;
};

/** Everything that has to do with the AMI connection: its blocks, its lists, its gaps, its clock. */
export type AmiSide = {
  /** Why the block could not be read; undefined when it could. */
  ami(block: AmiBlock, receivedAt: EpochMs): Refusal | undefined;
  amiOpened(at: EpochMs): void;
  /** The lists that were asked for have come, as far as they are shown to us. */
  amiListed(at: EpochMs): void;
  amiLost(at: EpochMs): void;
  /** Whether it is connected and has listed its members since. */
  hasListed(): boolean;
  /** Whether AMI tells hang-ups. */
  tellsHangUps(): boolean;
  /** The queues of the switch, as it listed them last. */
  queues(): ReadonlySet<string>;
};

/** The switch tells its uptime in whole seconds, some time after it was asked. */
const UPTIME_SLACK_MS: DurationMs = 3 * SECOND_MS;

/** An AMI side that is not connected yet. */
export function amiSide(ports: AmiSidePorts): AmiSide {
  const side = newSide(ports);
  const lists = listsOf(side);
  const facts = factsOf(side, lists);
  Object.assign(side, { facts, lists });
  return {
    ami(block, receivedAt) {
      keep(side, { heardAt: receivedAt });
      side.refusal = undefined;
      facts.take(block, receivedAt);
      if (facts.tellsHangUps()) keep(side, { tellsHangUps: true });
      return side.refusal;
    },
    amiOpened(at) {
      lists.reset();
      open(side, at);
    },
    amiListed(at) {
      tellStart(side, at);
      if (side.isSyncing) resync(side, undefined, { at: switchTime(side, at), clock: 'receipt' });
    },
    amiLost(at) {
      facts.lost();
      side.gapFrom = side.ports.known.get(KEY)?.heardAt ?? at;
      side.isSyncing = false;
      side.listed = undefined;
      ports.agents.lost(switchTime(side, at));
    },
    hasListed: () => side.listed !== undefined && side.listed.queues.size > 0,
    // Until this connection shows it, what was shown before stands.
    tellsHangUps: () => ports.known.get(KEY)?.tellsHangUps === true,
    queues: () => side.queues,
  };
}

const KEY = 'ami';

type Side = {
  readonly ports: AmiSidePorts;
  facts: AmiFacts | undefined;
  lists: AmiLists | undefined;
  /** Since when nothing was heard, on our clock, where something was heard before. */
  gapFrom: EpochMs | undefined;
  /** Who waits and who serves, by the last QueueStatus of this connection. */
  listed: QueueList | undefined;
  queues: ReadonlySet<string>;
  /** Connected, and not yet told what happened meanwhile. */
  isSyncing: boolean;
  /** Calls of which an event has told since the lists were asked for. */
  readonly heard: Set<string>;
  /** Members and queues of which an event has told while the list was on its way. */
  readonly heardMembers: Set<string>;
  /** When the switch started on our clock, where it has said so and its own clock is not known yet. */
  started: EpochMs | undefined;
  /** That start as it was told, on its own clock: nothing of this life of the switch is told of an instant before. */
  toldStart: EpochMs | undefined;
  refusal: Refusal | undefined;
};

const newSide = (ports: AmiSidePorts): Side => ({
  ports,
  facts: undefined,
  lists: undefined,
  gapFrom: ports.known.get(KEY)?.heardAt,
  listed: undefined,
  queues: new Set(),
  isSyncing: false,
  heard: new Set(),
  heardMembers: new Set(),
  started: undefined,
  toldStart: undefined,
  refusal: undefined,
});

function keep({ ports: { known } }: Side, more: KnownOfAmi): void {
  known.set(KEY, { ...known.get(KEY), ...more });
}

/** What time it was on the switch, as far as that is known. */
const switchTime = ({ facts }: Side, ours: EpochMs): EpochMs => later(ours, -(facts?.aheadMs() ?? 0));

/** What changes nothing of where the call is. */
const PASSING: ReadonlySet<SwitchFact['kind']> = new Set([
  'rang',
  'refused',
  'ring-cancelled',
  'held',
  'resumed',
  'labelled',
]);

/** What changes how a member serves a queue. */
const SERVING: ReadonlySet<SwitchFact['kind']> = new Set(['joined', 'departed', 'paused', 'unpaused']);

const servingOf = ({ ports }: Side, member: string, queue: string): string =>
  `${ports.nameOf(member)}|${queue}`;

function pass(side: Side, fact: SwitchFact, receivedAt: EpochMs): void {
  tellStart(side, receivedAt);
  if (side.isSyncing && 'call' in fact && !PASSING.has(fact.kind)) side.heard.add(fact.call);
  if (side.lists?.isBegun() === true && SERVING.has(fact.kind) && 'member' in fact && 'queue' in fact)
    side.heardMembers.add(servingOf(side, fact.member, fact.queue));
  side.ports.pass(fact, receivedAt);
}

function listsOf(side: Side): AmiLists {
  return amiLists({
    takeQueues(list) {
      tellStart(side, epochMs(list.time.at));
      side.listed = list;
      side.queues = list.queues;
      const isHeard = (member: string, queue: string): boolean =>
        side.heardMembers.has(servingOf(side, member, queue));
      side.ports.agents.reconcile({ ...list, isHeard });
      side.heardMembers.clear();
    },
    takeChannels(channels, now) {
      if (side.isSyncing) resync(side, channels, now);
    },
  });
}

/** Tells what must have happened while nobody listened. */
function resync(side: Side, channels: readonly ListedChannel[] | undefined, now: FactTime): void {
  const { ports, listed, heard, facts } = side;
  // A list without any queue was not shown to us.
  if (listed === undefined || listed.queues.size === 0) return;
  const idle = new Set(listed.members.filter(({ status }) => status === 'idle').map(({ member }) => member));
  const { toldStart = epochMs(0) } = side;
  const gapFrom = side.gapFrom === undefined ? undefined : switchTime(side, side.gapFrom);
  const synced = resyncCalls({
    entries: listed.entries.map((entry) => ({ ...entry, enteredAt: latest(entry.enteredAt, toldStart) })),
    channels,
    calls: ports.calls.entries(),
    isHeard: (call) => heard.has(call),
    isIdle: (member) => idle.has(member),
    nameOf: ports.nameOf,
    now,
    gapFrom: gapFrom && latest(gapFrom, toldStart),
  });
  side.isSyncing = false;
  side.gapFrom = undefined;
  side.toldStart = undefined;
  heard.clear();
  const receivedAt = ports.known.get(KEY)?.heardAt ?? now.at;
  for (const fact of synced.facts) ports.pass(fact, receivedAt);
  for (const { leg, call, member } of synced.talks) facts?.addLeg(leg, { call, member });
}

const latest = (one: EpochMs, other: EpochMs): EpochMs => (one > other ? one : other);

function factsOf(side: Side, lists: AmiLists): AmiFacts {
  const { agents, outbox } = side.ports;
  return amiFacts({
    lists,
    pass: (fact, receivedAt) => pass(side, fact, receivedAt),
    learn: (time, alias, name) => agents.learn(time, alias, name),
    callOf: (member, queue) => agents.callOf(member, queue),
    refuse: (refusal) => void (side.refusal = refusal),
    uptime: (ms, receivedAt) => hearUptime(side, later(receivedAt, -ms)),
    heartbeat(at) {
      tellStart(side, at);
      side.ports.tick(at);
      outbox.push({ ...outbox.envelope({ at }, 'heartbeat', at), kind: 'source-heartbeat' });
    },
  });
}

/** A switch that started later than we knew was restarted meanwhile. Compared on our clock: the switch's may have been set. */
function hearUptime(side: Side, startedAt: EpochMs): void {
  const before = side.ports.known.get(KEY)?.startedAt;
  // The log has the instant itself.
  if (side.ports.mode === 'pair' || (before !== undefined && startedAt <= before + UPTIME_SLACK_MS)) return;
  side.started = startedAt;
}

/** Before anything else is told of it, and on its own clock where that is known by now. */
function tellStart(side: Side, receivedAt: EpochMs): void {
  const { started } = side;
  if (started === undefined) return;
  side.started = undefined;
  keep(side, { startedAt: started });
  // The switch rounds its uptime down: it started in the second before, and after its last word.
  side.gapFrom = epochMs(Math.max(side.gapFrom ?? 0, later(started, -SECOND_MS)));
  const at = switchTime(side, side.gapFrom);
  side.toldStart = at;
  side.ports.pass({ at, precisionMs: SECOND_MS, kind: 'started' }, receivedAt);
}

function open(side: Side, at: EpochMs): void {
  const { gapFrom, ports } = side;
  side.isSyncing = true;
  side.listed = undefined;
  side.heard.clear();
  side.heardMembers.clear();
  if (ports.mode === 'pair' || gapFrom === undefined) return;
  const now = switchTime(side, at);
  const from = switchTime(side, gapFrom);
  ports.outbox.push({ ...ports.outbox.envelope({ at: now }, 'gap', now), kind: 'source-gap', from });
}

import { MINUTE_MS, SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { AgentNames } from './agent-names.ts';
import type { FactTime, SwitchFact } from './switch-fact.ts';
import { waitingRoom, type Waiting, type WaitingRoom } from './waiting-room.ts';

export type FactMergerPorts = {
  readonly names: AgentNames;
  /** Takes what is told, each fact once, with the finer of its clocks. */
  readonly pass: (fact: SwitchFact) => void;
};

/** Makes one stream of the log and of AMI, which tell nearly the same. */
export type FactMerger = {
  log(fact: SwitchFact, receivedAt: EpochMs): void;
  /** A fact that is certain. It goes on at once. */
  ami(fact: SwitchFact, receivedAt: EpochMs): void;
  /**
   * AMI says that a wait has ended, and not how. Answers the log's word for it, with AMI's time, where the log was first;
   * that word is used up.
   */
  exitOf(exit: Exit): SwitchFact | undefined;
  /** Asked of each exit that the log tells: AMI's time of it, where AMI waits to hear how it was. */
  onExit(ask: (fact: SwitchFact) => FactTime | undefined): void;
  amiOpened(at: EpochMs): void;
  amiLost(): void;
  settle(now: EpochMs): void;
  saved(): SavedMerger;
};

type Exit = FactTime & { readonly call: string; readonly queue: string };
export type SavedMerger = { readonly held: readonly Waiting[]; readonly told: readonly Waiting[] };

/** Both write at once; a second passes between the clocks at most, and the rest is for a machine under load. */
const HOLD_MS: DurationMs = 2 * SECOND_MS;
/** How late the log may be read and still be known for what AMI has told. */
const TOLD_MS: DurationMs = 2 * MINUTE_MS;
/** A line this much older than the connection is from before it: AMI will not tell of it. */
const BEFORE_MS: DurationMs = 10 * SECOND_MS;
/** Facts of either side that wait for the other: ten seconds of a thousand a second. */
const WAITING_KEPT = 10_000;

/** Facts that both tell. All others pass as they come. */
const BOTH: ReadonlySet<SwitchFact['kind']> = new Set([
  'entered',
  'refused',
  'connected',
  'released',
  'left',
  'turned-away',
  'joined',
  'departed',
  'paused',
  'unpaused',
  'logged-on',
  'logged-off',
]);

/** A merger of which nothing waits, or what an earlier one had `saved`. */
export function factMerger({ names, pass }: FactMergerPorts, saved?: SavedMerger): FactMerger {
  const merging: Merging = {
    pass,
    held: waitingRoom(names, saved?.held),
    told: waitingRoom(names, saved?.told),
    openedAt: undefined,
    tellsAll: false,
    aheadMs: 0,
    askExit: () => undefined,
  };
  const { held, told } = merging;
  return {
    log: (fact, receivedAt) => takeLog(merging, fact, receivedAt),
    ami: (fact, receivedAt) => takeAmi(merging, fact, receivedAt),
    exitOf(exit) {
      const asked: SwitchFact = { ...exit, kind: 'left', exit: 'abandoned' };
      const fact = held.take(asked, (other) => isOne(other, asked));
      return fact === undefined ? undefined : withTime(fact, exit);
    },
    onExit: (ask) => void (merging.askExit = ask),
    amiOpened: (at) => void Object.assign(merging, { openedAt: at, tellsAll: false }),
    amiLost() {
      merging.openedAt = undefined;
      for (const fact of held.due()) pass(fact);
    },
    settle(now) {
      for (const fact of held.due(now)) passLate(merging, fact);
      told.due(now);
    },
    saved: () => ({ held: held.saved(), told: told.saved() }),
  };
}

type Merging = {
  readonly pass: (fact: SwitchFact) => void;
  /** Of the log, waiting for AMI to tell the same. */
  readonly held: WaitingRoom;
  /** Of AMI, waiting for the log to tell the same. */
  readonly told: WaitingRoom;
  openedAt: EpochMs | undefined;
  /** Whether this connection is told of queues and members at all (`read=agent`). */
  tellsAll: boolean;
  /** How far our clock is ahead of the switch's. */
  aheadMs: DurationMs;
  askExit: (fact: SwitchFact) => FactTime | undefined;
};

function takeLog(merging: Merging, fact: SwitchFact, receivedAt: EpochMs): void {
  const { pass, held, told, openedAt, aheadMs } = merging;
  if (!BOTH.has(fact.kind)) return pass(fact);
  if (told.take(fact, (other) => isOne(fact, other)) !== undefined) return;
  const time = fact.kind === 'left' ? merging.askExit(fact) : undefined;
  if (time !== undefined) return pass(withTime(fact, time));
  if (openedAt === undefined || fact.at < openedAt - aheadMs - BEFORE_MS) return pass(fact);
  held.add(fact, later(receivedAt, HOLD_MS));
  for (const first of held.overflow(WAITING_KEPT)) pass(first);
}

function takeAmi(merging: Merging, fact: SwitchFact, receivedAt: EpochMs): void {
  const { pass, held, told } = merging;
  if (fact.clock === undefined && fact.precisionMs === undefined) merging.aheadMs = receivedAt - fact.at;
  if (BOTH.has(fact.kind)) {
    merging.tellsAll = true;
    if (held.take(fact, (other) => isOne(other, fact)) === undefined) {
      told.add(fact, later(receivedAt, TOLD_MS));
      told.overflow(WAITING_KEPT);
    }
  }
  pass(fact);
}

/**
 * AMI did not tell it in time. Of members it tells all that matters: what it leaves out is a step between two others
 * (`Auto-Unpause` before a new pause), and to take that step now would undo the later one.
 */
function passLate({ pass, tellsAll, openedAt, aheadMs }: Merging, fact: SwitchFact): void {
  const end = fact.at + (fact.precisionMs ?? 0);
  const isTold = tellsAll && openedAt !== undefined && end >= openedAt - aheadMs;
  if (!isTold || !('member' in fact) || 'call' in fact) pass(fact);
}

function withTime(fact: SwitchFact, { at, precisionMs, clock }: FactTime): SwitchFact {
  const { precisionMs: _, ...rest } = fact;
  return {
    ...rest,
    at,
    ...(precisionMs === undefined ? {} : { precisionMs }),
    ...(clock === undefined ? {} : { clock }),
  };
}

/** The log's second begins up to a second before AMI's instant; the two are written up to a second apart. */
const LOG_EARLIER_MS: DurationMs = 2_500;
const LOG_LATER_MS: DurationMs = 1_000;
/** Where AMI has no time of its own, our clock may be off, and the network slow. */
const RECEIPT_MS: DurationMs = 5 * SECOND_MS;

/** Whether a line of the log and a word of AMI, of one kind and about the same call or member, are one fact. */
export function isOne(log: FactTime, ami: FactTime): boolean {
  const apart = ami.at - log.at;
  if (ami.clock === 'receipt') return Math.abs(apart) <= RECEIPT_MS;
  return apart <= LOG_EARLIER_MS && apart >= -LOG_LATER_MS;
}

import { MINUTE_MS, SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Standing } from '../../links/standing.ts';
import type { AgentNames } from './agent-names.ts';
import { isOne } from './same-time.ts';
import type { FactTime, SwitchFact } from './switch-fact.ts';
import { waitingRoom, type Waiting, type WaitingRoom } from './waiting-room.ts';

export type FactMergerPorts = {
  readonly names: AgentNames;
  readonly standing: Standing;
  /** Takes what is told, each fact once, with the finer of its clocks. */
  readonly pass: (fact: SwitchFact) => void;
  /** Whether AMI has told when, and waits to hear how: the exit that a line of the log tells is passed at once. */
  readonly isAwaited: (exit: SwitchFact & { readonly kind: 'left' }) => boolean;
};

/** Makes one stream of the log and of AMI, which tell nearly the same. */
export type FactMerger = {
  log(fact: SwitchFact, receivedAt: EpochMs): void;
  /** What AMI tells goes on at once. */
  ami(fact: SwitchFact, receivedAt: EpochMs): void;
  amiOpened(at: EpochMs): void;
  amiLost(): void;
  settle(now: EpochMs): void;
};

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

/** A merger in which waits what waited for an earlier one. */
export function factMerger({ names, standing, pass, isAwaited }: FactMergerPorts): FactMerger {
  const merging: Merging = {
    pass,
    isAwaited,
    held: waitingRoom(names, standing.map<Waiting>('held')),
    told: waitingRoom(names, standing.map<Waiting>('told')),
    openedAt: undefined,
    tellsAll: false,
    aheadMs: 0,
  };
  const { held, told } = merging;
  return {
    log: (fact, receivedAt) => takeLog(merging, fact, receivedAt),
    ami: (fact, receivedAt) => takeAmi(merging, fact, receivedAt),
    amiOpened: (at) => void Object.assign(merging, { openedAt: at, tellsAll: false }),
    amiLost() {
      merging.openedAt = undefined;
      for (const fact of held.due()) pass(fact);
    },
    settle(now) {
      for (const fact of held.due(now)) passLate(merging, fact);
      told.due(now);
    },
  };
}

type Merging = Pick<FactMergerPorts, 'pass' | 'isAwaited'> & {
  /** Of the log, waiting for AMI to tell the same. */
  readonly held: WaitingRoom;
  /** Of AMI, waiting for the log to tell the same. */
  readonly told: WaitingRoom;
  openedAt: EpochMs | undefined;
  /** Whether this connection is told of queues and members at all (`read=agent`). */
  tellsAll: boolean;
  /** How far our clock is ahead of the switch's. */
  aheadMs: DurationMs;
};

function takeLog(merging: Merging, fact: SwitchFact, receivedAt: EpochMs): void {
  const { pass, held, told, openedAt, aheadMs, isAwaited } = merging;
  if (!BOTH.has(fact.kind)) return pass(fact);
  // Before what was told: a wait that is over and not decided is older than one whose end was told at once.
  if (fact.kind === 'left' && isAwaited(fact)) return pass(fact);
  if (told.take(fact, (other) => isOne(fact, other)) !== undefined) return;
  if (openedAt === undefined || fact.at < openedAt - aheadMs - BEFORE_MS) {
    // What was held back for AMI, by an earlier reader perhaps, was written before it.
    for (const first of held.due()) pass(first);
    return pass(fact);
  }
  held.add(fact, later(receivedAt, HOLD_MS));
  for (const first of held.overflow(WAITING_KEPT)) pass(first);
}

function takeAmi(merging: Merging, fact: SwitchFact, receivedAt: EpochMs): void {
  const { pass, held, told } = merging;
  if (fact.clock === undefined && fact.precisionMs === undefined) merging.aheadMs = receivedAt - fact.at;
  if (fact.kind === 'gone' || fact.kind === 'left') {
    const exit = heldExit(held, fact);
    if (exit !== undefined) return pass(exit);
  }
  if (BOTH.has(fact.kind)) {
    merging.tellsAll = true;
    if (held.take(fact, (other) => isOne(other, fact)) === undefined) {
      told.add(fact, later(receivedAt, TOLD_MS));
      told.overflow(WAITING_KEPT);
    }
  }
  pass(fact);
}

/** The log's word for an exit of which AMI knows the instant, with that instant; it is used up. */
function heldExit(
  held: WaitingRoom,
  gone: SwitchFact & { readonly kind: 'gone' | 'left' },
): SwitchFact | undefined {
  const { call, queue } = gone;
  const like: SwitchFact = { at: gone.at, kind: 'left', call, queue, exit: 'abandoned' };
  const word = held.take(like, (other) => isOne(other, gone));
  return word && withTime(word, gone);
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

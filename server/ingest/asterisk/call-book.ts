import type { Labels } from '#domain/acd-event.ts';
import { openLimitMs } from '#domain/contact.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';

/** One pass of a call through one queue. */
export type CallVisit = {
  readonly queue: string;
  /** Which pass through this queue it is, from 1: with the call and the queue it names each fact of the visit. */
  readonly nth: number;
  stage: 'waiting' | 'talking' | 'done';
  /** Whether, and when, it was told that the call entered. */
  enteredAt?: EpochMs;
  /** When it was answered, or was over without. */
  changedAt: EpochMs;
  /** As the switch named the member who answered. */
  member?: string;
  refused: number;
  isRinging: boolean;
  isHeld: boolean;
};

export type OpenCall = {
  visits: CallVisit[];
  /** Passes through each queue so far. */
  passes: Record<string, number>;
  labels: Labels;
  isStarted: boolean;
  /** The talk was passed on, and the hang-up will be told. */
  isPassedOn: boolean;
  lastAt: EpochMs;
};

/** The calls that are known: open ones, and those that ended lately and may come back into a queue. */
export type CallBook = {
  get(call: string): OpenCall | undefined;
  /** The call, opened where it is not known. */
  open(call: string, at: EpochMs): OpenCall;
  /** Forgets what is over for long, or silent for so long that it counts as lost. */
  forget(now: EpochMs): void;
  ended(call: string): void;
  entries(): IterableIterator<[string, OpenCall]>;
  size(): number;
  clear(): void;
};

/** A caller who comes back into a queue later than this is a new visit with the old one's names; nobody plays music that long. */
const KEPT_MS: DurationMs = 30 * MINUTE_MS;
const SILENCE_MS = openLimitMs('voice');
/** The calls of a day in the largest centre we hold ourselves to, at 500 bytes: 100 MB; the oldest are forgotten for new ones. */
const CALLS_KEPT = 200_000;

/** The calls that an earlier reader had in its book. */
export function callBook(saved: Iterable<readonly [string, OpenCall]> = []): CallBook {
  const open = new Map<string, OpenCall>();
  const ended = new Map<string, OpenCall>();
  for (const [call, one] of saved) (isOver(one) ? ended : open).set(call, one);

  return {
    get: (call) => open.get(call) ?? ended.get(call),
    open: (call, at) => openCall({ open, ended }, call, at),
    ended(call) {
      const one = open.get(call);
      if (one === undefined) return;
      open.delete(call);
      ended.set(call, one);
      if (ended.size > CALLS_KEPT) dropFirst(ended);
    },
    forget(now) {
      forgetEnded(ended, now);
      forgetSilent(open, now);
    },
    *entries() {
      yield* ended;
      yield* open;
    },
    size: () => open.size + ended.size,
    clear() {
      open.clear();
      ended.clear();
    },
  };
}

type Calls = { readonly open: Map<string, OpenCall>; readonly ended: Map<string, OpenCall> };

function openCall({ open, ended }: Calls, call: string, at: EpochMs): OpenCall {
  const known = open.get(call) ?? ended.get(call) ?? newCall(at);
  if (at > known.lastAt) known.lastAt = at;
  if (open.has(call)) return known;
  ended.delete(call);
  open.set(call, known);
  if (open.size > CALLS_KEPT) dropFirst(open);
  return known;
}

function forgetEnded(ended: Map<string, OpenCall>, now: EpochMs): void {
  for (const [call, one] of ended) {
    if (now - one.lastAt < KEPT_MS) return;
    ended.delete(call);
  }
}

function forgetSilent(open: Map<string, OpenCall>, now: EpochMs): void {
  for (const [call, one] of open) {
    // The first that began lately: those behind it began later still.
    if (now - one.lastAt < KEPT_MS) return;
    open.delete(call);
    if (now - one.lastAt >= SILENCE_MS) continue;
    // It is talked to for long, and goes behind those that may be forgotten before it.
    open.set(call, one);
    return;
  }
}

const newCall = (at: EpochMs): OpenCall => ({
  visits: [],
  passes: {},
  labels: {},
  isStarted: false,
  isPassedOn: false,
  lastAt: at,
});

const isOver = ({ visits, isPassedOn }: OpenCall): boolean =>
  !isPassedOn && visits.length > 0 && visits.every(({ stage }) => stage === 'done');

function dropFirst(calls: Map<string, OpenCall>): void {
  const [first] = calls.keys();
  if (first !== undefined) calls.delete(first);
}

/** Visits of one call that late facts may still speak of; it is in one queue at a time. */
const VISITS_KEPT = 8;
/** Queues of one call that passes are counted of: a dialplan that sends a call through more of them goes in circles. */
const QUEUES_COUNTED = 100;

/** A further pass of the call through a queue. */
export function newVisit(call: OpenCall, queue: string, at: EpochMs): CallVisit {
  const nth = (call.passes[queue] ?? 0) + 1;
  call.passes[queue] = nth;
  if (nth === 1) forgetPasses(call);
  const visit: CallVisit = {
    queue,
    nth,
    stage: 'waiting',
    changedAt: at,
    refused: 0,
    isRinging: false,
    isHeld: false,
  };
  call.visits.push(visit);
  if (call.visits.length > VISITS_KEPT) call.visits.shift();
  return visit;
}

function forgetPasses({ passes }: OpenCall): void {
  const queues = Object.keys(passes);
  const [oldest] = queues;
  if (oldest !== undefined && queues.length > QUEUES_COUNTED) delete passes[oldest];
}

/** The latest visit to a queue that is in one of the stages; undefined when there is none. */
export function visitIn(
  call: OpenCall,
  queue: string,
  ...stages: readonly CallVisit['stage'][]
): CallVisit | undefined {
  return call.visits.findLast((visit) => visit.queue === queue && stages.includes(visit.stage));
}

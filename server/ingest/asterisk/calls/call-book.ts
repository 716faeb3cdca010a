import type { Labels } from '#domain/acd-event.ts';
import { openLimitMs } from '#domain/contact.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { KnownMap } from '../../links/standing.ts';
import type { Exit, FactTime } from '../facts/switch-fact.ts';

/** One pass of a call through one queue. */
export type CallVisit = {
  readonly queue: string;
  /** Which pass through this queue it is, from 1: with the call and the queue it names each fact of the visit. */
  readonly nth: number;
  /** `leaving`: it waits no more, and how that came is not known yet. */
  stage: 'waiting' | 'leaving' | 'talking' | 'done';
  /** When it was told that the call entered, was answered, and was over; absent where it was not. */
  entered?: FactTime;
  answered?: FactTime;
  over?: FactTime;
  /** As the switch named the member who answered. */
  member?: string;
  refused: number;
  isRinging: boolean;
  /** Members at whom it rings now. */
  rings: readonly string[];
  isHeld: boolean;
  ending?: Ending;
};

/** What the switch has said of an end without saying how it came, and until when a word for that is waited for, on our clock. */
export type Ending = FactTime & {
  readonly said: 'abandon' | 'leave' | 'unlisted';
  until: EpochMs;
  hint?: Exit;
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
  /** Calls of which a visit has ended, nobody knows how. */
  readonly ending: Set<string>;
  size(): number;
  /** Forgets the calls of which nothing was heard after an instant. */
  clearUntil(at: EpochMs): void;
};

/** A caller who comes back into a queue later than this is a new visit with the old one's names; nobody plays music that long. */
const KEPT_MS: DurationMs = 30 * MINUTE_MS;
const SILENCE_MS = openLimitMs('voice');
/** The calls of a day in the largest centre we hold ourselves to, at 500 bytes: 100 MB; the oldest are forgotten for new ones. */
const CALLS_KEPT = 200_000;

/** The calls that are in the map, each change of which is noted there. */
export function callBook(known: KnownMap<OpenCall>): CallBook {
  const calls: Calls = { known, open: new Map(), ended: new Map() };
  const saved = [...known.entries()].toSorted(([, one], [, other]) => one.lastAt - other.lastAt);
  for (const [call, one] of saved) (isOver(one) ? calls.ended : calls.open).set(call, one);
  const { open, ended } = calls;
  return {
    ending: new Set(saved.filter(([, { visits }]) => visits.some(hasEnding)).map(([call]) => call)),
    get(call) {
      const one = open.get(call) ?? ended.get(call);
      if (one !== undefined) known.touch(call);
      return one;
    },
    open: (call, at) => openCall(calls, call, at),
    ended(call) {
      const one = open.get(call);
      if (one === undefined || one.visits.some(({ stage }) => stage !== 'done')) return;
      open.delete(call);
      ended.set(call, one);
      if (ended.size > CALLS_KEPT) dropFirst(calls, ended);
    },
    forget(now) {
      forgetEnded(calls, now);
      forgetSilent(calls, now);
    },
    *entries() {
      yield* ended;
      yield* open;
    },
    size: () => open.size + ended.size,
    clearUntil(at) {
      for (const [call, { lastAt }] of known.entries()) {
        if (lastAt > at) continue;
        known.delete(call);
        open.delete(call);
        ended.delete(call);
        this.ending.delete(call);
      }
    },
  };
}

const hasEnding = ({ ending }: CallVisit): boolean => ending !== undefined;

type Calls = {
  readonly known: KnownMap<OpenCall>;
  readonly open: Map<string, OpenCall>;
  readonly ended: Map<string, OpenCall>;
};

function openCall(calls: Calls, call: string, at: EpochMs): OpenCall {
  const { known, open, ended } = calls;
  const one = open.get(call) ?? ended.get(call) ?? newCall(at);
  known.set(call, one);
  if (at > one.lastAt) one.lastAt = at;
  if (open.has(call)) return one;
  ended.delete(call);
  open.set(call, one);
  if (open.size > CALLS_KEPT) dropFirst(calls, open);
  return one;
}

function forgetEnded({ known, ended }: Calls, now: EpochMs): void {
  for (const [call, one] of ended) {
    if (now - one.lastAt < KEPT_MS) return;
    ended.delete(call);
    known.delete(call);
  }
}

function forgetSilent({ known, open }: Calls, now: EpochMs): void {
  for (const [call, one] of open) {
    // The first that began lately: those behind it began later still.
    if (now - one.lastAt < KEPT_MS) return;
    open.delete(call);
    if (now - one.lastAt >= SILENCE_MS) {
      known.delete(call);
      continue;
    }
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

function dropFirst({ known }: Calls, calls: Map<string, OpenCall>): void {
  const [first] = calls.keys();
  if (first === undefined) return;
  calls.delete(first);
  known.delete(first);
}

/** Visits of one call that late facts may still speak of; it is in one queue at a time. */
const VISITS_KEPT = 8;
/** Queues of one call that passes are counted of: a dialplan that sends a call through more of them goes in circles. */
const QUEUES_COUNTED = 100;

/** A further pass of the call through a queue. */
export function newVisit(call: OpenCall, queue: string): CallVisit {
  const nth = (call.passes[queue] ?? 0) + 1;
  call.passes[queue] = nth;
  if (nth === 1) forgetPasses(call);
  const visit: CallVisit = {
    queue,
    nth,
    stage: 'waiting',
    refused: 0,
    isRinging: false,
    rings: [],
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

/** Whether the call waits or is talked to. */
export const hasOpenVisit = ({ visits }: OpenCall): boolean => visits.some(({ stage }) => stage !== 'done');

/** The visit that a fact about a wait belongs to; its entry may not have been told. */
export const waitOf = (call: OpenCall, queue: string): CallVisit =>
  visitIn(call, queue, 'waiting', 'leaving') ?? newVisit(call, queue);

import { SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Exit, FactTime, SwitchFact } from './switch-fact.ts';

/**
 * Finds out how a wait ended, where AMI says only that it has: QueueCallerAbandon comes with timeouts, empty queues and
 * withdrawals too, and an exit by key has nothing but QueueCallerLeave.
 */
export type ExitDesk = {
  /** `said`: by an Abandon, or by a Leave that may still turn out to be an answer. */
  left(exit: OpenExit, receivedAt: EpochMs): void;
  /** It was an answer. */
  answered(call: string): void;
  /** Somebody hung up on the caller's channel, or asked for it. */
  hangUpAsked(call: string): void;
  /** The dialplan, or the QUEUESTATUS of the channel, says how it was. */
  hint(call: string, exit: Exit): void;
  /** The caller's channel is gone. */
  hungUp(call: string): void;
  /** The log has a word about an exit of this call: AMI's time of it, if AMI has told of it. It is decided with this. */
  decide(call: string, queue: string, near: (time: FactTime) => boolean): FactTime | undefined;
  /** The caller waits. */
  entered(call: string): void;
  settle(now: EpochMs): void;
  /** Nothing more is heard of AMI. Alone it decides everything that is open; the log may still have its word. */
  lost(): void;
  /** Decides everything that is open. */
  close(): void;
  saved(): SavedExits;
};

/** Calls that are watched. */
export type SavedExits = readonly (readonly [string, Watched])[];

export type OpenExit = FactTime & {
  readonly call: string;
  readonly queue: string;
  readonly said: 'abandon' | 'leave';
};

export type ExitDeskPorts = {
  /** Whether the log will say how it was: then it has the last word, and time to come. */
  readonly hasLog: boolean;
  /** Whether AMI tells hang-ups (`read=call`): without them an abandon cannot be told from a timeout. */
  readonly tellsHangUps: () => boolean;
  readonly pass: (fact: SwitchFact) => void;
};

/** The dialplan's next step comes at once; an agent who is to hear an announcement first is answered seconds after the Leave. */
const HINT_WITHIN_MS: DurationMs = 2 * SECOND_MS;
const ANSWER_WITHIN_MS: DurationMs = 8 * SECOND_MS;
/** How late the log may be read and still decide. */
const LOG_WITHIN_MS: DurationMs = 10 * SECOND_MS;
/** Calls that are watched: waiting ones, and those whose exit is open. */
const CALLS_WATCHED = 50_000;

type Watched = { hangUpAsked: boolean; hint?: Exit; open?: OpenExit & { readonly until: EpochMs } };

/** A desk with nothing open, or what an earlier one had `saved`. */
export function exitDesk(ports: ExitDeskPorts, saved: SavedExits = []): ExitDesk {
  const desk: Desk = { ports, calls: new Map(saved), open: new Set() };
  for (const [call, watched] of saved) if (watched.open !== undefined) desk.open.add(call);
  return {
    entered(call) {
      forget(desk, call);
      watch(desk, call);
    },
    left: (exit, receivedAt) => begin(desk, exit, receivedAt),
    answered: (call) => forget(desk, call),
    hangUpAsked(call) {
      const watched = desk.calls.get(call);
      if (watched !== undefined && watched.open === undefined) watched.hangUpAsked = true;
    },
    hint(call, exit) {
      const watched = desk.calls.get(call);
      if (watched === undefined) return;
      watched.hint = exit;
      presumeIfAlone(desk, call);
    },
    hungUp(call) {
      if (desk.open.has(call)) presumeIfAlone(desk, call);
      else forget(desk, call);
    },
    decide(call, queue, near) {
      const exit = desk.calls.get(call)?.open;
      if (exit === undefined || exit.queue !== queue || !near(exit)) return undefined;
      forget(desk, call);
      return exit;
    },
    settle(now) {
      for (const call of desk.open) if ((desk.calls.get(call)?.open?.until ?? 0) <= now) presume(desk, call);
    },
    lost() {
      if (!ports.hasLog) closeAll(desk);
    },
    close: () => closeAll(desk),
    saved: () => [...desk.calls],
  };
}

type Desk = {
  readonly ports: ExitDeskPorts;
  readonly calls: Map<string, Watched>;
  /** Calls whose wait is over, nobody knows how. */
  readonly open: Set<string>;
};

function watch(desk: Desk, call: string): Watched {
  const known = desk.calls.get(call);
  if (known !== undefined) return known;
  const fresh: Watched = { hangUpAsked: false };
  desk.calls.set(call, fresh);
  const [oldest] = desk.calls.keys();
  if (desk.calls.size > CALLS_WATCHED && oldest !== undefined) forget(desk, oldest);
  return fresh;
}

function forget({ calls, open: exits }: Desk, call: string): void {
  calls.delete(call);
  exits.delete(call);
}

function begin(desk: Desk, exit: OpenExit, receivedAt: EpochMs): void {
  const watched = watch(desk, exit.call);
  if (watched.open !== undefined) return;
  watched.open = { ...exit, until: later(receivedAt, waitFor(desk.ports, exit)) };
  desk.open.add(exit.call);
  if (exit.said === 'abandon' && watched.hangUpAsked) presumeIfAlone(desk, exit.call);
}

/** What AMI knows is enough, unless the log will know better. */
function presumeIfAlone(desk: Desk, call: string): void {
  if (!desk.ports.hasLog && desk.open.has(call)) presume(desk, call);
}

function presume(desk: Desk, call: string): void {
  const watched = desk.calls.get(call);
  forget(desk, call);
  if (watched?.open === undefined) return;
  desk.ports.pass(presumed(watched, watched.open, desk.ports.tellsHangUps()));
}

function closeAll(desk: Desk): void {
  for (const call of desk.open) presume(desk, call);
}

function waitFor({ hasLog }: ExitDeskPorts, { said }: OpenExit): DurationMs {
  if (hasLog) return LOG_WITHIN_MS;
  return said === 'abandon' ? HINT_WITHIN_MS : ANSWER_WITHIN_MS;
}

/** The most that AMI alone can say. */
function presumed(watched: Watched, open: OpenExit, tellsHangUps: boolean): SwitchFact {
  const { said, call, queue, at, precisionMs, clock } = open;
  const what = {
    kind: 'left' as const,
    call,
    queue,
    at,
    ...(precisionMs === undefined ? {} : { precisionMs }),
    ...(clock === undefined ? {} : { clock }),
  };
  if (watched.hint !== undefined) return { ...what, exit: watched.hint };
  if (said === 'leave') return { ...what, exit: 'key', presumed: 'by key or by another way out' };
  if (watched.hangUpAsked) return { ...what, exit: 'abandoned' };
  if (tellsHangUps) return { ...what, exit: 'timeout', presumed: 'timeout, empty or withdrawn' };
  return { ...what, exit: 'abandoned', presumed: 'unknown: hung up, timeout, empty or withdrawn' };
}

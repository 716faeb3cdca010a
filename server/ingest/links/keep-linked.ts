import { SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Clock } from '../../clock/clock.ts';
import { backOffMs, type BackOff } from './back-off.ts';
import { pause, type Timers } from '../../clock/timers.ts';

/** How a connection is. `reason` is in words for people, and holds no secret. */
export type LinkState =
  | { readonly state: 'connecting'; readonly since: EpochMs }
  | { readonly state: 'live'; readonly since: EpochMs }
  | {
      readonly state: 'waiting';
      readonly since: EpochMs;
      /** When it is tried again. */
      readonly until: EpochMs;
      readonly reason: string;
      /** Whether the other side said no, or is not there. */
      readonly why: LinkEnd['kind'];
      /** What to do about it, where that is known. */
      readonly mend?: string;
    }
  | { readonly state: 'stopped'; readonly since: EpochMs };

/** What one connection is given for its life. */
export type Connection = {
  /** Aborted when we no longer want it; `connect` then closes what it opened and returns. */
  readonly signal: AbortSignal;
  /** To be called once it is logged in, resynced and may be relied upon. */
  live(): void;
};

/** Why a connection is over. `lost`: try again soon. `refused`: it said no, so asking again soon will not help. */
export type LinkEnd = {
  readonly kind: 'lost' | 'refused';
  readonly reason: string;
  /** What to do about it, in words for people; absent where time mends it, or nobody knows. */
  readonly mend?: string;
};

export type LinkOptions = {
  /**
   * Opens one connection and lives as long as it: resolves with why it is over. What it throws counts as `lost` with the
   * error's message, so no message may hold a secret.
   */
  readonly connect: (connection: Connection) => Promise<LinkEnd>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Chance from 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly backOff: BackOff;
  readonly onState: (state: LinkState) => void;
};

export type Link = {
  state(): LinkState;
  /** Ends the connection and never opens another; resolves when it is closed. */
  stop(): Promise<void>;
};

/** A connection that was live at least this long did not fail: the back-off begins anew. */
const STEADY_MS: DurationMs = 10 * SECOND_MS;

/** Connects, and connects again whenever the connection is over, until stopped. */
export function keepLinked(options: LinkOptions): Link {
  const { clock, timers } = options;
  const stopping = new AbortController();
  let state: LinkState = { state: 'connecting', since: clock() };
  const turn = (next: LinkState): void => {
    state = next;
    options.onState(next);
  };

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      turn({ state: 'connecting', since: clock() });
      const { end, liveMs } = await liveOnce(options, stopping.signal, turn);
      if (stopping.signal.aborted) break;
      failures = liveMs >= STEADY_MS ? 1 : failures + 1;
      const attempt = { failures, wasRefused: end.kind === 'refused', chance: options.random() };
      const waitMs = backOffMs(options.backOff, attempt);
      turn(waiting(end, clock(), waitMs));
      await pause(timers, waitMs, stopping.signal);
    }
    turn({ state: 'stopped', since: clock() });
  }

  const ended = run();
  return {
    state: () => state,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

const waiting = ({ kind, ...said }: LinkEnd, since: EpochMs, waitMs: DurationMs): LinkState => ({
  state: 'waiting',
  since,
  until: later(since, waitMs),
  why: kind,
  ...said,
});

type Life = { readonly end: LinkEnd; readonly liveMs: DurationMs };

async function liveOnce(
  { connect, clock }: LinkOptions,
  signal: AbortSignal,
  turn: (state: LinkState) => void,
): Promise<Life> {
  let liveSince: EpochMs | undefined;
  const live = (): void => {
    if (liveSince !== undefined || signal.aborted) return;
    liveSince = clock();
    turn({ state: 'live', since: liveSince });
  };
  const liveMs = (): DurationMs => (liveSince === undefined ? 0 : clock() - liveSince);
  try {
    const end = await connect({ signal, live });
    return { end, liveMs: liveMs() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { end: { kind: 'lost', reason }, liveMs: liveMs() };
  }
}

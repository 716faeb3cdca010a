import type { EpochMs } from '#domain/time.ts';

/** How a wait in a queue ended, or that it has not. */
export type TrueOutcome = 'waiting' | 'answered' | 'abandoned' | 'timeout' | 'key' | 'lost';

/** One wait of a caller in a queue, as the switch itself knows it. */
export type TrueVisit = {
  readonly call: string;
  readonly queue: string;
  readonly enteredAt: EpochMs;
  outcome: TrueOutcome;
  /** When the wait was over. */
  overAt?: EpochMs;
  /** When the agent was free again; absent while they talk, and where nobody answered. */
  talkedUntil?: EpochMs;
};

/** A caller's channel, from its first queue until it hangs up. */
export type Caller = {
  readonly call: string;
  readonly beganAt: EpochMs;
  /** The wait or the talk that is under way. */
  visit: TrueVisit;
  stage: 'waiting' | 'talking' | 'elsewhere' | 'gone';
  ring?: Leg;
  talk?: Leg & { readonly answeredAt: EpochMs };
};

/** A member's channel that rings or talks for a caller. */
export type Leg = { readonly id: string; readonly member: Member; readonly beganAt: EpochMs };

export type Member = {
  readonly name: string;
  readonly interface: string;
  /** A Local channel: in use from the first ring on. */
  readonly isLocal: boolean;
  readonly queues: Map<string, { pause: string | undefined; readonly joinedAt: EpochMs; pausedAt: EpochMs }>;
  /** The caller at whom it rings, or to whom it talks. */
  caller?: Caller;
  isOnOther: boolean;
};

/** Everything that the switch has now, and what it has had. */
export type SwitchState = {
  readonly queues: readonly string[];
  readonly members: readonly Member[];
  readonly callers: Map<string, Caller>;
  readonly visits: TrueVisit[];
  startedAt: EpochMs;
  isUp: boolean;
};

/** What `Status` of a member says. */
export function deviceOf({ caller, isLocal, isOnOther }: Member): number {
  if (isOnOther) return 2;
  if (caller === undefined) return 1;
  return caller.stage === 'waiting' && !isLocal ? 6 : 2;
}

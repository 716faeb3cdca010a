import { MINUTE_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { callTeller, type CallTeller } from './calls/call-teller.ts';
import type { CallTellerPorts } from './calls/call-words.ts';
import type { SwitchFact } from './facts/switch-fact.ts';

/** Tells facts of a switch as events, and keeps its clock. */
export type FactTeller = {
  tell(fact: SwitchFact): void;
  /** Our clock has come to `now`: the switch's has gone on as much since its last word. */
  settle(now: EpochMs): void;
  /** Our clock when the next facts come. */
  hear(receivedAt: EpochMs): void;
  /** The switch's clock, which it tells when it is asked. */
  tick(at: EpochMs): void;
  /** Our clock before anything was heard: what an earlier reader held back may be told first. */
  wake(now: EpochMs): void;
  /** What the switch's clock shows when ours shows this, by its last word; ours where it has said none. */
  switchTime(ours: EpochMs): EpochMs;
  /** Ends of which not all was said. */
  readonly ends: Pick<CallTeller, 'settle' | 'suspend' | 'resume'>;
};

/** Calls stay for half an hour after their end; nothing is gained by looking more often. */
const TIDY_EVERY_MS: DurationMs = MINUTE_MS;

export type FactTellerPorts = Omit<CallTellerPorts, 'now'> & {
  /** Whether the switch is connected and has listed its members since. */
  readonly hasListed: () => boolean;
};

/** A teller whose switch has said nothing yet. */
export function factTeller(ports: FactTellerPorts): FactTeller {
  const { calls, agents } = ports;
  const { clock, latestAt, ...clocks } = switchClock();
  const ends = callTeller({ ...ports, now: clock });
  let tidiedAt = 0;

  function tidy(now: EpochMs): void {
    if (now - tidiedAt < TIDY_EVERY_MS) return;
    tidiedAt = now;
    calls.forget(now);
  }

  return {
    ...clocks,
    ends,
    tell(fact) {
      clocks.tick(fact.at);
      agents.passTo(fact.at);
      if ('call' in fact) ends.take(fact);
      else if ('member' in fact) agents.take(fact);
      else tellSwitch({ ...ports, ends }, fact, latestAt() ?? fact.at);
      tidy(fact.at);
    },
    settle(now) {
      ends.settle(now);
      if (latestAt() === undefined) return;
      agents.passTo(clocks.switchTime(now));
      tidy(clocks.switchTime(now));
    },
  };
}

/** The switch's clock beside ours. */
function switchClock() {
  /** The latest time of the switch, and ours when we heard of it. */
  let latest: { readonly at: EpochMs; readonly heardAt: EpochMs } | undefined;
  let heardAt = epochMs(0);
  return {
    clock: () => heardAt,
    latestAt: () => latest?.at,
    hear: (receivedAt: EpochMs) => void (heardAt = receivedAt),
    wake: (now: EpochMs) => void (heardAt ||= now),
    tick(at: EpochMs): void {
      if (latest === undefined || at >= latest.at) latest = { at, heardAt };
    },
    switchTime: (ours: EpochMs): EpochMs =>
      latest === undefined ? ours : later(latest.at, Math.max(0, ours - latest.heardAt)),
  };
}

/**
 * A switch that starts has nothing of what was open before. While it is connected and has listed who is there, the line of its log is
 * about the start that was before the connection, however late it comes: then those who were listed are there still.
 */
function tellSwitch(
  { outbox, agents, calls, hasListed, ends }: FactTellerPorts & Pick<FactTeller, 'ends'>,
  fact: Extract<SwitchFact, { kind: 'started' | 'stopped' }>,
  latest: EpochMs,
): void {
  // What was said to be over before is not lost by it.
  ends.settle();
  if (fact.kind === 'stopped')
    return outbox.push({ ...outbox.envelope(fact, 'stopped', fact.at), kind: 'source-stopped' });
  if (!hasListed()) agents.restarted(fact);
  calls.clearUntil(fact.at);
  outbox.push({ ...outbox.envelope(fact, 'started', fact.at), kind: 'source-started' });
  if (hasListed()) agents.tellAgain({ at: later(latest, 1) });
}

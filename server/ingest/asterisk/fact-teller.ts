import { MINUTE_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { AgentTeller } from './agents/agent-teller.ts';
import type { CallBook } from './call-book.ts';
import { callTeller } from './call-teller.ts';
import type { Outbox } from './facts/outbox.ts';
import type { SwitchFact } from './facts/switch-fact.ts';

export type FactTellerPorts = {
  readonly outbox: Outbox;
  readonly calls: CallBook;
  readonly agents: AgentTeller;
};

/** Tells facts of a switch as events, and keeps its clock. */
export type FactTeller = {
  tell(fact: SwitchFact): void;
  /** Our clock has come to `now`: the switch's has gone on as much since its last word. */
  settle(now: EpochMs): void;
  /** Our clock when the next facts come. */
  hear(receivedAt: EpochMs): void;
};

/** Calls stay for half an hour after their end; nothing is gained by looking more often. */
const TIDY_EVERY_MS: DurationMs = MINUTE_MS;

/** A teller whose switch has said nothing yet. */
export function factTeller({ outbox, calls, agents }: FactTellerPorts): FactTeller {
  const callsTeller = callTeller({ outbox, calls, agents });
  /** The latest time of the switch, and ours when we heard of it. */
  let latest: { readonly at: EpochMs; readonly heardAt: EpochMs } | undefined;
  let heardAt: EpochMs | undefined;
  let tidiedAt = 0;

  function tidy(now: EpochMs): void {
    if (now - tidiedAt < TIDY_EVERY_MS) return;
    tidiedAt = now;
    calls.forget(now);
  }

  function restart(fact: SwitchFact): void {
    agents.restarted(fact);
    calls.clear();
    outbox.push({ ...outbox.envelope(fact, 'started', fact.at), kind: 'source-started' });
  }

  return {
    tell(fact) {
      if (latest === undefined || fact.at >= latest.at) latest = { at: fact.at, heardAt: heardAt ?? fact.at };
      agents.passTo(fact.at);
      if ('call' in fact) callsTeller.take(fact);
      else if ('member' in fact) agents.take(fact);
      else if (fact.kind === 'started') restart(fact);
      else outbox.push({ ...outbox.envelope(fact, 'stopped', fact.at), kind: 'source-stopped' });
      tidy(fact.at);
    },
    hear: (receivedAt) => void (heardAt = receivedAt),
    settle(now) {
      if (latest === undefined) return;
      const passed = later(latest.at, Math.max(0, now - latest.heardAt));
      agents.passTo(passed);
      tidy(passed);
    },
  };
}

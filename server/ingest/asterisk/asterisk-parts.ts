import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import { agentNames } from './facts/agent-names.ts';
import { agentTeller } from './agents/agent-teller.ts';
import { amiSide, type AmiSide } from './ami-side.ts';
import { callBook } from './call-book.ts';
import { factMerger } from './facts/fact-merger.ts';
import { factTeller } from './fact-teller.ts';
import { createOutbox } from './facts/outbox.ts';
import { readStanding, writeStanding } from './reader-standing.ts';
import type { SwitchFact } from './facts/switch-fact.ts';

export type AsteriskPartsOptions = {
  readonly source: SourceId;
  readonly mode: 'queue-log' | 'ami' | 'pair';
  readonly wrapUpMs?: DurationMs;
  readonly wrapUpMsByQueue?: ReadonlyMap<string, DurationMs>;
  readonly agents?: ReadonlyMap<string, string>;
  readonly standing?: string;
};

/** What a reader is made of, put together: facts of the log and blocks of AMI go in, events come out. */
export type AsteriskParts = Omit<AmiSide, 'saved'> & {
  log(fact: SwitchFact, receivedAt: EpochMs): void;
  take(): AcdEvent[];
  standing(): string;
};

/** Puts the parts together, as they stood where `standing` was said. Throws when that is not of this source. */
export function asteriskParts(options: AsteriskPartsOptions): AsteriskParts {
  const { source, mode } = options;
  const before = options.standing === undefined ? undefined : readStanding(options.standing, source);
  const outbox = createOutbox(source);
  const names = agentNames(options.agents, before?.names);
  const agents = agentTeller({ outbox, names, wrapUpMs: wrapUpOf(options) }, before?.members);
  const calls = callBook(before?.calls);
  const teller = factTeller({ outbox, calls, agents });
  const merger = factMerger({ names, pass: (fact) => teller.tell(fact) }, before?.merger);
  const ami = amiSide({ mode, outbox, agents, calls, teller, merger, before });
  return {
    log(fact, receivedAt) {
      teller.hear(receivedAt);
      if (mode === 'pair') merger.log(fact, receivedAt);
      else teller.tell(fact);
    },
    ...ami,
    settle(now) {
      ami.settle(now);
      merger.settle(now);
      teller.settle(now);
    },
    finish() {
      ami.finish();
      merger.amiLost();
    },
    take: () => outbox.take(),
    standing: () =>
      writeStanding({
        source,
        names: names.saved(),
        calls: [...calls.entries()],
        members: agents.saved(),
        merger: merger.saved(),
        ...ami.saved(),
      }),
  };
}

function wrapUpOf({ wrapUpMs = 0, wrapUpMsByQueue }: AsteriskPartsOptions): (queue: string) => DurationMs {
  return (queue) => wrapUpMsByQueue?.get(queue) ?? wrapUpMs;
}

import type { AcdEvent } from '#domain/acd-event.ts';
import type { ContactId, SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Standing } from '../links/standing.ts';
import { agentNames } from './facts/agent-names.ts';
import { agentTeller } from './agents/agent-teller.ts';
import type { MemberBook } from './agents/member-book.ts';
import { amiSide, type AmiSide, type KnownOfAmi } from './ami-side.ts';
import { callBook, type CallBook, type OpenCall } from './calls/call-book.ts';
import { leavingVisit } from './calls/call-exits.ts';
import { factMerger } from './facts/fact-merger.ts';
import { factTeller } from './fact-teller.ts';
import { createOutbox } from './facts/outbox.ts';
import type { FactTime, SwitchFact } from './facts/switch-fact.ts';

export type AsteriskPartsOptions = {
  readonly source: SourceId;
  readonly mode: 'queue-log' | 'ami' | 'pair';
  readonly wrapUpMs?: DurationMs;
  readonly wrapUpMsByQueue?: ReadonlyMap<string, DurationMs>;
  readonly agents?: ReadonlyMap<string, string>;
  readonly standing: Standing;
};

/** What a reader is made of, put together: facts of the log and blocks of AMI go in, events come out. */
export type AsteriskParts = Omit<AmiSide, 'tellsHangUps' | 'hasListed'> & {
  log(fact: SwitchFact, receivedAt: EpochMs): void;
  settle(now: EpochMs): void;
  finish(): void;
  take(): AcdEvent[];
  /** Whether AMI has said that a wait is over, and the log is to say how. */
  awaitsLog(): boolean;
  /** Ends contacts of the switch of which the reader knows nothing though the journal has them open. */
  endStrays(contacts: Iterable<ContactId>, at: EpochMs): void;
};

/** Puts the parts together, as they stood when the standing was committed. */
export function asteriskParts(options: AsteriskPartsOptions): AsteriskParts {
  const { mode } = options;
  const parts = makeParts(options);
  const { ami, calls, merger, outbox, teller } = parts;
  if (mode === 'ami') teller.ends.suspend();
  return {
    log(fact, receivedAt) {
      teller.hear(receivedAt);
      if (mode === 'pair') merger.log(fact, receivedAt);
      else teller.tell(fact);
    },
    ami(block, receivedAt) {
      teller.hear(receivedAt);
      return ami.ami(block, receivedAt);
    },
    ...connectionOf(parts, mode),
    queues: () => ami.queues(),
    settle(now) {
      teller.wake(now);
      merger.settle(now);
      teller.settle(now);
    },
    finish() {
      merger.amiLost();
      teller.ends.settle();
    },
    take: () => outbox.take(),
    awaitsLog: () => mode === 'pair' && calls.ending.size > 0,
    endStrays: (contacts, at) => endStrays(parts, contacts, at),
  };
}

/** What the connection does; where there is no log, the lists of the next one say what this one could not. */
function connectionOf(
  { ami, merger, teller }: ReturnType<typeof makeParts>,
  mode: AsteriskPartsOptions['mode'],
): Pick<AsteriskParts, 'amiOpened' | 'amiListed' | 'amiLost'> {
  return {
    amiOpened(at) {
      ami.amiOpened(at);
      merger.amiOpened(at);
    },
    amiListed(at) {
      ami.amiListed(at);
      if (mode === 'ami') teller.ends.resume();
    },
    amiLost(at) {
      if (mode === 'ami') teller.ends.suspend();
      ami.amiLost(at);
      merger.amiLost();
    },
  };
}

/** The parts, and who passes what to whom. */
function makeParts(options: AsteriskPartsOptions) {
  const { source, mode, standing } = options;
  const outbox = createOutbox(source, standing.map<number>('seq'));
  const names = agentNames(standing.map<string>('name'), options.agents);
  const books = standing.map<MemberBook>('member');
  const agents = agentTeller({ outbox, names, books, wrapUpMs: wrapUpOf(options) });
  const calls = callBook(standing.map<OpenCall>('call'));
  const teller = factTeller({
    outbox,
    calls,
    agents,
    mode,
    tellsHangUps: () => ami.tellsHangUps(),
    hasListed: () => ami.hasListed(),
  });
  const merger = factMerger({
    names,
    standing,
    pass: (fact) => teller.tell(fact),
    isAwaited: (fact) => isAwaited(calls, fact),
  });
  const ami = amiSide({
    mode,
    outbox,
    agents,
    calls,
    nameOf: (member) => names.resolve(member),
    pass: (fact, receivedAt) => (mode === 'pair' ? merger.ami(fact, receivedAt) : teller.tell(fact)),
    tick: (at) => teller.tick(at),
    known: standing.map<KnownOfAmi>('ami'),
  });
  return { outbox, calls, teller, merger, ami };
}

function isAwaited(calls: CallBook, fact: Parameters<typeof leavingVisit>[1]): boolean {
  const call = calls.get(fact.call);
  return call !== undefined && leavingVisit(call, fact) !== undefined;
}

function endStrays(
  { calls, outbox, teller }: ReturnType<typeof makeParts>,
  contacts: Iterable<ContactId>,
  at: EpochMs,
): void {
  const known = new Set([...calls.entries()].map(([call]) => outbox.contact(call)));
  const time: FactTime = { at: teller.switchTime(at), clock: 'receipt' };
  for (const contact of contacts)
    if (!known.has(contact))
      outbox.push({
        ...outbox.envelope(time, contact, 'stray'),
        kind: 'contact-ended',
        contact,
        by: 'system',
      });
}

function wrapUpOf({ wrapUpMs = 0, wrapUpMsByQueue }: AsteriskPartsOptions): (queue: string) => DurationMs {
  return (queue) => wrapUpMsByQueue?.get(queue) ?? wrapUpMs;
}

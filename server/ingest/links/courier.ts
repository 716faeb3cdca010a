import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import type { StandingChange } from '../../journal/journal.ts';
import type { Batch } from '../intake/inbox.ts';
import { latestAt, offerBatch, type IntakePorts } from '../intake/offer-batch.ts';
import { draftBatch, type ParsedBatch } from '../intake/parse-batch.ts';
import { parseEvent } from '../events/parse-event.ts';
import type { SourceEntry } from './source-health.ts';
import { pause, type Timers } from '../../clock/timers.ts';

/**
 * Events of one source that wait while the journal takes none: some 25 MB, half an hour of a large floor. From here on its
 * reader is to be told nothing more; what it had begun to read still comes, a piece of a log or a table.
 */
export const BEHIND_EVENTS = 50_000;
/** Events in one offer: what is committed in some tens of milliseconds, so that walls are told in between. */
const OFFER_EVENTS = 1_000;

/** What a reader made of a piece of its source, and what it knows by it. */
export type Told = {
  readonly events: readonly AcdEvent[];
  readonly refused?: readonly RefusedLine[];
  /** Committed in one transaction with the events; without events or refusals, with the next that come. */
  readonly standing?: readonly StandingChange[];
};

/** Brings the events of one source in our own process into the journal: in their order, and again until they are committed. */
export type Courier = {
  tell(told: Told): void;
  /** Resolves when what was told so far is settled: committed, or given up because the courier was stopped. */
  delivered(): Promise<void>;
  /** Whether the journal has fallen behind, so that nothing more should be read. */
  isBehind(): boolean;
  /** Offers what is left once, and takes nothing more. */
  stop(): Promise<void>;
};

export type CourierOptions = IntakePorts & {
  readonly source: SourceId;
  readonly health: Pick<SourceEntry, 'committed'>;
  readonly timers: Timers;
  /** BEHIND_EVENTS when absent. */
  readonly limit?: number;
};

/** A courier with nothing to bring. */
export function createCourier(options: CourierOptions): Courier {
  const limit = options.limit ?? BEHIND_EVENTS;
  const stopping = new AbortController();
  const load = createLoad();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (let part = load.take(); part !== undefined; part = load.take()) {
      await bring(options, part, stopping.signal);
      load.settle(part);
    }
    running = undefined;
  }

  return {
    tell(told) {
      if (stopping.signal.aborted) return;
      load.add({ refused: [], standing: [], ...told });
      if (load.size() > 0) running ??= run();
    },
    delivered: () => load.settled(),
    isBehind: () => load.size() > limit,
    async stop() {
      load.addRest();
      stopping.abort();
      running ??= run();
      await running;
    },
  };
}

type Part = Required<Told>;

const sizeOf = ({ events, refused }: Part): number => events.length + refused.length;

type Load = {
  add(part: Part): void;
  /** What is known since the last events is brought too. */
  addRest(): void;
  /** The oldest that was not taken yet, as much as one offer holds. */
  take(): Part | undefined;
  settle(part: Part): void;
  /** Resolves when all that is in it now is settled. */
  settled(): Promise<void>;
  /** What was added and is not settled. */
  size(): number;
};

/** What waits and what is under way, in its order. */
function createLoad(): Load {
  let parts: Part[] = [];
  /** What came without events. */
  let rest: readonly StandingChange[] = [];
  let waiters: { readonly upTo: number; readonly wake: () => void }[] = [];
  let added = 0;
  let settled = 0;
  return {
    add(part) {
      rest = [...rest, ...part.standing];
      if (sizeOf(part) === 0) return;
      parts.push(...cut({ ...part, standing: rest }));
      rest = [];
      added += sizeOf(part);
    },
    addRest() {
      if (rest.length > 0) parts.push({ events: [], refused: [], standing: rest });
      rest = [];
    },
    take() {
      const count = countWithin(parts);
      if (count === 0) return undefined;
      const taken = parts.slice(0, count);
      parts = parts.slice(count);
      return joined(taken);
    },
    settle(part) {
      settled += sizeOf(part);
      for (const { upTo, wake } of waiters) if (upTo <= settled) wake();
      waiters = waiters.filter(({ upTo }) => upTo > settled);
    },
    async settled() {
      const upTo = added;
      if (upTo > settled) await new Promise<void>((wake) => waiters.push({ upTo, wake }));
    },
    size: () => added - settled,
  };
}

/** A part as large as one offer; of a larger one, what is known by it comes with its last piece. */
function cut({ events, refused, standing }: Part): readonly Part[] {
  if (events.length <= OFFER_EVENTS) return [{ events, refused, standing }];
  const first = { events: events.slice(0, OFFER_EVENTS), refused: [], standing: [] };
  return [first, ...cut({ events: events.slice(OFFER_EVENTS), refused, standing })];
}

/** How many of the first parts one offer holds: at least one where there is one. */
function countWithin(parts: readonly Part[]): number {
  let events = 0;
  let count = 0;
  for (const part of parts) {
    events += part.events.length;
    if (count > 0 && events > OFFER_EVENTS) break;
    count += 1;
  }
  return count;
}

const joined = (parts: readonly Part[]): Part => ({
  events: parts.flatMap((part) => part.events),
  refused: parts.flatMap((part) => part.refused),
  standing: parts.flatMap((part) => part.standing),
});

type Packed = ParsedBatch & Pick<Batch, 'standing'>;

/** What an event may not say (a time far ahead, an endless name) is refused here as from any other sender. */
function packed({ source, clock }: CourierOptions, { events, refused, standing }: Part): Packed {
  const latest = latestAt(clock);
  const draft = draftBatch();
  for (const { line, ...refusal } of refused) draft.add(line, { kind: 'refused', refusal, source });
  for (const [index, event] of events.entries()) draft.add(index + 1, parseEvent(event, latest));
  return { ...draft.parsed(), standing };
}

/** Offers one batch until it is committed; when stopping, once. */
async function bring(options: CourierOptions, part: Part, stopping: AbortSignal): Promise<void> {
  const batch = packed(options, part);
  for (;;) {
    const intake = await offerBatch(options, options.source, batch);
    if (intake.kind === 'committed') return options.health.committed(batch.events, intake);
    if (stopping.aborted) return;
    await pause(options.timers, intake.retryAfterMs, stopping);
  }
}

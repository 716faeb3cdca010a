import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import { latestAt, offerBatch, type IntakePorts } from '../intake/offer-batch.ts';
import { draftBatch, type ParsedBatch } from '../intake/parse-batch.ts';
import { parseEvent } from '../events/parse-event.ts';
import type { SourceEntry } from './source-health.ts';
import { pause, type Timers } from '../../clock/timers.ts';

/** Events that one source may keep in memory while the journal takes none: some 50 MB, an hour of a large floor. */
export const COURIER_LIMIT = 100_000;
/** Events in one offer: what is committed in some tens of milliseconds, so that walls are told in between. */
const OFFER_EVENTS = 1_000;

/** What a reader made of a piece of its source. */
export type Told = { readonly events: readonly AcdEvent[]; readonly refused?: readonly RefusedLine[] };

/** Brings the events of one source in our own process into the journal: in their order, and again until they are committed. */
export type Courier = {
  /** Takes them to be committed. False: there is no room, and nothing of it was taken. */
  tell(told: Told): boolean;
  /** Resolves when what was told so far is settled: true when all of it was committed, false when the courier stopped before. */
  delivered(): Promise<boolean>;
  /** Whether the journal has fallen behind by half of what may be kept. */
  isBehind(): boolean;
  /** Offers what is left once, and takes nothing more. */
  stop(): Promise<void>;
};

export type CourierOptions = IntakePorts & {
  readonly source: SourceId;
  readonly health: Pick<SourceEntry, 'committed'>;
  readonly timers: Timers;
  /** COURIER_LIMIT when absent. */
  readonly limit?: number;
};

/** A courier with nothing to bring. */
export function createCourier(options: CourierOptions): Courier {
  const limit = options.limit ?? COURIER_LIMIT;
  const stopping = new AbortController();
  const load = createLoad();
  let running: Promise<void> | undefined;
  let hasLost = false;

  async function run(): Promise<void> {
    for (let part = load.take(); part !== undefined; part = load.take()) {
      if (!(await bring(options, packed(options, part), stopping.signal))) hasLost = true;
      load.settle(part);
    }
    running = undefined;
  }

  return {
    tell({ events, refused = [] }) {
      const size = events.length + refused.length;
      if (stopping.signal.aborted || (load.size() > 0 && load.size() + size > limit)) return false;
      if (size === 0) return true;
      load.add({ events, refused });
      running ??= run();
      return true;
    },
    async delivered() {
      await load.settled();
      return !hasLost;
    },
    isBehind: () => load.size() > limit / 2,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

type Part = Required<Told>;

const sizeOf = ({ events, refused }: Part): number => events.length + refused.length;

type Load = {
  add(part: Part): void;
  /** The oldest part that was not taken yet. */
  take(): Part | undefined;
  settle(part: Part): void;
  /** Resolves when all that is in it now is settled. */
  settled(): Promise<void>;
  /** What was added and is not settled. */
  size(): number;
};

/** What waits and what is under way, in its order. */
function createLoad(): Load {
  let events: AcdEvent[] = [];
  let refused: RefusedLine[] = [];
  let waiters: { readonly upTo: number; readonly wake: () => void }[] = [];
  let added = 0;
  let settled = 0;
  return {
    add(part) {
      for (const event of part.events) events.push(event);
      for (const line of part.refused) refused.push(line);
      added += sizeOf(part);
    },
    take() {
      if (events.length + refused.length === 0) return undefined;
      const part = { events: events.slice(0, OFFER_EVENTS), refused };
      events = events.slice(OFFER_EVENTS);
      refused = [];
      return part;
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

/** What an event may not say (a time far ahead, an endless name) is refused here as from any other sender. */
function packed({ source, clock }: CourierOptions, { events, refused }: Part): ParsedBatch {
  const latest = latestAt(clock);
  const draft = draftBatch();
  for (const { line, ...refusal } of refused) draft.add(line, { kind: 'refused', refusal, source });
  for (const [index, event] of events.entries()) draft.add(index + 1, parseEvent(event, latest));
  return draft.parsed();
}

/** Offers one batch until it is committed; when stopping, once. Answers whether it was. */
async function bring(options: CourierOptions, batch: ParsedBatch, stopping: AbortSignal): Promise<boolean> {
  for (;;) {
    const intake = await offerBatch(options, options.source, batch);
    if (intake.kind === 'committed') {
      options.health.committed(batch.events, intake);
      return true;
    }
    if (stopping.aborted) return false;
    await pause(options.timers, intake.retryAfterMs, stopping);
  }
}

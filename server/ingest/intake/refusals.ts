import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import type { RefusalReason, RefusedLine } from '#domain/board/wire.ts';
import type { ParsedBatch, RefusedByReason } from './parse-batch.ts';

/** Refused lines kept of one sender: some screens to look through, at most 400 kB. */
export const REFUSALS_KEPT = 1_000;
/** Senders remembered; the one that has been quiet longest is forgotten for a new one. */
export const SENDERS_KEPT = 100;
/** Sources counted: as many as senders could have between them; the board shows no more. */
const SOURCES_KEPT = 1_000;

/** What was refused of one sender since the start, and the last of it, newest last. */
export type SenderRefusals = {
  readonly sender: string;
  readonly count: number;
  readonly byReason: RefusedByReason;
  readonly latest: readonly (RefusedLine & { readonly at: EpochMs })[];
};

/** Remembers what was refused, so that nothing is dropped in silence. */
export type Refusals = {
  /** To be told of every batch that was taken, the faultless ones too: they tell whose the unreadable lines are. */
  record(of: { readonly sender: string; readonly batch: ParsedBatch; readonly at: EpochMs }): void;
  list(): readonly SenderRefusals[];
  /** Lines refused since the start, by the source that they name or that their sender last fed. */
  bySource(): Readonly<Record<SourceId, number>>;
  /** Lines refused since the start, of all senders. */
  byReason(): RefusedByReason;
};

type Reasons = Partial<Record<RefusalReason, number>>;
type Sender = {
  count: number;
  readonly byReason: Reasons;
  latest: (RefusedLine & { readonly at: EpochMs })[];
  source: SourceId | undefined;
};

/** Nothing refused yet. */
export function createRefusals(): Refusals {
  const senders = new Map<string, Sender>();
  const sources = new Map<SourceId, number>();
  const reasons: Reasons = {};
  return {
    record({ sender, batch, at }) {
      const known = touch(senders, sender);
      known.source = batch.events.at(-1)?.source ?? known.source;
      if (batch.refusedCount === 0) return;
      known.count += batch.refusedCount;
      addReasons(known.byReason, batch.refusedByReason);
      addReasons(reasons, batch.refusedByReason);
      const lines = batch.refused.map((line) => ({ ...line, at }));
      known.latest = [...known.latest, ...lines].slice(-REFUSALS_KEPT);
      for (const [source = known.source, count] of batch.refusedBySource) addSource(sources, source, count);
    },
    list: () =>
      [...senders]
        .filter(([, { count }]) => count > 0)
        .map(([sender, { count, byReason, latest }]) => ({ sender, count, byReason, latest })),
    bySource: () => Object.fromEntries(sources),
    byReason: () => ({ ...reasons }),
  };
}

/** The sender's place, now the most recent one. */
function touch(senders: Map<string, Sender>, name: string): Sender {
  const sender = senders.get(name) ?? { count: 0, byReason: {}, latest: [], source: undefined };
  senders.delete(name);
  senders.set(name, sender);
  const [quietest] = senders.keys();
  if (senders.size > SENDERS_KEPT && quietest !== undefined) senders.delete(quietest);
  return sender;
}

function addReasons(sum: Reasons, more: RefusedByReason): void {
  for (const reason of REASONS) {
    const count = more[reason];
    if (count !== undefined) sum[reason] = (sum[reason] ?? 0) + count;
  }
}

const REASONS: readonly RefusalReason[] = [
  'not-json',
  'unknown-kind',
  'missing-field',
  'bad-value',
  'bad-time',
  'too-long',
  'too-deep',
  'too-many',
  'not-yours',
  'conflict',
];

function addSource(sources: Map<SourceId, number>, source: SourceId | undefined, count: number): void {
  if (source === undefined || (!sources.has(source) && sources.size >= SOURCES_KEPT)) return;
  sources.set(source, (sources.get(source) ?? 0) + count);
}

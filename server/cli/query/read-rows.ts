import type { AcdEvent } from '#domain/acd-event.ts';
import type { Row } from '#domain/history/column.ts';
import type { RowKind } from '#domain/history/rows.ts';
import { MINUTE_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { systemClock } from '../../clock/clock.ts';
import type { PreparedQuestion } from '../../history/figures/prepare-question.ts';
import { feedRows, type PastNeeds } from '../../history/rows/feed-rows.ts';
import { siteBook } from '../../history/rows/site-book.ts';
import { spanReader } from '../../history/rows/span-rows.ts';
import { stopBook } from '../../history/rows/stop-book.ts';
import type { World } from '../../pipeline/world.ts';
import { endReplay, startReplay } from '../../replay/replay.ts';
import { hasSpilled, type Spilling } from '../../replay/spill-replay.ts';
import { withTemporaryStore } from '../../replay/temporary-store.ts';
import { countRecording } from '../count-recording.ts';
import { progress } from '../progress.ts';
import { CommandFailure } from '../run-command.ts';
import { countFolder } from './count-folder.ts';
import type { ReadSummary } from './query-notes.ts';

/** Where rows are read from: a file of events, or the data folder of a server that does not run, or a backup of one. */
export type RowOrigin =
  | { readonly kind: 'recording'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

export type RowReading = {
  readonly origin: RowOrigin;
  readonly prepared: PreparedQuestion;
  /** Columns that are written besides what the question reads. */
  readonly written: readonly string[];
  readonly take: (kind: RowKind, row: Row) => void;
};

/** Counts everything and hands over its rows. More contacts than memory may hold wait in a temporary file. */
export function readRows({ origin, prepared, written, take }: RowReading): Promise<ReadSummary> {
  return withTemporaryStore(async (store) => {
    const sites = siteBook();
    const stops = stopBook();
    const spans = spanReader(stops);
    let [first, last] = [epochMs(Infinity), epochMs(-Infinity)];
    const takeSpans = ({ floor }: World, until: EpochMs): void => {
      if (!prepared.kinds.includes('span')) return;
      for (const row of spans.read(floor.agents, until)) take('span', row);
    };
    const counted = await count({
      origin,
      prepared,
      learn: (events) => {
        sites.learn(events);
        stops.learn(events);
        for (const { at } of events) {
          if (at < first) first = at;
          if (at > last) last = at;
        }
      },
      takeSpans,
      store,
    });
    const { world, now } = counted;
    takeSpans(world, now);
    const { mangled } = await feedRows(
      { floor: world.floor, store: hasSpilled(world) ? store() : undefined, sites, now },
      { kinds: prepared.kinds, needs: pastNeeds(new Set([...prepared.columns, ...written])), take },
    );
    return { events: counted.events, refused: counted.refused, mangled, first, last };
  });
}

type Counting = Pick<RowReading, 'origin' | 'prepared'> &
  Pick<Spilling, 'store'> & {
    readonly learn: (events: readonly AcdEvent[]) => void;
    readonly takeSpans: (world: World, until: EpochMs) => void;
  };

type Counted = {
  readonly world: World;
  readonly now: EpochMs;
  readonly events: number;
  readonly refused: number;
};

async function count(counting: Counting): Promise<Counted> {
  const counted = counting.origin.kind === 'folder' ? await inFolder(counting) : await inRecording(counting);
  if (counted.events === 0) throw new CommandFailure(`${counting.origin.path}: no event in it`);
  return counted;
}

async function inRecording({ origin, prepared, learn, takeSpans, store }: Counting): Promise<Counted> {
  const { zone, terms } = prepared.question;
  const counted = startReplay({
    zone: zone.name,
    // Rows have no intervals and judge their waits themselves.
    intervalMs: 30 * MINUTE_MS,
    withinMs: terms.within_ms,
    shortAbandonMs: terms.short_abandon_ms,
  });
  const read = await countRecording({
    counted,
    path: origin.path,
    line: progress(process.stderr, systemClock),
    spilling: { store, beforeMarksGo: (border) => takeSpans(counted.world, border) },
    learn,
  });
  endReplay(counted);
  return { world: counted.world, now: counted.now, ...read };
}

async function inFolder({ origin, prepared, learn, takeSpans, store }: Counting): Promise<Counted> {
  const counted = await countFolder({
    folder: origin.path,
    zone: prepared.question.zone,
    spilling: (world) => ({ store, beforeMarksGo: (border) => takeSpans(world, border) }),
    learn,
    line: progress(process.stderr, systemClock),
  });
  return { ...counted, refused: 0 };
}

/** What anything that is asked for depends on besides the contact itself. */
function pastNeeds(columns: ReadonlySet<string>): PastNeeds {
  return {
    earlier: columns.has('earlier_ms'),
    queues: columns.has('queue_position') || columns.has('expected_wait_ms'),
  };
}

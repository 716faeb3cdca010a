import type { AcdEvent } from '#domain/acd-event.ts';
import type { RowKind } from '#domain/history/rows.ts';
import { ROW_COLUMNS } from '#domain/history/rows.ts';
import type { KindOfRow } from '../../figures/testing/ask.ts';
import { endReplay, replayEvents, startReplay, type Replay } from '../../../replay/replay.ts';
import { feedRows } from '../feed-rows.ts';
import { siteBook } from '../site-book.ts';
import { spanReader } from '../span-rows.ts';
import { stopBook } from '../stop-book.ts';

/** The rows of every kind that a recording comes to, and the recording as it was counted. */
export type RowsOfEvents = { readonly rows: readonly KindOfRow[]; readonly replay: Replay };

/** Counts events, in batches of this many, and reads all of it as rows. */
export async function rowsOfEvents(
  events: readonly AcdEvent[],
  zone = 'UTC',
  batch = 100,
): Promise<RowsOfEvents> {
  const replay = startReplay({ zone, intervalMs: 1_800_000, withinMs: 20_000, shortAbandonMs: 5_000 });
  const sites = siteBook();
  const stops = stopBook();
  for (let from = 0; from < events.length; from += batch) {
    const some = events.slice(from, from + batch);
    sites.learn(some);
    stops.learn(some);
    replayEvents(replay, some);
  }
  endReplay(replay);
  const { floor } = replay.world;
  const rows: KindOfRow[] = [...spanReader(stops).read(floor.agents, replay.now)].map((row) => ['span', row]);
  const kinds = Object.keys(ROW_COLUMNS) as RowKind[];
  await feedRows(
    { floor, store: undefined, sites, now: replay.now },
    { kinds, needs: { earlier: true, queues: true }, take: (kind, row) => void rows.push([kind, row]) },
  );
  return { rows, replay };
}

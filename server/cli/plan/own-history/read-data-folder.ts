import { existsSync } from 'node:fs';
import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { epochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { takeEntries } from '../../../checkpoint/checkpoint.ts';
import { WorldFile } from '../../../checkpoint/world-file.ts';
import { restoreWorld } from '../../../checkpoint/world-snapshot.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { floorTime } from '../../../floor/source-states.ts';
import { readHistoryPage } from '../../../history/read-history-page.ts';
import { sqliteJournal } from '../../../journal/sqlite-journal.ts';
import type { Journal } from '../../../journal/journal.ts';
import { emptyWorld, type World } from '../../../pipeline/world.ts';
import { unpackText } from '../../../sqlite/packed-text.ts';
import { StorageFailure } from '../../../sqlite/storage-failure.ts';
import { journalFile, worldFile } from '../../../start/data-folder.ts';
import { countedHistory, type CountedHistory } from './counted-history.ts';

export type DataFolder = {
  readonly folder: string;
  /** The centre's. */
  readonly zone: TimeZone;
  readonly intervalMinutes: number;
};

/** A server writes down where it stands every minute; beyond this much that came after, it counts faster than we do. */
const MOST_UNCOUNTED = 1_000_000;

/** The history in the data folder of a server that does not run. Nothing in it is changed. Rejects with a FileFailure. */
export async function readDataFolder(at: DataFolder): Promise<CountedHistory> {
  for (const file of [journalFile(at.folder), worldFile(at.folder)])
    if (!existsSync(file))
      throw new FileFailure(`there is no ${file}: expected the --data folder of callboard start`);
  const open: { close(): unknown }[] = [];
  try {
    const journal = sqliteJournal({ file: journalFile(at.folder), readOnly: true });
    open.push(journal);
    const file = new WorldFile({ file: worldFile(at.folder), readOnly: true });
    open.push(file);
    return await readFiles(at, journal, file);
  } catch (cause) {
    if (cause instanceof StorageFailure) throw new FileFailure(inWords(at.folder, cause), { cause });
    throw cause;
  } finally {
    for (const one of open) await one.close();
  }
}

async function readFiles(
  { folder, zone, intervalMinutes }: DataFolder,
  journal: Journal,
  file: WorldFile,
): Promise<CountedHistory> {
  const world = await worldIn(file);
  const store = {
    recall: async (...asked: Parameters<WorldFile['contacts']['recall']>) => file.contacts.recall(...asked),
    cells: async (...between: Parameters<WorldFile['cells']>) => file.cells(...between),
    firstStart: async () => file.firstStart(),
  };
  if ((await journal.head()) - world.position > MOST_UNCOUNTED)
    throw new FileFailure(
      `${folder} has more than ${MOST_UNCOUNTED} events that are not counted yet: start callboard on it once, and ask again`,
    );
  // Targets and names change neither who was offered, answered or lost, nor how long that took.
  const terms = { centre: usualCentre(zone.name), zone, definitions: '' };
  for await (const entries of journal.readAfter(world.position)) {
    const runs = Map.groupBy(entries, ({ receivedAt }) => receivedAt);
    for (const together of runs.values()) await takeEntries({ world, terms, store }, together);
  }
  const past = { tally: world.tally, store, zone, now: lastKnown(world) };
  return countedHistory(folder, (from) => readHistoryPage(past, { intervalMinutes, from }));
}

async function worldIn(file: WorldFile): Promise<World> {
  const packed = file.checkpoint();
  if (packed === undefined) return emptyWorld(GRID_MS);
  return restoreWorld(await unpackText(packed.world));
}

/** When the server last heard of anything: of what came later nobody knows. */
function lastKnown({ floor }: World): ReturnType<typeof floorTime> {
  let heardAt = 0;
  for (const source of floor.sources.values()) heardAt = Math.max(heardAt, source.heardAt);
  return floorTime(floor, epochMs(heardAt));
}

function inWords(folder: string, { reason, message }: StorageFailure): string {
  if (reason !== 'locked') return message;
  return `${folder} is in use by a running server: ask that one, by --from-server http://… instead of --data`;
}

import { existsSync } from 'node:fs';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { takeEntries } from '../../checkpoint/checkpoint.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { floorTime } from '../../floor/source-states.ts';
import type { Journal } from '../../journal/journal.ts';
import { sqliteJournal } from '../../journal/sqlite-journal.ts';
import { sweep } from '../../pipeline/take-events.ts';
import { emptyWorld, type World } from '../../pipeline/world.ts';
import { spillOver, type Spilling } from '../../replay/spill-replay.ts';
import { StorageFailure } from '../../sqlite/storage-failure.ts';
import { journalFile } from '../../start/data-folder.ts';
import type { Progress } from '../progress.ts';

export type FolderCounting = {
  readonly folder: string;
  readonly zone: TimeZone;
  readonly spilling: (world: World) => Spilling;
  readonly learn: (events: readonly AcdEvent[]) => void;
  readonly line: Progress;
};

export type CountedFolder = { readonly world: World; readonly now: EpochMs; readonly events: number };

/** Counts the journal of a server that does not run, or of a backup, from its first event on. Nothing in the folder is changed. Rejects with a FileFailure. */
export async function countFolder(counting: FolderCounting): Promise<CountedFolder> {
  const { folder } = counting;
  if (!existsSync(journalFile(folder)))
    throw new FileFailure(
      `there is no ${journalFile(folder)}: expected the --data folder of callboard start`,
    );
  let journal: Journal | undefined;
  try {
    journal = sqliteJournal({ file: journalFile(folder), readOnly: true });
    return await countJournal(journal, counting);
  } catch (cause) {
    if (!(cause instanceof StorageFailure)) throw cause;
    const said =
      cause.reason === 'locked'
        ? `${folder} is in use by a running server: \`callboard backup COPY --data ${folder}\` copies it while that runs; then ask \`callboard query --data COPY\``
        : cause.message;
    throw new FileFailure(said, { cause });
  } finally {
    await journal?.close();
  }
}

async function countJournal(
  journal: Journal,
  { zone, spilling, learn, line }: FolderCounting,
): Promise<CountedFolder> {
  const world = emptyWorld(GRID_MS);
  // Targets and names change no row.
  const terms = { centre: usualCentre(zone.name), zone, definitions: '' };
  const how = spilling(world);
  const store = {
    recall: (...asked: Parameters<ReturnType<typeof how.store>['recall']>) => how.store().recall(...asked),
  };
  let [events, heardAt] = [0, epochMs(0)];
  for await (const entries of journal.readAfter(0)) {
    const runs = Map.groupBy(entries, ({ receivedAt }) => receivedAt);
    for (const [receivedAt, together] of runs) {
      learn(together.map(({ event }) => event));
      await takeEntries({ world, terms, store }, together);
      if (receivedAt > heardAt) heardAt = receivedAt;
    }
    events += entries.length;
    await spillOver(world, floorTime(world.floor, heardAt), how);
    line.show(() => `${events} events`);
  }
  line.clear();
  const now = floorTime(world.floor, heardAt);
  sweep(world, terms, now);
  return { world, now, events };
}

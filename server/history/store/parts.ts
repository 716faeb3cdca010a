import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROW_COLUMNS, type RowKind } from '#domain/history/rows.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, epochMs, type EpochMs } from '#domain/time.ts';

/**
 * A file of rows of one kind that began on one day of UTC. It holds what was written under the numbers from `first` to `last`: of two
 * parts of a day of which one holds all numbers of the other, only that one counts.
 */
export type Part = { readonly day: LocalDay; readonly first: number; readonly last: number };

export const ROW_KINDS = Object.keys(ROW_COLUMNS) as readonly RowKind[];

/** The day of UTC that holds `at`. A zone may change its mind, and a centre its zone; UTC does neither, so no row is ever on two days. */
export const utcDay = (at: EpochMs): LocalDay =>
  localDay(new Date(Math.floor(at / DAY_MS) * DAY_MS).toISOString().slice(0, 10));

/** When a day of UTC begins and ends. */
export function borders(day: LocalDay): { readonly from: EpochMs; readonly to: EpochMs } {
  const from = Date.parse(`${day}T00:00:00Z`);
  return { from: epochMs(from), to: epochMs(from + DAY_MS) };
}

const nameOf = ({ day, first, last }: Part): string => `${day}.${first}-${last}.parquet`;

/** Where a part is. */
export const partFile = (folder: string, kind: RowKind, part: Part): string =>
  join(folder, kind, nameOf(part));

/** What is in the folder of the history: parts by kind and day, in memory as on the disk. */
export class Parts {
  readonly folder: string;
  readonly #days = new Map<RowKind, Map<LocalDay, readonly Part[]>>();
  #last = 0;

  /** Reads the folder, making it where it is missing, and clears away what a kill has left half written or replaced. */
  constructor(folder: string) {
    this.folder = folder;
    for (const kind of ROW_KINDS) this.#days.set(kind, this.#read(kind));
  }

  /** A number that no part has had. */
  nextNumber(): number {
    this.#last += 1;
    return this.#last;
  }

  /** The parts of a day; none where nothing happened. */
  of(kind: RowKind, day: LocalDay): readonly Part[] {
    return this.#days.get(kind)?.get(day) ?? [];
  }

  /** The days of which there are rows, in order. */
  days(kind: RowKind): readonly LocalDay[] {
    return [...(this.#days.get(kind)?.keys() ?? [])].sort();
  }

  /** From now on `part` counts, and `replaced` do not; their files are there until they are dropped. */
  add(kind: RowKind, part: Part, replaced: readonly Part[]): void {
    const days = this.#days.get(kind);
    const kept = this.of(kind, part.day).filter((one) => !replaced.includes(one));
    days?.set(part.day, [...kept, part]);
  }

  /** Takes a day out of the history. Answers the files that hold it; they are no longer asked. */
  takeOut(kind: RowKind, day: LocalDay): readonly string[] {
    const files = this.of(kind, day).map((part) => partFile(this.folder, kind, part));
    this.#days.get(kind)?.delete(day);
    return files;
  }

  #read(kind: RowKind): Map<LocalDay, readonly Part[]> {
    const folder = join(this.folder, kind);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found: Part[] = [];
    for (const name of readdirSync(folder)) {
      const part = partIn(name);
      if (part !== undefined) found.push(part);
      else if (name.endsWith(UNFINISHED)) rmSync(join(folder, name));
    }
    const days = new Map<LocalDay, Part[]>();
    for (const part of found) {
      this.#last = Math.max(this.#last, part.last);
      if (found.some((other) => isInside(part, other))) rmSync(join(folder, nameOf(part)));
      else days.set(part.day, [...(days.get(part.day) ?? []), part]);
    }
    return days;
  }
}

/** The end of the name of a part that is being written. */
export const UNFINISHED = '.unfinished';

/** A file of another name is not ours and stays. */
function partIn(name: string): Part | undefined {
  const [, day, first, last] = /^(\d{4}-\d\d-\d\d)\.(\d{1,15})-(\d{1,15})\.parquet$/.exec(name) ?? [];
  if (day === undefined) return undefined;
  return { day: localDay(day), first: Number(first), last: Number(last) };
}

const isInside = (part: Part, other: Part): boolean =>
  part !== other && part.day === other.day && other.first <= part.first && part.last <= other.last;

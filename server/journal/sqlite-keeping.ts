import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { EpochMs } from '#domain/time.ts';
import { readEntry } from './journal-lines.ts';
import type { JournalKeeping, KeptFloor, LetGo, Scrub, ScrubStep } from './journal-keeping.ts';
import { packText, unpackText } from '../sqlite/packed-text.ts';
import { copyDatabase, foldLog, inTransaction, type SqliteFile } from '../sqlite/sqlite-file.ts';
import { storageFailure } from '../sqlite/sqlite-failure.ts';
import { bytesOf, integerOf, textOf } from '../sqlite/sqlite-values.ts';

/** Tables beside the events: floors, and up to which position entries have been let go of. */
export const FLOOR_TABLE = `
  CREATE TABLE IF NOT EXISTS gone (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS floor (
    position INTEGER PRIMARY KEY,
    definitions TEXT NOT NULL,
    world BLOB NOT NULL
  ) STRICT`;

/** Entries that are let go of at once: with random ids each has an index page of its own, and 200 of them take some 5 ms. */
const LET_GO_AT_ONCE = 200;
/** Entries that are looked through at once in an erasure: 2 MB of text, some 5 ms. */
const LOOKED_AT_ONCE = 5_000;

/** Retention, erasure and copies of a journal in a SQLite file. Everything it throws about the file is a StorageFailure. */
export class SqliteKeeping implements JournalKeeping {
  readonly file: string;
  readonly #at: SqliteFile;
  readonly #database: DatabaseSync;
  #prepared: ReturnType<typeof prepare> | undefined;

  constructor(database: DatabaseSync, at: SqliteFile) {
    this.#database = database;
    this.#at = at;
    this.file = at.file;
  }

  /** Prepared when they are first needed: a journal of an earlier release that is only read has no such tables. */
  get #statements(): ReturnType<typeof prepare> {
    return (this.#prepared ??= prepare(this.#database));
  }

  keepFloor({ position, definitions, world }: KeptFloor): void {
    this.#guard(() => this.#statements.addFloor.run(position, definitions, world));
  }

  firstFloor(): KeptFloor | undefined {
    return this.#guard(() => {
      const gone = this.#statements.gone.get()?.['position'];
      const row = gone === undefined ? undefined : this.#statements.floorFrom.get(gone);
      return (
        row && {
          position: integerOf(row['position']),
          definitions: textOf(row['definitions']),
          world: bytesOf(row['world']),
        }
      );
    });
  }

  latestFloor(): number {
    return this.#guard(() => integerOf(this.#statements.latestFloor.get()?.['position']));
  }

  letGo(horizon: EpochMs): LetGo {
    return this.#guard(() => {
      const rows = this.#statements.oldestDated.all(this.latestFloor());
      const old = rows.findIndex(({ at }) => !(typeof at === 'number' && at < horizon));
      const entries = old === -1 ? rows.length : old;
      const last = rows[entries - 1]?.['position'];
      if (last === undefined) return { entries: 0, more: false };
      inTransaction(this.#database, () => {
        this.#statements.deleteUpTo.run(last);
        this.#statements.markGone.run(last);
        // The floor that stands for what is gone stays, and those before it are of no use any more.
        this.#statements.dropFloorsBefore.run(last, last);
      });
      return { entries, more: entries === LET_GO_AT_ONCE };
    });
  }

  scrub(position: number, text: string, scrub: Scrub): ScrubStep {
    return this.#guard(() => {
      const until = position + LOOKED_AT_ONCE;
      const rows = this.#statements.withText.all(position, until, inJson(text));
      const counts = { changed: 0, kept: 0 };
      if (rows.length > 0)
        inTransaction(this.#database, () => {
          for (const row of rows) counts[this.#scrubRow(row, text, scrub)] += 1;
        });
      const next = this.#statements.nextAfter.get(until)?.['position'];
      // A later step begins where this one found nothing more, for entries may come.
      return next === undefined || next === null
        ? { ...counts, position: Math.max(position, this.#lastPosition()), done: true }
        : { ...counts, position: integerOf(next) - 1, done: false };
    });
  }

  async scrubBeside(text: string, scrub: Scrub): Promise<number> {
    let changed = 0;
    for (const { position } of this.#guard(() => this.#statements.floors.all())) {
      const row = this.#guard(() => this.#statements.floorFrom.get(integerOf(position)));
      if (row === undefined) continue;
      const world = await unpackText(bytesOf(row['world']));
      if (!world.includes(inJson(text))) continue;
      const packed = await packText(JSON.stringify(scrub(JSON.parse(world))));
      this.#guard(() => this.#statements.changeFloor.run(packed, integerOf(position)));
      changed += 1;
    }
    return changed + this.#guard(() => this.#scrubStandings(text, scrub));
  }

  fold(): void {
    this.#guard(() => foldLog(this.#database));
  }

  async copyTo(file: string): Promise<void> {
    await copyDatabase(this.#database, { ...this.#at, file });
  }

  #scrubRow(row: Parameters<typeof readEntry>[0], text: string, scrub: Scrub): 'changed' | 'kept' {
    const { event, position } = readEntry(row, this.#at.file);
    const line = JSON.stringify(scrub(event));
    if (line !== row['line']) this.#statements.changeEntry.run(line, crc32(line), position);
    return line.includes(inJson(text)) || line === row['line'] ? 'kept' : 'changed';
  }

  #lastPosition(): number {
    return integerOf(this.#statements.lastPosition.get()?.['position']);
  }

  #scrubStandings(text: string, scrub: Scrub): number {
    let changed = 0;
    for (const row of this.#statements.standingsWith.all(inJson(text))) {
      const [key, value] = [row['key'], textOf(row['value'])];
      const cleanKey = typeof key === 'string' ? scrub(key) : key;
      const cleanValue = scrub(value);
      if (cleanKey === key && cleanValue === value) continue;
      this.#statements.changeStanding.run(cleanKey ?? null, cleanValue, row['source'] ?? null, key ?? null);
      changed += 1;
    }
    return changed;
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      throw storageFailure(this.#at, cause);
    }
  }
}

/** A text as it stands within a string of JSON. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function prepare(database: DatabaseSync) {
  const statement = (sql: string): StatementSync => database.prepare(sql);
  return {
    addFloor: statement('INSERT OR REPLACE INTO floor (position, definitions, world) VALUES (?, ?, ?)'),
    floors: statement('SELECT position FROM floor'),
    floorFrom: statement('SELECT * FROM floor WHERE position >= ? ORDER BY position LIMIT 1'),
    changeFloor: statement('UPDATE floor SET world = ? WHERE position = ?'),
    latestFloor: statement('SELECT coalesce(max(position), 0) AS position FROM floor'),
    dropFloorsBefore: statement(
      'DELETE FROM floor WHERE position < ? AND EXISTS (SELECT 1 FROM floor WHERE position >= ?)',
    ),
    gone: statement('SELECT position FROM gone'),
    markGone: statement('INSERT OR REPLACE INTO gone (one, position) VALUES (1, ?)'),
    // The last entry stays: by it the next position is known.
    oldestDated: statement(
      `SELECT position, json_extract(line, '$.at') AS at FROM entry
       WHERE position <= ? AND position < (SELECT max(position) FROM entry) ORDER BY position LIMIT ${LET_GO_AT_ONCE}`,
    ),
    deleteUpTo: statement('DELETE FROM entry WHERE position <= ?'),
    withText: statement(
      'SELECT position, received_at, line, checksum FROM entry WHERE position > ? AND position <= ? AND instr(line, ?) > 0',
    ),
    nextAfter: statement('SELECT min(position) AS position FROM entry WHERE position > ?'),
    changeEntry: statement('UPDATE entry SET line = ?, checksum = ? WHERE position = ?'),
    lastPosition: statement('SELECT coalesce(max(position), 0) AS position FROM entry'),
    standingsWith: statement(
      'SELECT source, key, value FROM standing WHERE instr(value, ?1) > 0 OR instr(key, ?1) > 0',
    ),
    changeStanding: statement('UPDATE standing SET key = ?, value = ? WHERE source = ? AND key = ?'),
  };
}

import { crc32 } from 'node:zlib';
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { AcdEvent } from '#domain/acd-event.ts';
import { epochMs } from '#domain/time.ts';
import type { JournalEntry } from './journal.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import { idColumn, integerOf, textOf } from '../sqlite/sqlite-values.ts';

/** Rows of one statement: calling SQLite costs more than a row does, so fifty rows a call write 2.5 times as fast as one. */
const ROWS_PER_STATEMENT = 50;

/** Source numbers kept in memory: more sources than any centre has; beyond it they are looked up again. */
const SOURCES_KEPT = 10_000;

/** Writes events as rows of the journal. It is one transaction's tool: after a rollback, `forget`. */
export class LineWriter {
  readonly #single: StatementSync;
  readonly #many: StatementSync;
  readonly #addSource: StatementSync;
  readonly #findSource: StatementSync;
  readonly #findEntry: StatementSync;
  readonly #sources = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#single = database.prepare(insertion(1));
    this.#many = database.prepare(insertion(ROWS_PER_STATEMENT));
    this.#addSource = database.prepare('INSERT OR IGNORE INTO source (name) VALUES (?)');
    this.#findSource = database.prepare('SELECT number FROM source WHERE name = ?');
    this.#findEntry = database.prepare(
      'SELECT position, received_at, line, checksum FROM entry WHERE source = ? AND id = ?',
    );
  }

  /** Writes each entry at its position; one whose identity is there already is left out. Answers how many were new. */
  write(entries: readonly JournalEntry[]): number {
    let written = 0;
    let values: SQLInputValue[] = [];
    for (const { position, receivedAt, event } of entries) {
      const line = JSON.stringify(event);
      const source = this.#sourceNumber(event.source);
      values.push(position, source, idColumn(event.id), receivedAt, line, crc32(line));
      if (values.length < ROWS_PER_STATEMENT * COLUMNS) continue;
      written += Number(this.#many.run(...values).changes);
      values = [];
    }
    for (let from = 0; from < values.length; from += COLUMNS)
      written += Number(this.#single.run(...values.slice(from, from + COLUMNS)).changes);
    return written;
  }

  /** The row of the event with this one's identity; undefined when there is none. */
  find({ source, id }: AcdEvent): Row | undefined {
    return this.#findEntry.get(this.#sourceNumber(source), idColumn(id));
  }

  /** Drops what was remembered of sources that a rollback may have taken back. */
  forget(): void {
    this.#sources.clear();
  }

  #sourceNumber(name: string): number {
    const known = this.#sources.get(name);
    if (known !== undefined) return known;
    if (this.#sources.size >= SOURCES_KEPT) this.#sources.clear();
    this.#addSource.run(idColumn(name));
    const number = integerOf(this.#findSource.get(idColumn(name))?.['number']);
    this.#sources.set(name, number);
    return number;
  }
}

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The entry that a row holds. Throws a StorageFailure that names the position when the line is not what was written. */
export function readEntry(row: Row, file: string): JournalEntry {
  const position = integerOf(row['position']);
  const line = textOf(row['line']);
  const sound = crc32(line) === row['checksum'];
  return {
    position,
    receivedAt: epochMs(integerOf(row['received_at'])),
    event: sound ? parseLine(line, position, file) : refuseLine(position, file),
  };
}

const COLUMNS = 6;

// Only a known identity is passed over; any other conflict is our bug and must be heard.
const insertion = (rows: number): string => `
  INSERT INTO entry (position, source, id, received_at, line, checksum)
  VALUES ${Array<string>(rows).fill('(?, ?, ?, ?, ?, ?)').join(', ')}
  ON CONFLICT (source, id) DO NOTHING`;

function parseLine(line: string, position: number, file: string): AcdEvent {
  try {
    // The line is ours: it was an event when it was written, and its checksum says that it still is.
    return JSON.parse(line) as AcdEvent;
  } catch (cause) {
    return refuseLine(position, file, cause);
  }
}

function refuseLine(position: number, file: string, cause?: unknown): never {
  throw new StorageFailure(
    'damaged',
    `the journal ${file} is damaged at position ${position}: the line is not the event that was written; keep a copy of the file, then restore it from a backup`,
    { cause },
  );
}

import {
  closeSync,
  constants,
  existsSync,
  fdatasync,
  fsyncSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { epochMs, type EpochMs } from '#domain/time.ts';

/** One acknowledgement: which positions it covered, and what was in them. */
export type Acknowledged = {
  /** Counts acknowledgements; never used twice. */
  readonly number: number;
  readonly from: number;
  /** The highest position that was ever given: the next one is higher. */
  readonly to: number;
  /** The journal has at least this position. Lower than `to` after a repair that went on without what was lost. */
  readonly kept: number;
  readonly events: number;
  readonly receivedAt: EpochMs;
  /** The first of its sources, by name, and how many more there were. */
  readonly sources: readonly string[];
  readonly moreSources: number;
};

/** What is noted of a commit; its number is given. */
export type Commit = Omit<Acknowledged, 'number' | 'kept' | 'sources' | 'moreSources'> & {
  readonly kept?: number;
  readonly sources: readonly string[];
};

/**
 * Commits that are remembered. The write-ahead log is folded into its file every thousand pages, and a commit writes at least one,
 * so whatever a lost log takes with it is among these.
 */
const SLOTS = 4_096;
const SLOT_BYTES = 256;
const SUM_DIGITS = 8;

/**
 * What was acknowledged, noted in a small file beside the journal: SQLite takes a write-ahead log that is missing, cut or flipped for
 * one that ended there, and only this note knows better. Its slots are written in turn, so that a torn write leaves the one before it.
 */
export class HeadNote {
  readonly #handle: number;
  #latest: Acknowledged | undefined;
  #syncing: Promise<void> | undefined;
  /** The disk did not take it: whoever writes next hears of it. */
  #failure: Error | undefined;

  constructor(file: string) {
    this.#latest = readHeadNote(file).at(-1);
    const isNew = !existsSync(file);
    this.#handle = openSync(file, isNew ? 'wx+' : constants.O_RDWR, 0o600);
    if (isNew) allocate(this.#handle, file);
  }

  get latest(): Acknowledged | undefined {
    return this.#latest;
  }

  /**
   * Notes a commit that is on the disk, before anybody is told: from here on it outlives this program. The disk has it some milliseconds
   * later. Waiting for that would double what a commit costs (3 ms each, measured), and would serve only where power fails within
   * these milliseconds and the log, which is synced, is lost as well.
   */
  write(commit: Commit): void {
    if (this.#failure !== undefined) throw this.#failure;
    const number = (this.#latest?.number ?? 0) + 1;
    const { sources, ...rest } = commit;
    const noted = { number, kept: commit.to, ...rest, ...fitting(sources) };
    writeSync(this.#handle, slotOf(noted), 0, SLOT_BYTES, (number % SLOTS) * SLOT_BYTES);
    this.#latest = noted;
    this.#syncing ??= this.#sync();
  }

  async close(): Promise<void> {
    await this.#syncing;
    closeSync(this.#handle);
  }

  /** Until the latest is on the disk. */
  async #sync(): Promise<void> {
    for (let synced = 0; synced !== this.#latest?.number && this.#failure === undefined;) {
      synced = this.#latest?.number ?? 0;
      this.#failure = await syncFailure(this.#handle);
    }
    this.#syncing = undefined;
  }
}

const syncFailure = (handle: number): Promise<Error | undefined> =>
  new Promise((resolve) => fdatasync(handle, (failure) => resolve(failure ?? undefined)));

/** Where the note of a journal is. */
export const headNoteFile = (journalFile: string): string => `${journalFile}-head`;

/** The acknowledgements that can be read, oldest first; none where there is no note. */
export function readHeadNote(file: string): readonly Acknowledged[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const found: Acknowledged[] = [];
  for (let at = 0; at + SLOT_BYTES <= bytes.length; at += SLOT_BYTES) {
    const noted = readSlot(bytes.toString('utf8', at, at + SLOT_BYTES));
    if (noted !== undefined) found.push(noted);
  }
  return found.sort((one, other) => one.number - other.number);
}

/** Sources of one batch are few; of a batch of many the first are named. */
const NAMED_BYTES = 80;

function fitting(names: readonly string[]): Pick<Acknowledged, 'sources' | 'moreSources'> {
  const sources: string[] = [];
  for (const name of names) {
    if (Buffer.byteLength(JSON.stringify([...sources, name])) > NAMED_BYTES) break;
    sources.push(name);
  }
  return { sources, moreSources: names.length - sources.length };
}

/** A line of text, so that a person can read the file too. */
function slotOf(noted: Acknowledged): Buffer {
  const slot = Buffer.alloc(SLOT_BYTES, ' ');
  const text = JSON.stringify(noted);
  slot.write(sumOf(text) + text);
  slot.write('\n', SLOT_BYTES - 1);
  return slot;
}

function readSlot(slot: string): Acknowledged | undefined {
  const text = slot.slice(SUM_DIGITS).trimEnd();
  if (text === '' || slot.slice(0, SUM_DIGITS) !== sumOf(text)) return undefined;
  // Our own text: its sum says that it is as it was written.
  const noted = JSON.parse(text) as Acknowledged;
  return { ...noted, receivedAt: epochMs(noted.receivedAt) };
}

const sumOf = (text: string): string => crc32(text).toString(16).padStart(SUM_DIGITS, '0');

/** Full length from the start: a later write changes no length, and its sync is one write of the disk. */
function allocate(handle: number, file: string): void {
  writeSync(handle, Buffer.alloc(SLOTS * SLOT_BYTES, ' '), 0, SLOTS * SLOT_BYTES, 0);
  fsyncSync(handle);
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

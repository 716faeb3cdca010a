import { existsSync, renameSync, rmSync } from 'node:fs';
import type { ContactId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import { packText, unpackText } from '../sqlite/packed-text.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import type { AlertTransition } from '#domain/alert.ts';
import {
  TRANSITIONS_KEPT,
  type Alerts,
  type Checkpoint,
  type Departing,
  type KeptTransition,
  type PlacedContact,
  type Scrubbing,
  type StoredCell,
  type WorldStore,
} from './world-store.ts';
import { WorldFile } from './world-file.ts';

export type SqliteWorldStoreOptions = {
  /** Usually `world.db` in the data folder. Made when it is not there. */
  readonly file: string;
  /** Hears, in a sentence for the log, that a damaged file was set aside. */
  readonly said: (sentence: string) => void;
  /** The file never grows beyond this; absent: as far as the disk goes. */
  readonly maxBytes?: number;
};

/**
 * The store in a SQLite file that this program has for itself. But for the transitions of alerts it holds nothing that the
 * journal does not: a damaged file is renamed to `….damaged` and begun anew, and the world is rebuilt from the journal.
 */
export function sqliteWorldStore(options: SqliteWorldStoreOptions): WorldStore {
  return new SqliteWorldStore(options);
}

class SqliteWorldStore implements WorldStore {
  readonly #options: SqliteWorldStoreOptions;
  #file: WorldFile;
  /** Found damaged while the world in memory counted on it: only a restart can rebuild. */
  #lost: StorageFailure | undefined;
  /** Saves one after the other, so that the later checkpoint stays. */
  #saving: Promise<void> = Promise.resolve();
  /** A checkpoint is being written; it settles, and never fails. */
  #writing: Promise<void> | undefined;
  /** Copies that are being made. */
  #copies = 0;

  constructor(options: SqliteWorldStoreOptions) {
    this.#options = options;
    this.#file = this.#openOrBegin();
  }

  async load(): Promise<Checkpoint | undefined> {
    try {
      const packed = await this.#whenFree((file) => file.checkpoint());
      if (packed === undefined) return undefined;
      return { ...packed, world: await unpackText(packed.world) };
    } catch (cause) {
      // Nothing is in memory yet, so beginning anew is a whole answer.
      if (!isDamage(cause)) throw cause;
      if (this.#lost === undefined) this.#beginAnew(cause);
      this.#lost = undefined;
      return undefined;
    }
  }

  async save(checkpoint: Checkpoint, departing: Departing): Promise<void> {
    const earlier = this.#saving;
    const saving = this.#saveAfter(earlier, checkpoint, departing);
    // The next save waits for this one, whether it succeeds or not; its failure is the caller's to hear.
    this.#saving = saving.catch(() => undefined);
    return saving;
  }

  async recall(contacts: readonly ContactId[]): Promise<readonly PlacedContact[]> {
    return this.#whenFree((file) => file.contacts.recall(contacts));
  }

  async stored(contacts: readonly ContactId[]): Promise<ReadonlySet<ContactId>> {
    return this.#whenFree((file) => file.contacts.stored(contacts));
  }

  async unwritten(after: ContactId | undefined, limit: number): Promise<readonly ContactId[]> {
    return this.#whenFree((file) => file.contacts.unwritten(after, limit));
  }

  async written(contacts: readonly ContactId[]): Promise<void> {
    await this.#whenFree((file) => file.contacts.written(contacts));
  }

  async markUnwritten(after: number): Promise<number | undefined> {
    return this.#whenFree((file) => file.contacts.markUnwritten(after));
  }

  async contactsAfter(place: number, limit: number): Promise<readonly PlacedContact[]> {
    return this.#whenFree((file) => file.contacts.contactsAfter(place, limit));
  }

  async lastPlace(): Promise<number> {
    return this.#whenFree((file) => file.contacts.lastPlace());
  }

  async contactsUpTo(place: number, limit: number): Promise<readonly PlacedContact[]> {
    return this.#whenFree((file) => file.contacts.contactsUpTo(place, limit));
  }

  async dropContacts(horizon: EpochMs, limit: number): Promise<number> {
    return this.#whenFree((file) => file.contacts.dropContacts(horizon, limit));
  }

  async contactsSince(): Promise<EpochMs | undefined> {
    return this.#whenFree((file) => file.contacts.contactsSince());
  }

  async scrubContacts(after: number, upTo: number, scrubbing: Scrubbing): Promise<readonly ContactId[]> {
    return this.#whenFree((file) => file.contacts.scrub(after, upTo, scrubbing));
  }

  async fold(): Promise<void> {
    await this.#whenFree((file) => file.fold());
  }

  async copyTo(to: string): Promise<void> {
    await this.#whenFree(async (file) => {
      this.#copies += 1;
      await file.copyTo(to).finally(() => (this.#copies -= 1));
    });
  }

  async cells(from: EpochMs, to: EpochMs): Promise<readonly StoredCell[]> {
    return this.#whenFree((file) => file.cells(from, to));
  }

  async firstStart(): Promise<EpochMs | undefined> {
    return this.#whenFree((file) => file.firstStart());
  }

  async keepAlerts(alerts: Alerts, transitions: readonly AlertTransition[]): Promise<void> {
    await this.#whenFree((file) => file.keepAlerts(alerts, transitions));
  }

  async alerts(): Promise<Alerts> {
    return this.#whenFree((file) => file.alerts());
  }

  async transitions(after: number, limit: number): Promise<readonly KeptTransition[]> {
    return this.#whenFree((file) => file.transitions(after, limit));
  }

  async reset(): Promise<void> {
    await this.#saving;
    const { file, said } = this.#options;
    const [alerts, transitions] = this.#use(
      (old) => [old.alerts(), old.transitions(0, TRANSITIONS_KEPT)] as const,
    );
    this.#use((old) => old.fold());
    this.#file.close();
    // What cannot be counted again, because the journal does not reach back so far, is not to be lost by a mistake in a command.
    moveAside(file, `${file}.before`);
    said(`what was counted until now is in ${file}.before`);
    this.#file = new WorldFile(limitsOf(this.#options));
    this.#use((fresh) => fresh.takeOver(alerts, transitions));
  }

  async close(): Promise<void> {
    await this.#saving;
    this.#file.close();
  }

  async #saveAfter(earlier: Promise<void>, checkpoint: Checkpoint, departing: Departing): Promise<void> {
    const world = await packText(checkpoint.world);
    await earlier;
    const packed = { ...checkpoint, world };
    // A copy of a file whose transaction is open fails.
    if (this.#copies > 0) return this.#use((file) => file.saveAtOnce(packed, departing));
    const writing = this.#use((file) => file.save(packed, departing));
    this.#writing = writing.catch(() => undefined);
    await this.#writing;
    this.#writing = undefined;
    await writing.catch((cause: unknown) =>
      this.#use(() => {
        throw cause;
      }),
    );
  }

  /** While a checkpoint is written its transaction is open: whoever read or wrote then would do so within it. */
  async #whenFree<Result>(work: (file: WorldFile) => Result | Promise<Result>): Promise<Result> {
    while (this.#writing !== undefined) await this.#writing;
    return this.#use(work);
  }

  #use<Result>(work: (file: WorldFile) => Result): Result {
    if (this.#lost !== undefined) throw this.#lost;
    try {
      return work(this.#file);
    } catch (cause) {
      if (isDamage(cause)) this.#lost = this.#beginAnew(cause);
      throw this.#lost ?? cause;
    }
  }

  #openOrBegin(): WorldFile {
    try {
      return new WorldFile(limitsOf(this.#options));
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      return this.#setAside(cause);
    }
  }

  #beginAnew(cause: Error): StorageFailure {
    this.#file.close();
    this.#file = this.#setAside(cause);
    const message = `${this.#options.file} was damaged and has been set aside: restart, and the world is rebuilt from the journal`;
    return new StorageFailure('damaged', message, { cause });
  }

  #setAside(cause: Error): WorldFile {
    const { file, said } = this.#options;
    const isThere = existsSync(file);
    moveAside(file, `${file}.damaged`);
    const where = isThere ? `${file} is damaged and was renamed to ${file}.damaged; ` : '';
    said(`${where}the world is rebuilt from the journal: ${cause.message}`);
    return new WorldFile(limitsOf(this.#options));
  }
}

/** One such file is kept, for whoever wants to know why; an earlier one makes room for it. */
function moveAside(file: string, to: string): void {
  // Somebody may have deleted it and left its log, which is of no use alone.
  if (existsSync(file)) renameSync(file, to);
  for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
}

const limitsOf = ({ file, maxBytes }: SqliteWorldStoreOptions) => ({
  file,
  ...(maxBytes === undefined ? {} : { maxBytes }),
});

/** SQLite found the file damaged, or what it holds does not unpack. */
function isDamage(cause: unknown): cause is Error {
  if (cause instanceof StorageFailure) return cause.reason === 'damaged';
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_');
}

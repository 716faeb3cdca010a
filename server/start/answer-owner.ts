import { resolve } from 'node:path';
import type { EpochMs } from '#domain/time.ts';
import type { History } from '../history/store/history.ts';
import type { HashCustomer } from '../ingest/intake/hash-customers.ts';
import { takeBackup, type BackupParts } from '../keeping/backup/take-backup.ts';
import type { Asked } from '../keeping/control/control.ts';
import { eraseCustomer, sumOf, type Erased, type Holdings } from '../keeping/erasure/erase-customer.ts';
import { logErasure } from '../keeping/erasure/erasure-log.ts';
import type { KeptJournal } from '../journal/sqlite-journal.ts';
import type { Recounting } from './recounting.ts';
import type { TickLoop } from './tick-loop.ts';

type Parts = Pick<BackupParts & Holdings, 'folder' | 'store' | 'world'> & {
  readonly journal: KeptJournal;
  readonly clock: () => EpochMs;
  readonly loop: TickLoop;
  readonly history: History;
  readonly recounting: Recounting;
  readonly hashCustomer?: HashCustomer;
};

/** Does what whoever owns the data folder asks of the running server. */
export function answerOwner(parts: Parts): (asked: Asked) => Promise<unknown> {
  return async (asked) => {
    switch (asked.kind) {
      case 'backup':
        return takeBackup({ ...parts, keeping: parts.journal.keeping }, resolve(asked.into));
      case 'erase':
        return erase(parts, asked);
    }
  };
}

async function erase(parts: Parts, { customer, by }: Extract<Asked, { kind: 'erase' }>): Promise<Erased> {
  const { journal, loop, history, recounting, hashCustomer, folder, clock, world } = parts;
  if (recounting.progress() !== undefined)
    throw new Error('the server counts again what is stored: erase when it is done, the wall says so');
  const holdings: Holdings = {
    ...parts,
    keeping: journal.keeping,
    between: loop.between,
    checkpoint: loop.checkpoint,
    async eraseHistory(scrub, contacts) {
      // Of contacts that were let go of a day may be there still, if it was written just now.
      if (world.contactsSince !== undefined) await history.forgetBefore(world.contactsSince);
      await history.readAgain(contacts, scrub);
    },
  };
  const keys = hashCustomer === undefined ? [customer] : [customer, hashCustomer(customer)];
  const all: Erased[] = [];
  for (const key of keys) all.push(await eraseCustomer(holdings, key));
  const erased = sumOf(all);
  logErasure(folder, { at: clock(), by, customer, erased });
  return erased;
}

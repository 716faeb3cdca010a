import { existsSync } from 'node:fs';
import { sqliteWorldStore } from '../../checkpoint/sqlite-world-store.ts';
import { systemClock } from '../../clock/clock.ts';
import { sqliteJournal } from '../../journal/sqlite-journal.ts';
import { askServer } from '../../keeping/control/control.ts';
import type { Erased } from '../../keeping/erasure/erase-customer.ts';
import { eraseAtRest } from '../../keeping/erasure/erase-at-rest.ts';
import { logErasure } from '../../keeping/erasure/erasure-log.ts';
import { filesWith } from '../../keeping/erasure/find-bytes.ts';
import { journalFile, worldFile } from '../../start/data-folder.ts';
import { CommandFailure } from '../run-command.ts';

export type EraseOptions = { readonly customer: string; readonly by: string; readonly data: string };

/** Erases through the running server, or in the files where none runs, and then looks for the key in every file. */
export async function runErase({ customer, by, data }: EraseOptions): Promise<void> {
  if (customer.trim() === '') throw new CommandFailure('expected the key of a customer, got nothing');
  const answer = await askServer(data, { kind: 'erase', customer, by });
  if (answer?.kind === 'failed') throw new CommandFailure(answer.message);
  const erased = answer === undefined ? await inFiles({ customer, by, data }) : (answer.result as Erased);
  const { events, contacts, others, identifiers } = erased;
  print(`erased from ${events} events, ${contacts} contacts and ${others} other places`);
  if (identifiers > 0)
    print(`${identifiers} events have it within an id of their own, which is never changed`);
  print('backups are not reached, nor what the switch keeps: see to them too');
  const found = await filesWith(data, customer);
  for (const file of found) print(`it is still in ${file}`);
  if (found.length > 0 && identifiers === 0)
    throw new CommandFailure(
      `${customer} is still in ${found.length} files: delete copies that were set aside, or start the server once`,
    );
}

async function inFiles({ customer, by, data }: EraseOptions): Promise<Erased> {
  if (!existsSync(journalFile(data)))
    throw new CommandFailure(
      `there is no ${journalFile(data)}: expected the --data folder of callboard start`,
    );
  const journal = sqliteJournal({ file: journalFile(data) });
  try {
    const store = sqliteWorldStore({ file: worldFile(data), said: print });
    const erased = await eraseAtRest({ keeping: journal.keeping, store }, customer).finally(() =>
      store.close(),
    );
    logErasure(data, { at: systemClock(), by, customer, erased });
    return erased;
  } finally {
    await journal.close();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

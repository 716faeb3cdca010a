import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { publishedFolder } from '../../../../testing/published-folder.ts';
import { ownWeek, type BankRecords } from './own-week.ts';

/** Calls to a bank, and what somebody else counted in them. */
export type BankMonth = {
  readonly name: string;
  readonly days: number;
  /** Half hours in which anybody was offered, at least. */
  readonly busyHalfHours: number;
  /** Throws where the records are not at hand. */
  read(): BankRecords;
};

/** A week that was made here, which is always at hand. */
export const OWN_WEEK: BankMonth = {
  name: 'a week of an invented bank',
  days: 7,
  busyHalfHours: 7 * 33,
  read: ownWeek,
};

const { folder, absent } = publishedFolder('anonymous-bank');

/** The real records of January 1999; 11 and 12 January are not in them. */
export const JANUARY: BankMonth = {
  name: `January of a real bank${absent}`,
  days: 29,
  busyHalfHours: 701,
  read: () => ({
    records: gunzipSync(readFileSync(new URL('january.txt.gz', folder))).toString('latin1'),
    truth: readFileSync(new URL('january-ground-truth-30min.csv', folder), 'utf8'),
  }),
};

/** Whether the real records can be read. */
export const isJanuaryHere = absent === '';

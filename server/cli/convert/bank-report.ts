import type { ConvertedRow } from '../../ingest/anonymous-bank/anonymous-bank.ts';
import type { BankRefusal } from '../../ingest/anonymous-bank/bank-row.ts';

/** What became of the rows of a file, in words. */
export type BankReport = {
  /** Counts a row; the first refusals are printed as they come. */
  count(row: ConvertedRow): void;
  refused(): number;
  /** Prints the sums. */
  finish(path: string, events: number): void;
};

/** Refused rows shown in full: a screen of them. The rest is counted. */
const REFUSALS_SHOWN = 20;

/** A report that has counted nothing yet. */
export function bankReport(print: (line: string) => void): BankReport {
  const converted = { rows: 0 };
  const refusals = new Map<string, number>();
  const leftOut = new Map<string, number>();
  const notes = new Map<string, number>();
  return {
    count(row) {
      if (row.kind === 'events') {
        converted.rows += 1;
        for (const note of row.notes) addTo(notes, note);
      } else if (row.kind === 'left-out') {
        addTo(leftOut, row.why);
      } else {
        if (sum(refusals) < REFUSALS_SHOWN) print(inWords(row.refusal));
        addTo(refusals, row.refusal.reason);
      }
    },
    refused: () => sum(refusals),
    finish(path, events) {
      const more = sum(refusals) - REFUSALS_SHOWN;
      if (more > 0) print(`… and ${more} more rows; --refused FILE writes them all`);
      print(`${path}: ${converted.rows} contacts, ${events} events`);
      leftOut.delete('blank');
      printSums(print, 'refused', refusals);
      printSums(print, 'left out', leftOut);
      printSums(print, 'converted, but worth knowing', notes);
    },
  };
}

const addTo = (sums: Map<string, number>, name: string): unknown => sums.set(name, (sums.get(name) ?? 0) + 1);

const sum = (sums: ReadonlyMap<string, number>): number =>
  [...sums.values()].reduce((total, one) => total + one, 0);

function inWords({ line, reason, field, value, expected }: BankRefusal): string {
  const what = field === '' ? value : `${field} is "${value}"`;
  return `line ${line}: ${reason}: ${reason === 'missing-field' ? `${field} is missing` : what}, expected ${expected}`;
}

function printSums(print: (line: string) => void, title: string, sums: ReadonlyMap<string, number>): void {
  if (sums.size === 0) return;
  const parts = [...sums].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${count} ${name}`);
  print(`${title}: ${parts.join(', ')}`);
}

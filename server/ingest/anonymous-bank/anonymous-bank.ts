import type { AcdEvent } from '#domain/acd-event.ts';
import { fingerprint } from '#domain/fingerprint.ts';
import { sourceId, type SourceId } from '#domain/ids.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { bankEvents } from './bank-events.ts';
import type { BankRefusal, BankRow } from './bank-row.ts';
import { localClock } from './local-clock.ts';
import { readBankRow } from './read-bank-row.ts';
import { rowInstants } from './row-instants.ts';

/** What became of one line of the file. */
export type ConvertedRow =
  | { readonly kind: 'events'; readonly events: readonly AcdEvent[]; readonly notes: readonly BankNote[] }
  | { readonly kind: 'refused'; readonly refusal: BankRefusal }
  | { readonly kind: 'left-out'; readonly why: 'phantom' | 'header' | 'blank' };

/** Something unusual in a row that was converted all the same. */
export type BankNote =
  | 'vru-time-negative'
  | 'queue-exit-before-start'
  | 'answered-without-server'
  | 'hung-up-with-service'
  | 'call-id-again'
  | `missing-${string}`
  | `unknown-type-${string}`;

export type BankConverter = (text: string, line: number) => ConvertedRow;

export const ANONYMOUS_BANK: SourceId = sourceId('anonymous-bank');

/** Converts the lines of one file of the Anonymous Bank's records, in their order. The same file always gives the same events. */
export function bankConverter(zone: TimeZone, source: SourceId = ANONYMOUS_BANK): BankConverter {
  const names = new Map<string, Naming>();
  const clock = localClock(zone);
  let first = true;
  return (text, line) => {
    const read = readBankRow(text.replace(/^\uFEFF/, ''), line);
    if (read.kind === 'blank') return { kind: 'left-out', why: 'blank' };
    const mayBeHeader = first;
    first = false;
    if (read.kind === 'refused') {
      return mayBeHeader && isHeader(text) ? { kind: 'left-out', why: 'header' } : read;
    }
    const { row } = read;
    if (row.outcome === 'PHANTOM') return { kind: 'left-out', why: 'phantom' };
    const named = nameOf(row, text, names);
    if (named.kind === 'refused') return named;
    const when = rowInstants(row, clock);
    const events = bankEvents(row, when, named.name, source);
    return { kind: 'events', events, notes: notesOn(row, named.again) };
  };
}

/** Whatever its names are, a header has no time of day. */
const isHeader = (text: string): boolean => !/\d:\d\d/.test(text);

/** The lines behind a name, by their fingerprints: one bank's year has 450,000 of them, so they stay in memory. */
type Naming = { readonly line: number; readonly fingerprints: readonly number[] };

type Named =
  | { readonly kind: 'named'; readonly name: string; readonly again: boolean }
  | { readonly kind: 'refused'; readonly refusal: BankRefusal };

/**
 * A contact's name is its line and call number with the date and time of its start, for numbers come round again.
 * Another call of the very same name is told apart by a number; the very same row is the same call told twice.
 */
function nameOf(row: BankRow, text: string, names: Map<string, Naming>): Named {
  const name = `${row.vruLine}-${row.callId}-${row.date}-${clockDigits(row.vruEntry)}`;
  const own = fingerprint(text.trimEnd());
  const known = names.get(name);
  if (known === undefined) {
    names.set(name, { line: row.line, fingerprints: [own] });
    return { kind: 'named', name, again: false };
  }
  if (known.fingerprints.includes(own)) return { kind: 'refused', refusal: repeated(row, known.line) };
  const fingerprints = [...known.fingerprints, own];
  names.set(name, { line: known.line, fingerprints });
  return { kind: 'named', name: `${name}-${fingerprints.length}`, again: true };
}

const repeated = (row: BankRow, firstLine: number): BankRefusal => ({
  line: row.line,
  reason: 'repeated-row',
  field: 'call_id',
  value: `${row.vruLine} ${row.callId}`,
  expected: `each row once: the same one stands on line ${firstLine}`,
});

const clockDigits = (seconds: number): string =>
  [seconds / 3_600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join('');

const KNOWN_TYPES: ReadonlySet<string> = new Set(['PS', 'PE', 'IN', 'NE', 'NW', 'TT']);

function notesOn(row: BankRow, again: boolean): BankNote[] {
  const notes: BankNote[] = [];
  if (row.filled !== undefined) notes.push(`missing-${row.filled}`);
  if (again) notes.push('call-id-again');
  if (!KNOWN_TYPES.has(row.type)) notes.push(`unknown-type-${row.type}`);
  if ((row.vruTime ?? 0) < 0) notes.push('vru-time-negative');
  if ((row.queueTime ?? 0) < 0) notes.push('queue-exit-before-start');
  if (row.outcome === 'AGENT' && row.server === undefined) notes.push('answered-without-server');
  if (row.outcome === 'HANG' && row.serviceStart !== 0) notes.push('hung-up-with-service');
  return notes;
}

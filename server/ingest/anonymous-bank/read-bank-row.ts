import type { BankColumn, BankOutcome, BankRefusal, BankRow } from './bank-row.ts';
import { splitBankRow, type SplitRow } from './split-bank-row.ts';

/** What a line of the file is. */
export type ReadBankRow =
  | { readonly kind: 'row'; readonly row: BankRow }
  | { readonly kind: 'refused'; readonly refusal: BankRefusal }
  /** Nothing is on it. */
  | { readonly kind: 'blank' };

/** Reads one line of the file; `line` is its number, from 1. */
export function readBankRow(text: string, line: number): ReadBankRow {
  if (isBlank(text)) return { kind: 'blank' };
  try {
    return { kind: 'row', row: rowOf(splitRow(text), line) };
  } catch (problem) {
    if (!(problem instanceof Misfit)) throw problem;
    return { kind: 'refused', refusal: { line, ...problem.refusal } };
  }
}

/** White space, or the end-of-file mark that DOS programs leave at the end. */
function isBlank(text: string): boolean {
  const rest = text.trim();
  return rest === '' || rest === '\u001A';
}

/** Leaves the reading of a row at the first field that does not fit. It never leaves this file. */
class Misfit extends Error {
  readonly refusal: Omit<BankRefusal, 'line'>;

  constructor(reason: BankRefusal['reason'], field: string, value: string, expected: string) {
    super(reason);
    this.refusal = { reason, field, value: value.slice(0, VALUE_SHOWN), expected };
  }
}

/** Characters of a wrong value that a report shows: enough to find it by. */
const VALUE_SHOWN = 40;

function splitRow(text: string): Fields {
  const split = splitBankRow(text);
  if (split.kind === 'fields') return split;
  if (split.kind === 'count') throw new Misfit('field-count', '', `${split.count} fields`, '17 fields');
  throw new Misfit('missing-field', split.columns.join(' or '), '16 fields', '17 fields');
}

type Fields = SplitRow & { readonly kind: 'fields' };

function rowOf({ fields, filled }: Fields, line: number): BankRow {
  const field = (position: number): string => fields[position] ?? '';
  const customer = field(2);
  const priority = priorityOf(field(3));
  const vruTime = secondsOf(field(8));
  const queueTime = secondsOf(field(11));
  const serviceTime = secondsOf(field(15));
  const server = field(16);
  return {
    line,
    vruLine: named('vru+line', field(0)),
    callId: named('call_id', field(1)),
    ...(customer === '' || /^0+$/.test(customer) ? {} : { customer }),
    ...(priority === undefined ? {} : { priority }),
    type: named('type', field(4)),
    date: field(5),
    dayMs: dayOf(field(5)),
    vruEntry: timeOf('vru_entry', field(6)),
    vruExit: timeOf('vru_exit', field(7)),
    queueStart: timeOf('q_start', field(9)),
    queueExit: timeOf('q_exit', field(10)),
    outcome: outcomeOf(field(12)),
    serviceStart: timeOf('ser_start', field(13)),
    serviceExit: timeOf('ser_exit', field(14)),
    ...(vruTime === undefined ? {} : { vruTime }),
    ...(queueTime === undefined ? {} : { queueTime }),
    ...(serviceTime === undefined ? {} : { serviceTime }),
    ...(server === '' || server === 'NO_SERVER' ? {} : { server }),
    ...(filled === undefined ? {} : { filled }),
  };
}

function named(column: BankColumn, value: string): string {
  if (value === '') throw new Misfit('missing-field', column, '', 'a name');
  return value;
}

function priorityOf(value: string): number | undefined {
  if (value === '') return undefined;
  if (!/^\d{1,3}$/.test(value))
    throw new Misfit('bad-value', 'priority', value, 'a priority such as 0, 1 or 2');
  return Number(value);
}

/** The recorded durations only confirm the times of day, so one that cannot be read is no reason to refuse the row. */
const secondsOf = (value: string): number | undefined =>
  /^-?\d{1,6}$/.test(value) ? Number(value) : undefined;

/** Two-digit years from 70 on are of the last century: the records are of 1999. */
const CENTURY_TURNS_AT = 70;

function dayOf(value: string): number {
  const [, yy = '', mm = '', dd = ''] = /^(\d\d)(\d\d)(\d\d)$/.exec(value) ?? [];
  const year = Number(yy) + (Number(yy) >= CENTURY_TURNS_AT ? 1900 : 2000);
  const dayMs = Date.UTC(year, Number(mm) - 1, Number(dd));
  const date = new Date(dayMs);
  // 990231 would silently become 3 March.
  if (yy === '' || date.getUTCDate() !== Number(dd) || date.getUTCMonth() + 1 !== Number(mm)) {
    throw new Misfit('bad-date', 'date', value, 'a date yymmdd such as 990131');
  }
  return dayMs;
}

function timeOf(column: BankColumn, value: string): number {
  const [, hour = '', minute = '', second = ''] = /^(\d{1,2}):(\d\d):(\d\d)$/.exec(value) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new Misfit('bad-time', column, value, 'a time H:MM:SS such as 9:05:00');
  }
  return Number(hour) * 3_600 + Number(minute) * 60 + Number(second);
}

function outcomeOf(value: string): BankOutcome {
  if (value === 'AGENT' || value === 'HANG' || value === 'PHANTOM') return value;
  if (value === '') throw new Misfit('missing-field', 'outcome', '', 'AGENT, HANG or PHANTOM');
  throw new Misfit('unknown-outcome', 'outcome', value, 'AGENT, HANG or PHANTOM');
}

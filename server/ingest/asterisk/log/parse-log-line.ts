import { SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';
import type { RefusalReason } from '#domain/board/wire.ts';
import { shorten, type Refusal } from '../../events/explain-refusal.ts';
import { EARLIEST_MS, LATEST_MS } from '../../events/parse-time.ts';
import type { LogRecord, LogVerb } from './log-record.ts';
import { fitsVerb, isOwnVerb, readLogVerb } from './read-log-verb.ts';

/** What a line of queue_log is. `blank`: nothing is on it. */
export type ParsedLine =
  | { readonly kind: 'record'; readonly record: LogRecord }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'blank' };

/** A body has at most 8,192 bytes and is cut there (main/logger.c); what is four times as long is no queue_log. */
export const LOG_LINE_MAX_BYTES = 32_768;

/**
 * Reads `time|callid|queue|agent|VERB|data…`. The time is epoch seconds; a table of the realtime back end has local times
 * instead (`2026-11-22 05:53:05.123456`), which need the switch's `zone`. Never throws.
 */
export function parseLogLine(line: string, zone?: TimeZone): ParsedLine {
  if (line.length > LOG_LINE_MAX_BYTES) {
    const expected = `a line of at most ${LOG_LINE_MAX_BYTES} bytes; it has ${line.length}`;
    return refuse('too-long', { field: '', value: line, expected });
  }
  const bars = barsOf(line);
  if (bars === undefined) {
    if (line.trim() === '') return { kind: 'blank' };
    return refuse('missing-field', { field: '', value: line, expected: 'time|callid|queue|agent|VERB|…' });
  }
  const [first, second, third, fourth, fifth] = bars;
  const time = readTime(line.slice(0, first), zone);
  if (time === undefined) return badTime(line.slice(0, first), zone);
  const said = line.slice(fourth + 1, fifth);
  const moved = isOwnVerb(said) ? undefined : namesWithBars(line, second);
  const read = readLogVerb(moved?.verb ?? said, moved?.rest ?? line.slice(fifth + 1));
  if (read.kind === 'refused') return read;
  const record: LogRecord = {
    ...time,
    call: present(line.slice(first + 1, second)),
    queue: present(moved?.queue ?? line.slice(second + 1, third)),
    member: present(moved?.member ?? line.slice(third + 1, fourth)),
    said: read.said,
  };
  return missingIn(record) ?? unusableIn(record) ?? { kind: 'record', record };
}

type Bars = readonly [number, number, number, number, number];

/** The places of the five bars of the head; a verb without data may do without the fifth. */
function barsOf(line: string): Bars | undefined {
  const first = line.indexOf('|');
  const second = line.indexOf('|', first + 1);
  const third = line.indexOf('|', second + 1);
  const fourth = line.indexOf('|', third + 1);
  if (first === -1 || second === -1 || third === -1 || fourth === -1) return undefined;
  const fifth = line.indexOf('|', fourth + 1);
  return [first, second, third, fourth, fifth === -1 ? line.length : fifth];
}

const LIKE_A_VERB = /^[A-Z][A-Z0-9_]+$/;

type Moved = Readonly<Record<'queue' | 'member' | 'verb' | 'rest', string>>;

/**
 * Names are written as they are: a bar in one moves all that follows. The verb is then the first of the switch's own whose
 * fields fit it; what stands before it is the member's name, or the queue's where there is no member. Undefined where there is no such verb.
 */
function namesWithBars(line: string, second: number): Moved | undefined {
  const fields = line.slice(second + 1).split('|');
  // What looks like a verb of a dialplan may have a word of the switch's own behind it.
  const isSure = LIKE_A_VERB.test(fields[2] ?? '') && !ABSENT.has(fields[2] ?? '');
  const at = fields.findIndex(
    (field, place) => place > 2 && fitsVerb(field, fields.slice(place + 1), isSure),
  );
  const verb = fields[at];
  if (verb === undefined) return undefined;
  const rest = fields.slice(at + 1).join('|');
  const isNobody = ABSENT.has(fields[at - 1] ?? '');
  const [queue, member] = isNobody
    ? [fields.slice(0, at - 1), fields.slice(at - 1, at)]
    : [fields.slice(0, 1), fields.slice(1, at)];
  return { queue: queue.join('|'), member: member.join('|'), verb, rest };
}

type Time = { readonly at: EpochMs; readonly precisionMs: number };

function readTime(text: string, zone: TimeZone | undefined): Time | undefined {
  if (EPOCH.test(text)) {
    const at = Math.floor(Number(text) * SECOND_MS);
    const precisionMs = text.includes('.') ? 1 : SECOND_MS;
    return at >= EARLIEST_MS && at < LATEST_MS ? { at: epochMs(at), precisionMs } : undefined;
  }
  const [, day, time, fraction] = LOCAL.exec(text) ?? [];
  if (zone === undefined || day === undefined || time === undefined) return undefined;
  const digits = Date.parse(`${day}T${time}Z`) + Math.floor(Number(`0.${fraction ?? '0'}`) * SECOND_MS);
  if (!(digits >= EARLIEST_MS && digits < LATEST_MS)) return undefined;
  return { at: instantOf(zone, digits), precisionMs: fraction === undefined ? SECOND_MS : 1 };
}

const EPOCH = /^\d{9,11}(\.\d{1,9})?$/;
const LOCAL = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?$/;

function badTime(value: string, zone: TimeZone | undefined): ParsedLine {
  const local = zone === undefined ? '' : ' or a local time such as 2026-11-22 05:53:05.123456';
  return refuse('bad-time', { field: 'time', value, expected: `epoch seconds of 1990 to 2100${local}` });
}

/** What the switch writes where there is nothing to write, and for calls that are none. */
const ABSENT: ReadonlySet<string> = new Set(['', 'NONE', 'MANAGER', 'CLI', 'REALTIME']);

const present = (text: string): string | undefined => (ABSENT.has(text) ? undefined : text);

type Part = 'call' | 'queue' | 'member';

/** What each verb cannot do without. */
const NEEDS: Readonly<Partial<Record<LogVerb['verb'], readonly Part[]>>> = {
  DID: ['call'],
  ENTERQUEUE: ['call', 'queue'],
  CONNECT: ['call', 'queue', 'member'],
  COMPLETEAGENT: ['call', 'queue', 'member'],
  COMPLETECALLER: ['call', 'queue', 'member'],
  ABANDON: ['call', 'queue'],
  EXITEMPTY: ['call', 'queue'],
  EXITWITHTIMEOUT: ['call', 'queue'],
  EXITWITHKEY: ['call', 'queue'],
  WITHDRAW: ['call', 'queue'],
  SYSCOMPAT: ['call', 'queue'],
  RINGNOANSWER: ['call', 'queue', 'member'],
  AGENTDUMP: ['call', 'queue', 'member'],
  TRANSFER: ['call', 'queue', 'member'],
  BLINDTRANSFER: ['call', 'queue', 'member'],
  ATTENDEDTRANSFER: ['call', 'queue', 'member'],
  JOINEMPTY: ['call', 'queue'],
  JOINUNAVAIL: ['call', 'queue'],
  FULL: ['call', 'queue'],
  ADDMEMBER: ['queue', 'member'],
  REMOVEMEMBER: ['queue', 'member'],
  PAUSE: ['queue', 'member'],
  UNPAUSE: ['queue', 'member'],
  AGENTLOGIN: ['member'],
  AGENTLOGOFF: ['member'],
};

function missingIn(record: LogRecord): ParsedLine | undefined {
  const missing = NEEDS[record.said.verb]?.find((part) => record[part] === undefined);
  if (missing === undefined) return undefined;
  const expected = `${record.said.verb} of a ${missing}, not of NONE`;
  return refuse('missing-field', { field: missing, value: '', expected });
}

/** Asterisk's own limits are 80 for names and 150 for a call; an agent's or a queue's word may not be one that objects know. */
const NAME_MAX = 200;

function unusableIn(record: LogRecord): ParsedLine | undefined {
  for (const part of PARTS) {
    const value = record[part];
    if (value === undefined) continue;
    if (value.length > NAME_MAX)
      return refuse('too-long', { field: part, value, expected: `at most ${NAME_MAX} characters` });
    if (part === 'queue' && value in {})
      return refuse('bad-value', { field: part, value, expected: 'a name that is no word of JavaScript' });
  }
  return undefined;
}

const PARTS: readonly Part[] = ['call', 'queue', 'member'];

type Words = { readonly field: string; readonly value: string; readonly expected: string };

const refuse = (reason: RefusalReason, { field, value, expected }: Words): ParsedLine => ({
  kind: 'refused',
  refusal: { reason, field, value: shorten(value), expected },
});

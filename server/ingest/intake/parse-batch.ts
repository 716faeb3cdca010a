import { isUtf8 } from 'node:buffer';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import type { RefusalReason, RefusedLine } from '#domain/board/wire.ts';
import { shorten, type Refusal } from '../events/explain-refusal.ts';
import { INBOX_LIMIT } from './inbox.ts';
import { parseEvent, parseEventLine, type ParsedEvent } from '../events/parse-event.ts';

/** Refused lines that are listed in an answer; beyond it they are counted. A sender with more has one mistake, not many. */
export const REFUSED_LISTED = 100;

export type RefusedByReason = Readonly<Partial<Record<RefusalReason, number>>>;

/** What a batch held: its events in order, its refused lines listed up to the limit and counted in all. */
export type ParsedBatch = {
  readonly kind: 'batch';
  readonly events: readonly AcdEvent[];
  /** The line of each event. */
  readonly lines: readonly number[];
  readonly refused: readonly RefusedLine[];
  readonly refusedCount: number;
  readonly refusedByReason: RefusedByReason;
  /** Undefined: the line does not say whose it is. */
  readonly refusedBySource: ReadonlyMap<SourceId | undefined, number>;
};

/** `too-many`: sending less at a time helps. `no-batch`: it is not what it says it is. */
export type UnreadableBatch = { readonly kind: 'too-many' | 'no-batch'; readonly reason: string };

/** Reads NDJSON. Lines count from 1, blank ones too, though nothing else is made of them; a BOM and CRLF are fine. */
export function parseLines(body: string | Buffer, latestAt?: EpochMs): ParsedBatch | UnreadableBatch {
  // Otherwise a feed in GBK would be taken, with every name in it destroyed.
  if (typeof body !== 'string' && !isUtf8(body))
    return { kind: 'no-batch', reason: 'the text must be UTF-8' };
  const text = typeof body === 'string' ? body : body.toString('utf8');
  const batch = draftBatch();
  let line = 0;
  let start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    line += 1;
    const written = text.slice(start, end);
    start = end + 1;
    if (isBlank(written)) continue;
    if (batch.isFull()) return TOO_MANY;
    batch.add(line, parseEventLine(written, latestAt));
  }
  return batch.parsed();
}

/** Reads a JSON array of events; the "line" of a refusal is the element's place, from 1. */
export function parseArray(body: string | Buffer, latestAt?: EpochMs): ParsedBatch | UnreadableBatch {
  if (typeof body !== 'string' && !isUtf8(body))
    return { kind: 'no-batch', reason: 'the text must be UTF-8' };
  let values: unknown;
  try {
    values = JSON.parse(withoutMark(body.toString()));
  } catch (error) {
    return {
      kind: 'no-batch',
      reason: `not JSON: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  if (!Array.isArray(values))
    return { kind: 'no-batch', reason: `expected a JSON array of events, got ${shorten(values)}` };
  if (values.length > INBOX_LIMIT) return TOO_MANY;
  const batch = draftBatch();
  for (const [index, value] of values.entries()) batch.add(index + 1, parseEvent(value, latestAt));
  return batch.parsed();
}

const BYTE_ORDER_MARK = 0xfeff;

const withoutMark = (text: string): string => (text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);

const TOO_MANY: UnreadableBatch = {
  kind: 'too-many',
  reason: `more than ${INBOX_LIMIT} events in one batch: split it`,
};

/** Spaces and the CR of a CRLF; quick for the usual line, which begins with a brace. */
const isBlank = (line: string): boolean => line.charCodeAt(0) !== 123 && line.trim() === '';

/** A batch in the making. */
export type BatchDraft = {
  add(line: number, parsed: ParsedEvent): void;
  isFull(): boolean;
  parsed(): ParsedBatch;
};

/** Collects what lines were, for senders that read lines of their own. */
export function draftBatch(): BatchDraft {
  const events: AcdEvent[] = [];
  const lines: number[] = [];
  const refused: RefusedLine[] = [];
  const refusedByReason: Partial<Record<RefusalReason, number>> = {};
  const refusedBySource = new Map<SourceId | undefined, number>();
  let refusedCount = 0;
  const refuse = (line: number, refusal: Refusal, source: SourceId | undefined): void => {
    refusedCount += 1;
    refusedBySource.set(source, (refusedBySource.get(source) ?? 0) + 1);
    refusedByReason[refusal.reason] = (refusedByReason[refusal.reason] ?? 0) + 1;
    if (refused.length < REFUSED_LISTED) refused.push({ line, ...refusal });
  };
  return {
    add(line, parsed) {
      if (parsed.kind !== 'event') return refuse(line, parsed.refusal, parsed.source);
      events.push(parsed.event);
      lines.push(line);
    },
    isFull: () => events.length + refusedCount >= INBOX_LIMIT,
    parsed: () => ({
      kind: 'batch',
      events,
      lines,
      refused,
      refusedCount,
      refusedByReason,
      refusedBySource,
    }),
  };
}

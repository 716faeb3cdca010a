import { isUtf8 } from 'node:buffer';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import type { RefusalReason, RefusedLine } from '#domain/board/wire.ts';
import { BATCH_LIMITS, EVENT_LIMITS } from '#domain/limits/limits.ts';
import type { Refusal } from '../events/explain-refusal.ts';
import { parseEventLine, type ParsedEvent } from '../events/parse-event.ts';
import { ArraySplitter } from './array-splitter.ts';
import { atOnce, type Pieces } from './reading-turns.ts';
import { GrowingText, textPieces } from './text-pieces.ts';

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

/** What a sender may say now. */
export type ReadingRules = {
  /** The last instant that an event may have; without it none is too late. */
  readonly latestAt?: EpochMs;
  /** Why an event that is right in itself is not taken of this sender, or not now; undefined when it is. */
  readonly refuse?: (event: AcdEvent) => Refusal | undefined;
  /** Under which source it is counted that an event is another's. */
  readonly ownSource?: SourceId;
};

/** A body that is being read, piece by piece; what it comes to is answered with the last. */
export type BatchReading = Pieces<ParsedBatch | UnreadableBatch>;

/** Reads NDJSON. Lines count from 1, blank ones too, though nothing else is made of them; a BOM and CRLF are fine. */
export function* readLines(body: string | Buffer, rules: ReadingRules): BatchReading {
  // Otherwise a feed in GBK would be taken, with every name in it destroyed.
  if (typeof body !== 'string' && !isUtf8(body)) return NOT_UTF8;
  const batch = draftBatch();
  const rest = new GrowingText(EVENT_LIMITS.chars);
  let line = 0;
  const take = (end: string): boolean => {
    line += 1;
    rest.add(end);
    const { text, length } = rest.take();
    if (length === 0 || isBlank(text)) return true;
    if (batch.isFull()) return false;
    batch.add(line, judge(parseEventLine(text, rules.latestAt), rules));
    return true;
  };
  for (const piece of textPieces(body)) {
    let start = 0;
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', start)) {
      if (line >= BATCH_LIMITS.lines) return TOO_MANY_LINES;
      if (!take(piece.slice(start, end))) return TOO_MANY;
      start = end + 1;
      const work = batch.explained();
      if (work > 0) yield work;
    }
    rest.add(piece.slice(start));
    yield piece.length;
  }
  if (!rest.isEmpty() && !take('')) return TOO_MANY;
  return batch.parsed();
}

/** Reads a JSON array of events; the "line" of a refusal is the element's place, from 1. */
export function* readArray(body: string | Buffer, rules: ReadingRules): BatchReading {
  if (typeof body !== 'string' && !isUtf8(body)) return NOT_UTF8;
  const batch = draftBatch();
  const splitter = new ArraySplitter();
  let place = 0;
  for (const piece of textPieces(body)) {
    for (const text of splitter.split(piece)) {
      place += 1;
      if (batch.isFull()) return TOO_MANY;
      batch.add(place, judge(parseEventLine(text, rules.latestAt), rules));
      const work = batch.explained();
      if (work > 0) yield work;
    }
    if (splitter.mistake() !== undefined) break;
    yield piece.length;
  }
  const mistake = splitter.mistake() ?? splitter.unended();
  return mistake === undefined ? batch.parsed() : { kind: 'no-batch', reason: mistake };
}

/** The same at once. */
export const parseLines = (body: string | Buffer, rules: ReadingRules = {}): ParsedBatch | UnreadableBatch =>
  atOnce(readLines(body, rules));
export const parseArray = (body: string | Buffer, rules: ReadingRules = {}): ParsedBatch | UnreadableBatch =>
  atOnce(readArray(body, rules));

/** The event, or why it is not taken although it is one. */
function judge(parsed: ParsedEvent, { refuse, ownSource }: ReadingRules): ParsedEvent {
  if (parsed.kind !== 'event' || refuse === undefined) return parsed;
  const refusal = refuse(parsed.event);
  if (refusal === undefined) return parsed;
  const isAnothers = refusal.reason === 'not-yours' && ownSource !== undefined;
  return { kind: 'refused', refusal, source: isAnothers ? ownSource : parsed.event.source };
}

const NOT_UTF8: UnreadableBatch = { kind: 'no-batch', reason: 'the text must be UTF-8' };

const TOO_MANY: UnreadableBatch = {
  kind: 'too-many',
  reason: `more than ${BATCH_LIMITS.events} events in one batch: split it`,
};

const TOO_MANY_LINES: UnreadableBatch = {
  kind: 'too-many',
  reason: `more than ${BATCH_LIMITS.lines} lines in one batch: split it`,
};

/** Spaces and the CR of a CRLF; quick for the usual line, which begins with a brace. */
const isBlank = (line: string): boolean => line.charCodeAt(0) !== 123 && line.trim() === '';

/** Some milliseconds of explaining, each as much work as reading so many characters. */
const EXPLAINED_AT_A_TIME = 100;
const EXPLAINING_WORK = 1_000;

/** A batch in the making. */
export type BatchDraft = {
  add(line: number, parsed: ParsedEvent): void;
  isFull(): boolean;
  /** The work of explaining what was refused since it was told last, once it is much; else 0. */
  explained(): number;
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
  let explained = 0;
  const refuse = (line: number, refusal: Refusal, source: SourceId | undefined): void => {
    refusedCount += 1;
    explained += 1;
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
    isFull: () => events.length + refusedCount >= BATCH_LIMITS.events,
    explained() {
      if (explained < EXPLAINED_AT_A_TIME) return 0;
      explained = 0;
      return EXPLAINED_AT_A_TIME * EXPLAINING_WORK;
    },
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

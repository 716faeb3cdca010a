import type { AgentEvent } from '#domain/acd-event.ts';
import { noAgentTime, type AgentTime } from '#domain/agent.ts';
import type { QueueId, SourceId } from '#domain/ids.ts';
import { cellStart } from '#domain/interval.ts';
import { later, type DurationMs, type EpochMs } from '#domain/time.ts';
import {
  UNKNOWN_STANDING,
  addStay,
  compareMarks,
  noStay,
  passMark,
  type Mark,
  type Standing,
} from './standing.ts';

/** Signed-in time of one agent within one cell, and the queues it counts for. An agent who changes queues has several. */
export type Stay = { readonly queues: readonly QueueId[]; readonly time: AgentTime };

/** A cell that is over: how the agent stood when it began, and the time in it. */
type ClosedCell = { readonly before: Standing; readonly stays: readonly Stay[] };

/**
 * One agent's day: the marks in order of time, and the cells up to `closedTo` already added up.
 * A late mark re-opens the cells after it, so that any order of arrival gives the same times.
 */
export type AgentBook = {
  marks: Mark[];
  cells: Map<EpochMs, ClosedCell>;
  /** Who told of this agent: a restart of one of them ends what it had told. */
  sources: Set<SourceId>;
  /** The border before which everything is in `cells`, and how the agent stands there. Absent until the first mark. */
  closedTo?: EpochMs;
  standing: Standing;
  /** Marks before this were dropped; the agent stood so. Absent: all marks are here. */
  since?: { readonly at: EpochMs; readonly standing: Standing };
};

/** Told when a closed cell's stay is added to (1) or taken back from (-1) the sums. */
export type StayListener = (start: EpochMs, stay: Stay, times: 1 | -1) => void;

/** No marks; those before `since` will come too late to count. */
export function emptyBook(since?: EpochMs): AgentBook {
  const book = { marks: [], cells: new Map(), sources: new Set<SourceId>(), standing: UNKNOWN_STANDING };
  return since === undefined ? book : { ...book, since: { at: since, standing: UNKNOWN_STANDING } };
}

/** Adds a mark; the cells it may change are taken back. A mark before the days kept comes too late to count. */
export function addMark(book: AgentBook, mark: Mark, gridMs: DurationMs, listener: StayListener): void {
  if (book.since !== undefined && mark.at < book.since.at) return;
  const { marks } = book;
  let at = firstMarkAt(book, later(mark.at, 1));
  for (let last = marks[at - 1]; last !== undefined && compareMarks(mark, last) < 0; last = marks[at - 1])
    at -= 1;
  marks.splice(at, 0, mark);
  reopen(book, mark.at, gridMs, listener);
}

/** Takes back a mark; nothing happens when it is not there. */
export function removeMark(book: AgentBook, mark: Mark, gridMs: DurationMs, listener: StayListener): void {
  for (let i = firstMarkAt(book, mark.at); book.marks[i]?.at === mark.at; i += 1) {
    const one = book.marks[i];
    if (one === undefined || compareMarks(one, mark) !== 0 || queueOf(one) !== queueOf(mark)) continue;
    book.marks.splice(i, 1);
    return reopen(book, mark.at, gridMs, listener);
  }
}

/** Whether this fact is among the marks already. */
export function hasFact(book: AgentBook, fact: AgentEvent): boolean {
  for (let i = firstMarkAt(book, fact.at); book.marks[i]?.at === fact.at; i += 1) {
    const mark = book.marks[i];
    if (mark?.kind === 'fact' && mark.fact.id === fact.id && mark.fact.source === fact.source) return true;
  }
  return false;
}

/** Lets go of what lies before `border`, a border of the grid; how the agent stood there is kept. */
export function dropBefore(book: AgentBook, border: EpochMs): void {
  if (book.closedTo === undefined || book.closedTo < border) return;
  const standing = book.cells.get(border)?.before ?? standingAt(book, border);
  book.marks.splice(0, firstMarkAt(book, border));
  for (const start of book.cells.keys()) if (start < border) book.cells.delete(start);
  book.since = { at: border, standing };
}

const queueOf = (mark: Mark): string | undefined => ('queue' in mark ? mark.queue : undefined);

function standingAt(book: AgentBook, border: EpochMs): Standing {
  let standing = book.since?.standing ?? UNKNOWN_STANDING;
  for (const mark of book.marks) if (mark.at < border) standing = passMark(standing, mark);
  return standing;
}

/** Adds up every cell that ends at or before `now`. */
export function closeCells(book: AgentBook, now: EpochMs, gridMs: DurationMs, listener: StayListener): void {
  const border = cellStart(now, gridMs);
  if (book.closedTo === undefined && !begin(book, gridMs)) return;
  book.closedTo ??= border;
  while (book.closedTo < border) {
    const start = isAtRest(book) ? skipTo(book, border, gridMs) : book.closedTo;
    if (start >= border) {
      book.closedTo = border;
      return;
    }
    const end = later(start, gridMs);
    const before = book.standing;
    const { standing, stays } = walk(book, start, end);
    book.cells.set(start, { before, stays });
    for (const stay of stays) listener(start, stay, 1);
    book.standing = standing;
    book.closedTo = end;
  }
}

/** The stays between the last closed border and `now`, and how the agent stands now. */
export function openStays(
  book: AgentBook,
  now: EpochMs,
): { readonly standing: Standing; readonly stays: readonly Stay[] } {
  const from = book.closedTo ?? book.since?.at ?? book.marks[0]?.at;
  return from === undefined ? { standing: book.standing, stays: [] } : walk(book, from, now);
}

/** Sets out from the days kept, or from the first mark. False when there is nothing to close. */
function begin(book: AgentBook, gridMs: DurationMs): boolean {
  const first = book.marks[0];
  if (book.since !== undefined) [book.closedTo, book.standing] = [book.since.at, book.since.standing];
  else if (first !== undefined) book.closedTo = cellStart(first.at, gridMs);
  return book.closedTo !== undefined;
}

function reopen(book: AgentBook, at: EpochMs, gridMs: DurationMs, listener: StayListener): void {
  if (book.closedTo === undefined || at >= book.closedTo) return;
  const border = cellStart(at, gridMs);
  let standing: Standing | undefined;
  let earliest = book.closedTo;
  for (const [start, cell] of book.cells) {
    if (start < border) continue;
    for (const stay of cell.stays) listener(start, stay, -1);
    book.cells.delete(start);
    if (start < earliest) [earliest, standing] = [start, cell.before];
  }
  // Cells without a trace between `border` and the first one taken back were spent at rest: the standing is the same.
  book.standing = standing ?? book.standing;
  book.closedTo = border;
}

const isAtRest = (book: AgentBook): boolean => !book.standing.signedIn && book.standing.inHand.length === 0;

/** The cell of the next mark: a signed-out agent leaves no trace until then. */
function skipTo(book: AgentBook, border: EpochMs, gridMs: DurationMs): EpochMs {
  const next = book.marks[firstMarkAt(book, book.closedTo ?? border)];
  return next === undefined ? border : cellStart(next.at, gridMs);
}

function walk(book: AgentBook, from: EpochMs, to: EpochMs): { standing: Standing; stays: readonly Stay[] } {
  let { standing } = book;
  let at = from;
  let time = noAgentTime();
  const stays: Stay[] = [];
  for (let i = firstMarkAt(book, from); i < book.marks.length; i += 1) {
    const mark = book.marks[i];
    if (mark === undefined || mark.at >= to) break;
    addStay(time, standing, at, mark.at);
    const next = passMark(standing, mark);
    if (next.queues !== standing.queues && !noStay(time)) {
      stays.push({ queues: standing.queues, time });
      time = noAgentTime();
    }
    standing = next;
    at = mark.at;
  }
  addStay(time, standing, at, to);
  if (!noStay(time)) stays.push({ queues: standing.queues, time });
  return { standing, stays };
}

/** The place of the first mark at or after `at`. */
function firstMarkAt(book: AgentBook, at: EpochMs): number {
  let low = 0;
  let high = book.marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const mark = book.marks[middle];
    if (mark !== undefined && mark.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

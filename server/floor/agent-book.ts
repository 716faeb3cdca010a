import type { AgentEvent } from '#domain/acd-event.ts';
import { noAgentTime, type AgentTime } from '#domain/agent.ts';
import type { QueueId, SourceId } from '#domain/ids.ts';
import { cellStart } from '#domain/interval.ts';
import { epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
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
  /**
   * Marks before this were dropped; the agent stood so, by what was told up to `toldAt`. Absent: all marks are here; without
   * `toldAt` nothing more can be told of the time before.
   */
  since?: { readonly at: EpochMs; readonly standing: Standing; readonly toldAt?: EpochMs };
};

/** Told when a closed cell's stay is added to (1) or taken back from (-1) the sums. */
export type StayListener = (start: EpochMs, stay: Stay, times: 1 | -1) => void;

/** No marks; the time before `since` will not be counted. */
export function emptyBook(since?: EpochMs): AgentBook {
  const book = { marks: [], cells: new Map(), sources: new Set<SourceId>(), standing: UNKNOWN_STANDING };
  if (since === undefined) return book;
  return { ...book, since: { at: since, standing: UNKNOWN_STANDING, toldAt: BEFORE_ALL } };
}

const BEFORE_ALL = epochMs(0);

/** Adds a mark; the cells it may change are taken back. Of one before the days kept only how the agent stood when they began is counted. */
export function addMark(book: AgentBook, mark: Mark, gridMs: DurationMs, listener: StayListener): void {
  if (book.since !== undefined && mark.at < book.since.at) return foldMark(book, mark, gridMs, listener);
  book.marks.splice(placeOf(book, mark, 'after'), 0, mark);
  reopen(book, mark.at, gridMs, listener);
}

/** Takes back a mark; nothing happens when it is not there. */
export function removeMark(book: AgentBook, mark: Mark, gridMs: DurationMs, listener: StayListener): void {
  const end = placeOf(book, mark, 'after');
  for (let i = placeOf(book, mark, 'before'); i < end; i += 1) {
    const one = book.marks[i];
    if (one === undefined || queueOf(one) !== queueOf(mark)) continue;
    book.marks.splice(i, 1);
    return reopen(book, mark.at, gridMs, listener);
  }
}

/** Whether this fact is among the marks already. */
export function hasFact(book: AgentBook, fact: AgentEvent): boolean {
  const mark: Mark = { at: fact.at, kind: 'fact', fact };
  const found = book.marks[placeOf(book, mark, 'before')];
  return found !== undefined && compareMarks(found, mark) === 0;
}

/**
 * What an agent did before the days kept, told in its order: so a log of last week that is read today leaves everybody as its end
 * says. What is told out of order, and contacts of that time, come too late.
 */
function foldMark(book: AgentBook, mark: Mark, gridMs: DurationMs, listener: StayListener): void {
  const { since } = book;
  if (since?.toldAt === undefined || mark.at < since.toldAt) return;
  if (mark.kind !== 'fact' && mark.kind !== 'restart') return;
  book.since = { ...since, standing: passMark(since.standing, mark), toldAt: mark.at };
  reopen(book, since.at, gridMs, listener);
  if (book.closedTo !== undefined) book.standing = book.since.standing;
}

/** Lets go of what lies before `border`, a border of the grid; how the agent stood there is kept. */
export function dropBefore(book: AgentBook, border: EpochMs): void {
  if (book.closedTo === undefined || book.closedTo < border) return;
  const standing = book.cells.get(border)?.before ?? standingBefore(book, border);
  const dropped = book.marks.splice(0, firstMarkAt(book, border));
  for (const start of book.cells.keys()) if (start < border) book.cells.delete(start);
  const told = dropped.findLast(({ kind }) => kind === 'fact' || kind === 'restart');
  const toldAt = told?.at ?? (book.since === undefined ? BEFORE_ALL : book.since.toldAt);
  book.since = { at: border, standing, ...(toldAt !== undefined && { toldAt }) };
}

const queueOf = (mark: Mark): string | undefined => ('queue' in mark ? mark.queue : undefined);

/** From all marks that are kept. */
function standingBefore(book: AgentBook, border: EpochMs): Standing {
  let standing = book.since?.standing ?? UNKNOWN_STANDING;
  for (const mark of book.marks) if (mark.at < border) standing = passMark(standing, mark);
  return standing;
}

/**
 * Adds up every cell that ends at or before `now`, or so many of them. It changes no figure: what is closed need not be added up again.
 * Answers how much work that was: sums that were added to.
 */
export function closeCells(
  book: AgentBook,
  now: EpochMs,
  { gridMs, listener, most = Infinity }: Closing,
): number {
  const border = cellStart(now, gridMs);
  const outset = outsetOf(book, gridMs);
  if (outset === undefined || outset.at >= border) return 0;
  book.standing = outset.standing;
  let work = 0;
  for (const { start, before, stays, after } of passCells(book, outset, { to: border, gridMs })) {
    book.cells.set(start, { before, stays });
    for (const stay of stays) listener(start, stay, 1);
    book.standing = after;
    work += 1 + stays.reduce((sum, { queues }) => sum + queues.length, 0);
    if (work < most) continue;
    book.closedTo = later(start, gridMs);
    return work;
  }
  book.closedTo = border;
  return work;
}

export type Closing = {
  readonly gridMs: DurationMs;
  readonly listener: StayListener;
  /** Absent: as much as there is to do. */
  readonly most?: number;
};

/** Whether so many cells are not closed that they are not to be looked through each time the floor is drawn. */
export function isBehind(book: AgentBook, now: EpochMs, gridMs: DurationMs): boolean {
  const outset = outsetOf(book, gridMs);
  return outset !== undefined && now - outset.at > CELLS_OPEN * gridMs;
}

/** The present cell, and those before it that may not have been closed yet. */
const CELLS_OPEN = 3;

/** How the agent stands at `now`, without the time spent. */
export function standingAt(book: AgentBook, now: EpochMs, gridMs: DurationMs): Standing {
  const outset = outsetOf(book, gridMs);
  let standing = outset?.standing ?? book.standing;
  for (let i = firstMarkAt(book, outset?.at ?? now); i < book.marks.length; i += 1) {
    const mark = book.marks[i];
    if (mark === undefined || mark.at >= now) break;
    standing = passMark(standing, mark);
  }
  return standing;
}

/** The stays of each cell that is not closed yet, up to `now`, and how the agent stands then. */
export function openStays(
  book: AgentBook,
  now: EpochMs,
  gridMs: DurationMs,
): { readonly standing: Standing; readonly cells: readonly OpenCell[] } {
  const outset = outsetOf(book, gridMs);
  if (outset === undefined) return { standing: book.standing, cells: [] };
  const passed = [...passCells(book, outset, { to: now, gridMs })];
  return { standing: passed.at(-1)?.after ?? outset.standing, cells: passed };
}

/** A cell that is not closed: what was spent in it so far. */
export type OpenCell = { readonly start: EpochMs; readonly stays: readonly Stay[] };

type Outset = { readonly at: EpochMs; readonly standing: Standing };

/** Where adding up sets out from: what is closed, the days kept, or the first mark. Undefined without any. */
function outsetOf({ closedTo, standing, since, marks }: AgentBook, gridMs: DurationMs): Outset | undefined {
  if (closedTo !== undefined) return { at: closedTo, standing };
  if (since !== undefined) return since;
  const [first] = marks;
  return first && { at: cellStart(first.at, gridMs), standing };
}

type Passage = { readonly to: EpochMs; readonly gridMs: DurationMs };
type PassedCell = OpenCell & ClosedCell & { readonly after: Standing };

/** The cells from a border up to `to`, each with the standing at both its ends. Those spent at rest leave no trace. */
function* passCells(book: AgentBook, outset: Outset, { to, gridMs }: Passage): Generator<PassedCell> {
  let { at: start, standing } = outset;
  while (start < to) {
    if (isAtRest(standing)) start = nextMarkedCell(book, start, { to, gridMs });
    if (start >= to) return;
    const border = later(start, gridMs);
    const { standing: after, stays } = walk(book, { at: start, standing }, border < to ? border : to);
    yield { start, before: standing, stays, after };
    [start, standing] = [border, after];
  }
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

const isAtRest = ({ signedIn, inHand }: Standing): boolean => !signedIn && inHand.length === 0;

/** The cell of the next mark: a signed-out agent leaves no trace until then. */
function nextMarkedCell(book: AgentBook, from: EpochMs, { to, gridMs }: Passage): EpochMs {
  const next = book.marks[firstMarkAt(book, from)];
  return next === undefined ? to : cellStart(next.at, gridMs);
}

function walk(book: AgentBook, from: Outset, to: EpochMs): { standing: Standing; stays: readonly Stay[] } {
  const { marks } = book;
  let { at, standing } = from;
  let time = noAgentTime();
  const stays: Stay[] = [];
  for (let i = firstMarkAt(book, from.at); i < marks.length; i += 1) {
    const mark = marks[i];
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

/** The place of a mark in the order of marks, before or after its equals: thousands may share an instant. */
function placeOf({ marks }: AgentBook, mark: Mark, side: 'before' | 'after'): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = marks[middle];
    const order = one === undefined ? 0 : compareMarks(one, mark);
    if (order < 0 || (order === 0 && side === 'after')) low = middle + 1;
    else high = middle;
  }
  return low;
}

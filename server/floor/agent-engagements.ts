import { addAgentTime, noAgentTime } from '#domain/agent.ts';
import type { ContactRecord, Engagement } from '#domain/contact.ts';
import type { AgentId, ContactId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import {
  addMark,
  emptyBook,
  removeMark,
  type AgentBook,
  type Stay,
  type StayListener,
} from './agent-book.ts';
import { EVERYONE, type Floor, type Scope } from './floor.ts';
import { noStay, type Mark } from './standing.ts';

/** Writes into agents' days that a contact's engagements are other than they were. Equal ones are left alone. */
export function applyEngagements(
  floor: Floor,
  before: ContactRecord | undefined,
  after: ContactRecord,
): void {
  const listener = stayListener(floor);
  const old = before?.engagements ?? [];
  for (let i = 0; i < Math.max(old.length, after.engagements.length); i += 1) {
    const was = old[i];
    const is = after.engagements[i];
    if (was !== undefined && is !== undefined && isSame(was, is)) continue;
    if (was !== undefined) withdraw(floor, after.contact, was, listener);
    if (is !== undefined) enter(floor, after.contact, is, listener);
  }
}

/** The agent's book; an empty one is opened for an agent never heard of. */
export function agentBook(floor: Floor, agent: AgentId): AgentBook {
  let book = floor.agents.get(agent);
  if (book === undefined) {
    book = emptyBook(floor.marksSince);
    floor.agents.set(agent, book);
  }
  return book;
}

/** Keeps the sums of agents' time by scope and cell; a cell that comes to nothing is dropped. */
export function stayListener(floor: Floor): StayListener {
  return (start, stay, times) => {
    for (const scope of scopesOf(stay)) addToCell({ floor, scope, start, stay, times });
  };
}

/** Everyone, and each queue the agent is signed in to. */
export function scopesOf(stay: Stay): readonly Scope[] {
  return [EVERYONE, ...stay.queues];
}

type CellChange = {
  readonly floor: Floor;
  readonly scope: Scope;
  readonly start: EpochMs;
  readonly stay: Stay;
  readonly times: 1 | -1;
};

function addToCell({ floor, scope, start, stay, times }: CellChange): void {
  let cells = floor.agentTime.get(scope);
  if (cells === undefined) {
    cells = new Map();
    floor.agentTime.set(scope, cells);
  }
  const sum = cells.get(start) ?? noAgentTime();
  addAgentTime(sum, stay.time, times);
  if (noStay(sum)) cells.delete(start);
  else cells.set(start, sum);
}

function enter(floor: Floor, contact: ContactId, engagement: Engagement, listener: StayListener): void {
  const book = agentBook(floor, engagement.agent);
  for (const mark of marksOf(contact, engagement)) addMark(book, mark, floor.gridMs, listener);
}

function withdraw(floor: Floor, contact: ContactId, engagement: Engagement, listener: StayListener): void {
  const book = agentBook(floor, engagement.agent);
  for (const mark of marksOf(contact, engagement)) removeMark(book, mark, floor.gridMs, listener);
}

function marksOf(contact: ContactId, engagement: Engagement): Mark[] {
  const { answeredAt, endedAt, wrappedAt, queue } = engagement;
  const where = { contact, ...(queue === undefined ? {} : { queue }) };
  const marks: Mark[] = [];
  // An engagement without length leaves no trace: its end would sort before its beginning.
  if (endedAt !== answeredAt) marks.push({ at: answeredAt, kind: 'engaged', ...where });
  if (endedAt !== undefined && endedAt !== answeredAt)
    marks.push({ at: endedAt, kind: 'released', ...where });
  if (endedAt !== undefined && wrappedAt !== undefined && wrappedAt > endedAt) {
    marks.push(
      { at: endedAt, kind: 'wrap-began', ...where },
      { at: wrappedAt, kind: 'wrap-ended', ...where },
    );
  }
  return marks;
}

const isSame = (one: Engagement, other: Engagement): boolean =>
  one.agent === other.agent &&
  one.queue === other.queue &&
  one.answeredAt === other.answeredAt &&
  one.endedAt === other.endedAt &&
  one.wrappedAt === other.wrappedAt;

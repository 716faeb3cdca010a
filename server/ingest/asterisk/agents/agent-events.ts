import { agentId, queueId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { standingOf, type MemberBook, type MemberStanding } from './member-book.ts';
import type { Outbox } from '../facts/outbox.ts';
import type { FactTime } from '../facts/switch-fact.ts';

/** Tells what has changed in how an agent stands since it was told last; nothing when nothing has. */
export function tellAgent(outbox: Outbox, book: MemberBook, fact: FactTime): void {
  const now = standingOf(book);
  const time = notBefore(book, fact);
  if (!now.isSignedIn) {
    if (book.told.isSignedIn) signOut(outbox, book, time);
    return;
  }
  if (!book.told.isSignedIn) signIn(outbox, book, now, time);
  else if (now.queues.join('|') !== book.told.queues.join('|')) changeQueues(outbox, book, now, time);
  if (now.state !== book.told.state || now.reason !== book.told.reason) changeState(outbox, book, now, time);
}

/** An agent's states follow each other: what is told late is told at the time of the last word. */
function notBefore({ told }: MemberBook, fact: FactTime): FactTime {
  return fact.at >= told.at ? fact : { ...fact, at: told.at };
}

function envelope(outbox: Outbox, { agent, told }: MemberBook, time: FactTime) {
  told.count = told.at === time.at ? told.count + 1 : 0;
  told.at = time.at;
  return (kind: string) => ({
    // Facts of one instant are read in the order of their names.
    ...outbox.envelope(time, agent, time.at, String(told.count).padStart(2, '0'), kind),
    agent: agentId(agent),
  });
}

function signIn(outbox: Outbox, book: MemberBook, now: MemberStanding, time: FactTime): void {
  const what = envelope(outbox, book, time)('signed-in');
  Object.assign(book.told, { isSignedIn: true, queues: now.queues, state: 'available', reason: '' });
  outbox.push({ ...what, kind: 'agent-signed-in', queues: now.queues.slice(0, QUEUES_TOLD).map(queueId) });
}

/** As many queues as an event may name. */
const QUEUES_TOLD = 500;

function changeQueues(outbox: Outbox, book: MemberBook, now: MemberStanding, time: FactTime): void {
  const what = envelope(outbox, book, time)('queues');
  book.told.queues = now.queues;
  outbox.push({ ...what, kind: 'agent-queues', queues: now.queues.slice(0, QUEUES_TOLD).map(queueId) });
}

function changeState(outbox: Outbox, book: MemberBook, now: MemberStanding, time: FactTime): void {
  const what = envelope(outbox, book, time)(now.state);
  Object.assign(book.told, { state: now.state, reason: now.reason });
  const reason = now.reason === '' ? {} : { reason: now.reason.slice(0, 500) };
  outbox.push({ ...what, kind: 'agent-state', state: now.state, ...reason });
}

function signOut(outbox: Outbox, book: MemberBook, time: FactTime): void {
  const what = envelope(outbox, book, time)('signed-out');
  Object.assign(book.told, { isSignedIn: false, queues: [], state: 'available', reason: '' });
  outbox.push({ ...what, kind: 'agent-signed-out' });
}

/** Tells that wrap-up is over at `fact`, which is its time at the latest; nothing when there was none. */
export function tellWrapped(outbox: Outbox, book: MemberBook, fact: FactTime): void {
  const { wrap } = book;
  if (wrap === undefined) return;
  delete book.wrap;
  const at = epochMs(Math.min(fact.at, wrap.until));
  if (at <= wrap.from) return;
  const time = wrap.precisionMs === undefined ? { at } : { at, precisionMs: wrap.precisionMs };
  outbox.push({
    ...outbox.envelope(time, ...wrap.name),
    kind: 'contact-wrapped',
    contact: outbox.contact(wrap.call),
    agent: agentId(book.agent),
  });
}

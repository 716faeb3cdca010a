import type { AcdEvent, AgentEvent, ContactEvent, SourceEvent } from '#domain/acd-event.ts';
import { openLimitMs, type ContactRecord } from '#domain/contact.ts';
import type { ContactId, SourceId } from '#domain/ids.ts';
import { DAY_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { addMark, hasFact } from './agent-book.ts';
import { agentBook, applyEngagements, stayListener } from './agent-engagements.ts';
import type { Floor, SourceBook } from './floor.ts';
import { insertFact } from './order-facts.ts';
import { readContact } from './read-contact.ts';
import { RIGHT_CLOCK, hearClock, placeOnOurClock } from './source-clock.ts';
import { learnHabit } from './source-habit.ts';
import type { Feeds } from './source-states.ts';

/** A contact's life before and after what was just heard. Absent `before`: it is new. */
export type ContactChange = { readonly before: ContactRecord | undefined; readonly after: ContactRecord };

export type AdvanceOptions = {
  /** The floor's clock: decides only whether an open contact has been silent for too long. */
  readonly now: EpochMs;
  /** Our clock at the receipt of the events. */
  readonly receivedAt: EpochMs;
  /** By whose local time sources have their habits. */
  readonly zone: TimeZone;
};

/**
 * Takes events into the floor, in place, and answers whose life reads differently now. Each contact is read once for all its
 * new facts. An event that is already known changes nothing.
 */
export function advanceFloor(
  floor: Floor,
  events: readonly AcdEvent[],
  options: AdvanceOptions,
): ContactChange[] {
  const news: News = { touched: new Set(), unread: new Map() };
  for (const received of events) {
    const source = sourceBook(floor, received, options);
    const isOurs = floor.time === 'ours' && source.isPlayed !== true;
    const event = isOurs ? placeEvent(source, received, options.receivedAt) : received;
    if (event.at > source.latestAt) source.latestAt = event.at;
    if ('contact' in event) takeContactFact(floor, event, news);
    else if ('agent' in event) takeAgentFact(floor, event);
    else takeSourceFact({ floor, source, event, touched: news.touched });
  }
  return [...news.touched].flatMap((contact) => readAgain(floor, contact, options.now, news.unread));
}

/** Contacts to be read, and the facts of those that are not on the floor yet. */
type News = { readonly touched: Set<ContactId>; readonly unread: Map<ContactId, ContactEvent[]> };

/** Reads open contacts again that have been silent for too long: time alone may end them, but not while nobody could tell of them. */
export function sweepFloor(
  floor: Floor,
  { feeds, now }: { readonly feeds: Feeds; readonly now: EpochMs },
): ContactChange[] {
  const silent: ContactId[] = [];
  for (const [contact, { record, facts }] of floor.contacts) {
    if (record.over || now < record.lastAt + openLimitMs(record.channel)) continue;
    const source = facts.at(-1)?.source;
    const frozenAt = source === undefined ? undefined : feeds.get(source)?.frozenAt;
    if (frozenAt === undefined || now - frozenAt > DEAD_FEED_KEPT_MS) silent.push(contact);
  }
  return silent.flatMap((contact) => readAgain(floor, contact, now));
}

/** A feed that is dead for longer is not one that fails but one that is gone: a switch that was replaced. */
const DEAD_FEED_KEPT_MS = DAY_MS;

/** The life of a contact as the floor's sources allow it to be read. */
export function readOnFloor(floor: Floor, facts: readonly ContactEvent[], now: EpochMs): ContactRecord {
  const source = facts.at(-1)?.source;
  const restarts = (source === undefined ? undefined : floor.sources.get(source))?.restarts ?? [];
  return readContact(facts, { restarts, now });
}

function sourceBook(floor: Floor, event: AcdEvent, { receivedAt, zone }: AdvanceOptions): SourceBook {
  let book = floor.sources.get(event.source);
  if (book === undefined) {
    book = { restarts: [], gaps: [], heardAt: receivedAt, clock: RIGHT_CLOCK, latestAt: BEFORE_ALL };
    floor.sources.set(event.source, book);
  }
  if (receivedAt > book.heardAt) book.heardAt = receivedAt;
  if (book.beat === undefined && floor.time === 'ours') book.habit = learnHabit(book.habit, receivedAt, zone);
  return book;
}

const BEFORE_ALL = epochMs(0);

/** The event at the time at which it happened by our clock. The clock of nearly every source is right, so nearly all stay as they are. */
function placeEvent(source: SourceBook, event: AcdEvent, receivedAt: EpochMs): AcdEvent {
  source.clock = hearClock(source.clock, event, receivedAt);
  const at = placeOnOurClock(source.clock, event, receivedAt);
  if (at === event.at) return event;
  return event.kind === 'source-gap'
    ? { ...event, at, from: later(event.from, at - event.at) }
    : { ...event, at };
}

function takeContactFact(floor: Floor, fact: ContactEvent, { touched, unread }: News): void {
  const facts = floor.contacts.get(fact.contact)?.facts ?? unread.get(fact.contact);
  if (facts === undefined) unread.set(fact.contact, [fact]);
  else if (facts.some((one) => one.id === fact.id && one.source === fact.source)) return;
  else insertFact(facts, fact);
  touched.add(fact.contact);
}

function takeAgentFact(floor: Floor, fact: AgentEvent): void {
  const book = agentBook(floor, fact.agent);
  if (hasFact(book, fact)) return;
  if (!book.sources.has(fact.source)) {
    book.sources.add(fact.source);
    for (const at of floor.sources.get(fact.source)?.restarts ?? []) {
      addMark(book, { at, kind: 'restart', source: fact.source }, floor.gridMs, stayListener(floor));
    }
  }
  addMark(book, { at: fact.at, kind: 'fact', fact }, floor.gridMs, stayListener(floor));
}

type SourceFact = {
  readonly floor: Floor;
  readonly source: SourceBook;
  readonly event: SourceEvent;
  readonly touched: Set<ContactId>;
};

function takeSourceFact({ floor, source, event, touched }: SourceFact): void {
  switch (event.kind) {
    case 'source-started':
      source.isPlayed = event.played === true;
      return restart(floor, event.source, event.at, touched);
    case 'source-stopped':
      if (source.stoppedAt === undefined || event.at > source.stoppedAt) source.stoppedAt = event.at;
      return;
    case 'source-gap':
      if (!source.gaps.some((gap) => gap.from === event.from && gap.to === event.at)) {
        source.gaps = [...source.gaps, { from: event.from, to: event.at }].slice(-GAPS_KEPT);
      }
      return;
    case 'source-heartbeat':
      if (source.beat === undefined || event.at > source.beat.at || source.heardAt > source.beat.heardAt)
        source.beat = { at: event.at, heardAt: source.heardAt };
  }
}

/** The wall shows the last gaps of a source; a feed that breaks more often than this is broken. */
const GAPS_KEPT = 100;

function restart(floor: Floor, source: SourceId, at: EpochMs, touched: Set<ContactId>): void {
  const book = floor.sources.get(source);
  if (book === undefined || book.restarts.includes(at)) return;
  book.restarts = [...book.restarts, at].sort((one, other) => one - other);
  for (const [contact, { facts }] of floor.contacts) {
    const last = facts.at(-1);
    if (last?.source === source && last.at < at) touched.add(contact);
  }
  for (const agent of floor.agents.values()) {
    if (agent.sources.has(source))
      addMark(agent, { at, kind: 'restart', source }, floor.gridMs, stayListener(floor));
  }
}

function readAgain(floor: Floor, contact: ContactId, now: EpochMs, unread?: News['unread']): ContactChange[] {
  const book = floor.contacts.get(contact);
  const facts = book?.facts ?? unread?.get(contact);
  if (facts === undefined) return [];
  const before = book?.record;
  const after = readOnFloor(floor, facts, now);
  if (book === undefined) floor.contacts.set(contact, { facts, record: after, readAt: now });
  else [book.record, book.readAt] = [after, now];
  applyEngagements(floor, before, after);
  return [{ before, after }];
}

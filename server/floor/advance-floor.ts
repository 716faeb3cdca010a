import type { AcdEvent, AgentEvent, ContactEvent, SourceEvent } from '#domain/acd-event.ts';
import { openLimitMs, type ContactRecord } from '#domain/contact.ts';
import type { ContactId, SourceId } from '#domain/ids.ts';
import { cellStart } from '#domain/interval.ts';
import { epochMs, later, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { addMark, hasFact } from './agent-book.ts';
import { agentBook, applyEngagements, stayListener } from './agent-engagements.ts';
import { occupy, overflowOf } from './floor-room.ts';
import type { Floor, SourceBook } from './floor.ts';
import { insertFact } from './order-facts.ts';
import { readContact } from './read-contact.ts';
import { RIGHT_CLOCK, hearClock, placeOnOurClock } from './source-clock.ts';
import { learnHabit } from './source-habit.ts';
import { GONE_AFTER_MS, type Feeds } from './source-states.ts';

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
 * new facts. An event that is already known changes nothing, and so does one for which there is no room.
 */
export function advanceFloor(
  floor: Floor,
  events: readonly AcdEvent[],
  options: AdvanceOptions,
): readonly ContactChange[] {
  return [...advanceInParts(floor, events, options)].flat();
}

/** The same, with a pause whenever a part of the work is done; nothing else may change the floor before the last one. */
export function* advanceInParts(
  floor: Floor,
  events: readonly AcdEvent[],
  options: AdvanceOptions,
): Generator<readonly ContactChange[]> {
  const news: News = { touched: new Set(), unread: new Map(), restarted: new Map() };
  const { agentTimeMs } = floor.room.bounds;
  if (agentTimeMs < Infinity) floor.marksSince ??= cellStart(later(options.now, -agentTimeMs), floor.gridMs);
  let work = 0;
  for (const received of events) {
    work += 1 + takeEvent(floor, received, options, news);
    if (work < PART_WORK) continue;
    work = 0;
    yield [];
  }
  touchRestarted(floor, news);
  yield* readInParts(floor, news, options.now);
}

/** Facts that are taken or read in one part: some milliseconds. */
const PART_WORK = 2_500;

/** Contacts to be read, the facts of those that are not on the floor yet, and the first and last restarts that are new. */
type News = {
  readonly touched: Set<ContactId>;
  readonly unread: Map<ContactId, ContactEvent[]>;
  readonly restarted: Map<SourceId, Restarted>;
};

type Restarted = { readonly first: EpochMs; readonly last: EpochMs };

/** Answers how much work it was beside that of every event. */
function takeEvent(floor: Floor, received: AcdEvent, options: AdvanceOptions, news: News): number {
  const overflow = overflowOf(floor, received, news.unread);
  if (overflow !== undefined) {
    const { uncounted } = floor.room;
    uncounted.set(overflow.what, (uncounted.get(overflow.what) ?? 0) + 1);
    return 0;
  }
  const source = sourceBook(floor, received, options);
  occupy(floor, received, options.receivedAt, news.unread);
  const isOurs = floor.time === 'ours' && source.isPlayed !== true;
  const event = isOurs ? placeEvent(source, received, options.receivedAt) : received;
  if (event.at > source.latestAt) source.latestAt = event.at;
  if ('contact' in event) return takeContactFact(floor, event, news);
  if ('agent' in event) return takeAgentFact(floor, event);
  return takeSourceFact({ floor, source, event, news });
}

function* readInParts(floor: Floor, news: News, now: EpochMs): Generator<readonly ContactChange[]> {
  let changes: ContactChange[] = [];
  let work = 0;
  for (const contact of news.touched) {
    changes.push(...readAgain(floor, contact, now, news.unread));
    work += floor.contacts.get(contact)?.facts.length ?? 0;
    if (work < PART_WORK) continue;
    yield changes;
    [changes, work] = [[], 0];
  }
  yield changes;
}

/**
 * Reads open contacts again that have been silent for too long: time alone may end them, but not while nobody could tell of them.
 * Of very many it reads some, and the others when it is asked again.
 */
export function sweepFloor(
  floor: Floor,
  { feeds, now }: { readonly feeds: Feeds; readonly now: EpochMs },
): ContactChange[] {
  const silent: ContactId[] = [];
  for (const [contact, { record, facts }] of floor.contacts) {
    if (silent.length >= SILENT_AT_A_TIME) break;
    if (record.over || now < record.lastAt + openLimitMs(record.channel)) continue;
    const source = facts.at(-1)?.source;
    const frozenAt = source === undefined ? undefined : feeds.get(source)?.frozenAt;
    if (frozenAt === undefined || now - frozenAt > GONE_AFTER_MS) silent.push(contact);
  }
  return silent.flatMap((contact) => readAgain(floor, contact, now));
}

/** Some milliseconds of reading. */
export const SILENT_AT_A_TIME = 2_000;

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

function takeContactFact(floor: Floor, fact: ContactEvent, { touched, unread }: News): number {
  const facts = floor.contacts.get(fact.contact)?.facts ?? unread.get(fact.contact);
  if (facts === undefined) unread.set(fact.contact, [fact]);
  else if (facts.some((one) => one.id === fact.id && one.source === fact.source)) return 0;
  else insertFact(facts, fact);
  touched.add(fact.contact);
  return (facts?.length ?? 0) * COMPARED;
}

/** Comparing a fact with one that is known is so much of the work of taking it. */
const COMPARED = 0.05;

function takeAgentFact(floor: Floor, fact: AgentEvent): number {
  const book = agentBook(floor, fact.agent);
  if (hasFact(book, fact)) return 0;
  if (!book.sources.has(fact.source)) {
    book.sources.add(fact.source);
    for (const at of floor.sources.get(fact.source)?.restarts ?? []) {
      addMark(book, { at, kind: 'restart', source: fact.source }, floor.gridMs, stayListener(floor));
    }
  }
  addMark(book, { at: fact.at, kind: 'fact', fact }, floor.gridMs, stayListener(floor));
  return 1;
}

type SourceFact = {
  readonly floor: Floor;
  readonly source: SourceBook;
  readonly event: SourceEvent;
  readonly news: News;
};

function takeSourceFact({ floor, source, event, news }: SourceFact): number {
  switch (event.kind) {
    case 'source-started':
      source.isPlayed = event.played === true;
      return restart(floor, event, news);
    case 'source-stopped':
      if (source.stoppedAt === undefined || event.at > source.stoppedAt) source.stoppedAt = event.at;
      return 0;
    case 'source-gap':
      if (!source.gaps.some((gap) => gap.from === event.from && gap.to === event.at)) {
        source.gaps = [...source.gaps, { from: event.from, to: event.at }].slice(-GAPS_KEPT);
      }
      return 0;
    case 'source-heartbeat':
      if (source.beat === undefined || event.at > source.beat.at || source.heardAt > source.beat.heardAt)
        source.beat = { at: event.at, heardAt: source.heardAt };
      return 0;
  }
}

/** The wall shows the last gaps of a source; a feed that breaks more often than this is broken. */
const GAPS_KEPT = 100;

function restart(floor: Floor, { source, at }: SourceEvent, { restarted }: News): number {
  const book = floor.sources.get(source);
  if (book === undefined || book.restarts.includes(at)) return 0;
  const restarts = [...book.restarts, at].sort((one, other) => one - other);
  book.restarts = restarts.slice(-floor.room.bounds.restarts);
  const { first, last } = restarted.get(source) ?? { first: at, last: at };
  restarted.set(source, { first: at < first ? at : first, last: at > last ? at : last });
  let marks = 0;
  for (const agent of floor.agents.values()) {
    if (!agent.sources.has(source)) continue;
    addMark(agent, { at, kind: 'restart', source }, floor.gridMs, stayListener(floor));
    marks += 1;
  }
  return marks;
}

/** Contacts that a restart may end: those that are open, and those that something from outside has ended after it. */
function touchRestarted({ contacts }: Floor, { restarted, touched }: News): void {
  if (restarted.size === 0) return;
  for (const [contact, { facts, record }] of contacts) {
    const last = facts.at(-1);
    const known = last && restarted.get(last.source);
    if (known === undefined || last === undefined || last.at >= known.last) continue;
    const end = outsideEnd(record);
    if (!record.over || (end !== undefined && end > known.first)) touched.add(contact);
  }
}

/** When a restart or the limit on silence ended the contact; undefined when its own facts did, or nothing yet. */
function outsideEnd({ oddities }: ContactRecord): EpochMs | undefined {
  // It is the last thing that is noted of a contact.
  const last = oddities.at(-1);
  return last?.kind === 'closed-by-restart' || last?.kind === 'end-never-told' ? last.at : undefined;
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

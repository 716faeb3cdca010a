import type { AcdEvent, ContactEvent, SourceEvent } from '#domain/acd-event.ts';
import type { Centre } from '#domain/centre.ts';
import type { AgentId, ContactId, QueueId, SourceId } from '#domain/ids.ts';
import { FLOOR_LIMITS } from '#domain/limits/limits.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Floor } from './floor.ts';
import { noShare, type FloorBounds, type Share } from './room.ts';

/** What there would be too much of, the value that names it, and how much there may be of it. */
export type Overflow = {
  readonly what: keyof FloorBounds;
  readonly field: string;
  readonly value: string;
  readonly limit: number;
};

/** Gives a floor the bounds of a server; what the definitions name always has room. */
export function boundFloor(
  floor: Floor,
  { queues, sources }: Pick<Centre, 'queues' | 'sources'>,
  bounds: FloorBounds = FLOOR_LIMITS,
): void {
  floor.room.bounds = bounds;
  floor.room.reserved = {
    queues: new Set(queues.map(({ id }) => id)),
    sources: new Set(sources.map(({ id }) => id)),
  };
  measureRoom(floor);
}

/** What an earlier release let grow beyond its bound; undefined when all is within. */
export function overfull({ room, sources, queues, agents, contacts }: Floor): Overflow['what'] | undefined {
  const { bounds, reserved } = room;
  if (sources.size > bounds.sources + reserved.sources.size) return 'sources';
  if (queues.size > bounds.queues + reserved.queues.size) return 'queues';
  if (agents.size > bounds.agents) return 'agents';
  return contacts.size > bounds.contacts ? 'contacts' : undefined;
}

/** Facts of contacts that are not on the floor yet. */
export type Unread = ReadonlyMap<ContactId, readonly ContactEvent[]>;
const NOTHING: Unread = new Map();

/** Which bound the event would break; undefined when there is room for it. It only looks, so that a door can ask before the journal has the event. */
export function overflowOf(floor: Floor, event: AcdEvent, unread: Unread = NOTHING): Overflow | undefined {
  const { bounds, reserved, bySource } = floor.room;
  const { source } = event;
  if (!floor.sources.has(source) && floor.sources.size >= bounds.sources && !reserved.sources.has(source))
    return { what: 'sources', field: 'source', value: source, limit: bounds.sources };
  const asking = { floor, share: bySource.get(source) ?? NO_SHARE };
  if ('contact' in event) return contactOverflow(asking, event, unread);
  if (!('agent' in event)) return restartOverflow(asking, event);
  const { agent } = event;
  const queues = queuesIn(event);
  const joined = queues.length - (floor.agents.get(agent)?.standing.queues.length ?? 0);
  return (
    agentOverflow(asking, agent) ??
    queueOverflow(asking, queues) ??
    (joined > 0 ? over(asking, 'memberships', { more: joined, field: 'queues', value: agent }) : undefined)
  );
}

/** Notes what an event takes up that was let in. */
export function occupy(floor: Floor, event: AcdEvent, at: EpochMs, unread: Unread): void {
  const { all, bySource } = floor.room;
  const share = bySource.get(event.source) ?? noShare();
  bySource.set(event.source, share);
  const more = (what: keyof Share, count: number): void => {
    share[what] += count;
    all[what] += count;
  };
  for (const queue of queuesIn(event)) {
    const known = floor.queues.get(queue);
    if (known === undefined) {
      more('queues', 1);
      floor.queues.set(queue, { source: event.source, toldAt: at });
    } else if (at - known.toldAt > TOLD_APART_MS) known.toldAt = at;
  }
  if ('agent' in event && event.agent !== undefined) {
    const book = floor.agents.get(event.agent);
    if (book === undefined) more('agents', 1);
    more('marks', 1);
    if ('queues' in event && event.queues !== undefined)
      more('memberships', event.queues.length - (book?.standing.queues.length ?? 0));
  }
  if (event.kind === 'source-started') more('marks', share.agents);
  if (!('contact' in event)) return;
  if (!floor.contacts.has(event.contact) && !unread.has(event.contact)) more('contacts', 1);
  more('factBytes', bytesOf(event));
}

/** Counts anew what is taken up: contacts leave memory and days end, and in between it is only counted up. */
export function measureRoom(floor: Floor): void {
  const { room } = floor;
  room.all = noShare();
  room.bySource.clear();
  const add = (source: SourceId | undefined, what: keyof Share, count: number): void => {
    room.all[what] += count;
    if (source === undefined) return;
    const share = room.bySource.get(source) ?? noShare();
    share[what] += count;
    room.bySource.set(source, share);
  };
  for (const { source } of floor.queues.values()) add(source, 'queues', 1);
  for (const { sources, marks, standing } of floor.agents.values()) {
    const [source] = sources;
    add(source, 'agents', 1);
    add(source, 'marks', marks.length);
    add(source, 'memberships', standing.queues.length);
  }
  for (const { facts } of floor.contacts.values()) {
    add(facts[0]?.source, 'contacts', 1);
    for (const fact of facts) add(fact.source, 'factBytes', bytesOf(fact));
  }
}

/** Where there is little room left, what nobody has spoken of for long makes some. Answers the queues that are forgotten, of those that may be. */
export function makeRoom(
  floor: Floor,
  now: EpochMs,
  mayForget: (queue: QueueId) => boolean,
): readonly QueueId[] {
  const { bounds, reserved } = floor.room;
  const isIdle = (at: EpochMs): boolean => now - at > bounds.idleMs;
  const forgotten: QueueId[] = [];
  const before = floor.queues.size + floor.agents.size;
  if (isTight(floor.queues.size, bounds.queues))
    for (const [queue, { toldAt }] of floor.queues)
      if (isIdle(toldAt) && !reserved.queues.has(queue) && mayForget(queue)) forgotten.push(queue);
  for (const queue of forgotten) {
    floor.queues.delete(queue);
    floor.agentTime.delete(queue);
  }
  if (isTight(floor.sources.size, bounds.sources))
    for (const [source, { heardAt }] of floor.sources)
      if (isIdle(heardAt) && !reserved.sources.has(source)) floor.sources.delete(source);
  if (isTight(floor.agents.size, bounds.agents))
    for (const [agent, { marks, standing }] of floor.agents)
      if (marks.length === 0 && !standing.signedIn && standing.inHand.length === 0)
        floor.agents.delete(agent);
  if (floor.queues.size + floor.agents.size < before) measureRoom(floor);
  return forgotten;
}

const isTight = (size: number, bound: number): boolean => size > 0.8 * bound;

/** The queues that an event names. */
export function queuesIn(event: AcdEvent): readonly QueueId[] {
  if ('queue' in event) return event.queue === undefined ? NONE : [event.queue];
  return 'queues' in event ? (event.queues ?? NONE) : NONE;
}

const NONE: readonly QueueId[] = [];

/** When a queue was told of last is asked in days. */
const TOLD_APART_MS: DurationMs = MINUTE_MS;

const NO_SHARE: Readonly<Share> = noShare();

/** Who asks for room. */
type Asking = { readonly floor: Floor; readonly share: Readonly<Share> };
type Wanted = { readonly more: number; readonly field: string; readonly value: string };

function over({ floor, share }: Asking, what: keyof Share, wanted: Wanted): Overflow | undefined {
  const { bounds, all } = floor.room;
  const { more, field, value } = wanted;
  if (all[what] + more <= bounds[what] && share[what] + more <= bounds[what] / 2) return undefined;
  return { what, field, value, limit: bounds[what] };
}

function contactOverflow(asking: Asking, event: ContactEvent, unread: Unread): Overflow | undefined {
  const agent = 'agent' in event ? event.agent : undefined;
  return (
    factOverflow(asking, event, unread) ??
    queueOverflow(asking, queuesIn(event)) ??
    (agent === undefined ? undefined : agentOverflow(asking, agent))
  );
}

function factOverflow(asking: Asking, event: ContactEvent, unread: Unread): Overflow | undefined {
  const { contacts, room } = asking.floor;
  const { contact } = event;
  const named = { field: 'contact', value: contact };
  const facts = contacts.get(contact)?.facts ?? unread.get(contact);
  if (facts !== undefined && facts.length >= room.bounds.contactFacts)
    return { what: 'contactFacts', ...named, limit: room.bounds.contactFacts };
  if (facts !== undefined && countAt(facts, event.at) >= room.bounds.instantFacts)
    return { what: 'instantFacts', ...named, limit: room.bounds.instantFacts };
  return (
    over(asking, 'factBytes', { ...named, more: bytesOf(event) }) ??
    (facts === undefined ? over(asking, 'contacts', { ...named, more: 1 }) : undefined)
  );
}

/** Facts are sorted by time, and new ones come mostly at the end. */
function countAt(facts: readonly ContactEvent[], at: EpochMs): number {
  let count = 0;
  for (let i = facts.length - 1; i >= 0; i -= 1) {
    const fact = facts[i];
    if (fact === undefined || fact.at < at) break;
    if (fact.at === at) count += 1;
  }
  return count;
}

function queueOverflow(asking: Asking, queues: readonly QueueId[]): Overflow | undefined {
  const { queues: known, room } = asking.floor;
  let more = 0;
  for (const queue of queues) {
    if (known.has(queue) || room.reserved.queues.has(queue)) continue;
    more += 1;
    const overflow = over(asking, 'queues', { more, field: 'queue', value: queue });
    if (overflow !== undefined) return overflow;
  }
  return undefined;
}

function agentOverflow(asking: Asking, agent: AgentId): Overflow | undefined {
  const { agents, room } = asking.floor;
  const book = agents.get(agent);
  const named = { more: 1, field: 'agent', value: agent };
  if (book === undefined) return over(asking, 'agents', named) ?? over(asking, 'marks', named);
  if (book.marks.length < room.bounds.agentMarks) return over(asking, 'marks', named);
  return { what: 'agentMarks', field: 'agent', value: agent, limit: room.bounds.agentMarks };
}

/** A restart is a mark in the day of everybody of whom its source has told. */
function restartOverflow(asking: Asking, { kind, source }: SourceEvent): Overflow | undefined {
  if (kind !== 'source-started') return undefined;
  return over(asking, 'marks', { more: asking.share.agents, field: 'source', value: source });
}

/** What a fact takes in memory, roughly: two bytes a character of what may be long, and what every fact has. */
function bytesOf(fact: ContactEvent): number {
  let bytes = FACT_BYTES;
  if (fact.kind === 'contact-started' && fact.customer !== undefined) bytes += 2 * fact.customer.length;
  if (fact.kind === 'contact-transferred' && fact.to !== undefined) bytes += 2 * fact.to.length;
  if ((fact.kind === 'contact-started' || fact.kind === 'contact-labelled') && fact.labels !== undefined)
    for (const [name, value] of Object.entries(fact.labels)) bytes += 2 * (name.length + value.length) + 40;
  return bytes;
}

const FACT_BYTES = 400;

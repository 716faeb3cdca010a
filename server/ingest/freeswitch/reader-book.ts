import type { AcdEvent, Envelope } from '#domain/acd-event.ts';
import { contactId, type AgentId, type ContactId, type QueueId, type SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { KnownMap, Standing } from '../links/standing.ts';
import type { Member, Stamp } from './freeswitch-event.ts';

/** What the reader knows of one switch while it follows it. */
export type ReaderBook = {
  readonly source: SourceId;
  /** Wrap-up of agents whose own is not known. */
  readonly wrapUpMs: DurationMs | undefined;
  /** Core-UUID of the switch that is followed. */
  core: string | undefined;
  /** The latest instant that the switch has told. */
  latestAt: EpochMs | undefined;
  /** When this core was told to have started: nothing of it is told of an instant before. */
  startedAt: EpochMs | undefined;
  readonly agents: KnownMap<AgentEntry>;
  /** Agents whose wrap-up has an end that is not told yet. */
  readonly wrapping: Set<AgentEntry>;
  /** Members that are in a queue or with an agent, by `memberKey`. */
  readonly members: KnownMap<MemberEntry>;
  /** The place of a call that is the latest. */
  readonly places: Map<ContactId, MemberEntry>;
  /** Keys of members that are over: what else is said of them comes late. */
  readonly over: KnownMap<true>;
  /** Core, its start and latest instant, as they are kept. */
  readonly kept: KnownMap<KeptSwitch>;
  /** How long callers may wait, by queue. */
  readonly longestWaits: Map<QueueId, DurationMs>;
  /** Facts that are to be handed over. */
  told: AcdEvent[];
};

type KeptSwitch = { readonly core?: string; readonly latestAt?: EpochMs; readonly startedAt?: EpochMs };
const SWITCH = 'switch';

/** What an agent was last told to be. */
export type AgentTold =
  | { readonly state: 'unknown' }
  | { readonly state: 'signed-out' }
  | { readonly state: 'available' }
  | { readonly state: 'wrap-up' }
  | { readonly state: 'away'; readonly reason: string };

export type AgentEntry = {
  readonly agent: AgentId;
  /** The switch's own word; undefined while it has said none. */
  status: string | undefined;
  /** When an event last told the status. */
  statusAt?: EpochMs;
  phase: { readonly word: string; readonly stamp: Stamp | undefined } | undefined;
  queues: readonly QueueId[] | undefined;
  wrapUpMs: DurationMs | undefined;
  wrap: { readonly member: Member; readonly until: EpochMs } | undefined;
  told: AgentTold;
  toldAt: EpochMs | undefined;
  /** The key of the caller to whom the agent is being connected. */
  bridging: string | undefined;
  contactChangedAt: EpochMs | undefined;
  maxNoAnswerAt: EpochMs | undefined;
  /** Why the agent is on break or logged out, where it was not the agent's doing. */
  cause: 'no answer' | 'configuration reload' | undefined;
};

/** One pass of a call through one queue. */
export type MemberEntry = {
  readonly key: string;
  readonly member: Member;
  readonly queuedAt: EpochMs;
  ringing: readonly AgentId[];
  /** An agent has picked up, and the two are being connected: that may still fail. */
  bridge: { readonly agent: AgentId; readonly stamp: Stamp } | undefined;
  agent: AgentId | undefined;
  endedBy: 'agent' | 'customer' | undefined;
  /** The call has gone on into another queue. */
  hasMovedOn: boolean;
  /** When the switch's table first did not have it. */
  missingSince: EpochMs | undefined;
};

/** A floor of 100,000 callers is none; what is over this was never ended, and the oldest is let go. */
export const MEMBERS_KEPT = 100_000;
/** Agents of one switch. */
export const AGENTS_KEPT = 20_000;
/** Late words come within seconds. */
const OVER_KEPT = 10_000;

export type ReaderBookOptions = {
  readonly source: SourceId;
  readonly wrapUpMs: DurationMs | undefined;
  readonly standing: Standing;
};

/** What was known when the standing was committed. */
export function openReaderBook({ source, wrapUpMs, standing }: ReaderBookOptions): ReaderBook {
  const [agents, members] = [standing.map<AgentEntry>('agent'), standing.map<MemberEntry>('member')];
  const kept = standing.map<KeptSwitch>('switch');
  const { core, latestAt, startedAt } = kept.get(SWITCH) ?? {};
  const known = [...members.entries()].map(([, entry]) => entry);
  const places = known.toSorted((one, other) => one.queuedAt - other.queuedAt);
  const wrapping = [...agents.entries()].map(([, entry]) => entry).filter(({ wrap }) => wrap !== undefined);
  return {
    source,
    wrapUpMs,
    core,
    latestAt,
    startedAt,
    agents,
    wrapping: new Set(wrapping),
    members,
    places: new Map(places.map((entry) => [entry.member.contact, entry])),
    over: standing.map<true>('over'),
    kept,
    longestWaits: new Map(),
    told: [],
  };
}

/** The switch, how far its clock is, and since when it is up. */
export function followSwitch(
  book: ReaderBook,
  now: Partial<Pick<ReaderBook, 'core' | 'latestAt' | 'startedAt'>>,
): void {
  Object.assign(book, now);
  const { core, latestAt, startedAt } = book;
  book.kept.set(SWITCH, {
    ...(core !== undefined && { core }),
    ...(latestAt !== undefined && { latestAt }),
    ...(startedAt !== undefined && { startedAt }),
  });
}

type Body<Event = AcdEvent> = Event extends unknown ? Omit<Event, keyof Envelope> : never;
type When = Pick<Envelope, 'at' | 'seq' | 'precisionMs' | 'clock'>;

/** Tells a fact. One that is told again under the same id changes nothing. */
export function tell(book: ReaderBook, id: string, when: When, body: Body): void {
  book.told.push({ id, source: book.source, ...when, ...body });
}

/** Facts of one event of the switch are told in this order when they are of one instant. */
const FACTS_PER_EVENT = 8;

/** The time of a fact that an event of the switch tells; `nth` among the facts of that event. */
export function whenOf({ at, seq }: Stamp, nth = 0): When {
  return { at, seq: seq * FACTS_PER_EVENT + nth };
}

/** The time of a fact that the switch tells in whole seconds. */
export function wholeSecond(at: EpochMs): When {
  return { at, precisionMs: 1000 };
}

/** An id for what only this event tells. */
export const stampId = ({ core, seq }: Stamp): string => `${shortId(core)}-${seq}`;

/** Eight of the 32 digits of a UUID tell apart the restarts of a switch, or the queues of one call. */
export const shortId = (uuid: string): string => uuid.slice(0, 8);

/** An id for what happens once in a pass through a queue, whoever tells it: an event or a table. */
export const placeId = ({ member: { contact, member } }: Pick<MemberEntry, 'member'>, what: string): string =>
  `${contact}/${shortId(member)}/${what}`;

/** A caller who takes up an old place has the member's UUID again, with another call. */
export const memberKey = ({ member, contact }: Member): string => `${member}/${contact}`;

/** A call is named by its UUID; a name that somebody chose may be in use elsewhere, so it carries the source's. */
export function contactOf(book: ReaderBook, session: ContactId): ContactId {
  return UUID.test(session) ? session : contactId(`${book.source}/${session}`);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The place of a member, which may then be changed; undefined where it is not known. */
export function memberEntry(book: ReaderBook, key: string): MemberEntry | undefined {
  const known = book.members.get(key);
  if (known !== undefined) book.members.touch(key);
  return known;
}

/** The latest place of a call, which may then be changed; undefined where none is known. */
export function latestPlace(book: ReaderBook, contact: ContactId): MemberEntry | undefined {
  const place = book.places.get(contact);
  return place && memberEntry(book, place.key);
}

/** The agent's entry, which may then be changed; a new one for an agent never heard of. */
export function agentEntry(book: ReaderBook, agent: AgentId): AgentEntry {
  const known = book.agents.get(agent);
  book.agents.touch(agent);
  if (known !== undefined) return known;
  const entry: AgentEntry = {
    agent,
    status: undefined,
    phase: undefined,
    queues: undefined,
    wrapUpMs: undefined,
    wrap: undefined,
    told: { state: 'unknown' },
    toldAt: undefined,
    bridging: undefined,
    contactChangedAt: undefined,
    maxNoAnswerAt: undefined,
    cause: undefined,
  };
  dropOldest(book.agents, AGENTS_KEPT - 1);
  book.agents.set(agent, entry);
  return entry;
}

/** Opens a place in a queue. */
export function openMember(book: ReaderBook, member: Member, queuedAt: EpochMs): MemberEntry {
  const entry: MemberEntry = {
    key: memberKey(member),
    member,
    queuedAt,
    ringing: [],
    bridge: undefined,
    agent: undefined,
    endedBy: undefined,
    hasMovedOn: false,
    missingSince: undefined,
  };
  const oldest = dropOldest(book.members, MEMBERS_KEPT - 1);
  if (oldest !== undefined) closeMember(book, oldest);
  book.members.set(entry.key, entry);
  book.places.set(member.contact, entry);
  return entry;
}

/** The place is over. */
export function closeMember(book: ReaderBook, entry: MemberEntry): void {
  book.members.delete(entry.key);
  if (book.places.get(entry.member.contact) === entry) book.places.delete(entry.member.contact);
  book.over.set(entry.key, true);
  dropOldest(book.over, OVER_KEPT);
}

function dropOldest<Value>(entries: KnownMap<Value>, limit: number): Value | undefined {
  const oldest = entries.entries().next().value;
  if (entries.size() <= limit || oldest === undefined) return undefined;
  entries.delete(oldest[0]);
  return oldest[1];
}

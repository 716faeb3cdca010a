import type { AcdEvent } from '#domain/acd-event.ts';
import type { ContactId, SourceId } from '#domain/ids.ts';
import { epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { openStanding, type Standing } from '../links/standing.ts';
import type { FreeswitchEvent } from './freeswitch-event.ts';
import {
  agentEntry,
  contactOf,
  followSwitch,
  openReaderBook,
  shortId,
  stampId,
  tell,
  whenOf,
  type MemberEntry,
  type ReaderBook,
} from './reader-book.ts';
import { takeTables, type Tables } from './take-tables.ts';
import { endWraps, takePhase, takeStatus, tellQueues } from './tell-agent.ts';
import {
  takeBridge,
  takeBridgeEnd,
  takeBridgeFail,
  takeCancelled,
  takeHold,
  takeOffered,
  takeQueued,
  takeServed,
} from './tell-member.ts';

/** Turns what one switch says into facts. Each call answers the facts that are new with it. */
export type FreeswitchReader = {
  /** An event of the switch. */
  event(event: FreeswitchEvent): readonly AcdEvent[];
  /** A connection was made to this core, which has been up since `startedAt`. What was said since the last word was not heard. */
  connected(of: CoreConnection): readonly AcdEvent[];
  /** What the switch's tables say. */
  tables(tables: Tables): readonly AcdEvent[];
  /** The switch is alive, and its clock says so. */
  beat(at: EpochMs): readonly AcdEvent[];
  /** The switch's clock is this far: what ends by time alone ends now. */
  settle(at: EpochMs): readonly AcdEvent[];
  /** The recording is over: what is still to come by the clock alone. */
  end(): readonly AcdEvent[];
  /** Whether callers are known whom the tables did not have: one more look will tell that they are gone. */
  missesSome(): boolean;
  /** Of contacts that are open elsewhere: those of which this reader knows nothing are over. */
  endStrays(contacts: Iterable<ContactId>, at: EpochMs): readonly AcdEvent[];
};

/** A core that a connection was made to. */
export type CoreConnection = {
  readonly core: string;
  readonly at: EpochMs;
  /** Absent: unknown. */
  readonly startedAt?: EpochMs;
};

export type FreeswitchReaderOptions = {
  readonly source: SourceId;
  /** Wrap-up of agents whose own time the switch does not tell. */
  readonly wrapUpMs?: DurationMs | undefined;
  /** Where it keeps what it knows, and has what an earlier reader of the switch knew. Absent: nothing, and nothing is kept. */
  readonly standing?: Standing;
};

/** Raised when what a reader keeps changes its meaning. */
export const READER_VERSION = 1;

/** A reader that has heard nothing yet. */
export function freeswitchReader({ source, wrapUpMs, standing }: FreeswitchReaderOptions): FreeswitchReader {
  const book = openReaderBook({ source, wrapUpMs, standing: standing ?? openStanding() });
  resume(book);
  /** What is told by the work. */
  const told = (work: () => void): readonly AcdEvent[] => {
    work();
    const events = book.told;
    book.told = [];
    return events;
  };
  return {
    event: (event) => told(() => takeEvent(book, withContact(book, event))),
    connected: (of) => told(() => takeConnection(book, of)),
    tables: (tables) => told(() => takeTablesAt(book, tables)),
    beat: (at) => told(() => takeBeat(book, at)),
    settle: (at) => told(() => endWraps(book, at)),
    end: () => told(() => endWraps(book, END_OF_TIME)),
    missesSome: () => placesOf(book).some(({ missingSince }) => missingSince !== undefined),
    endStrays: (contacts, at) => told(() => endStrays(book, contacts, at)),
  };
}

const placesOf = ({ members }: ReaderBook): readonly MemberEntry[] =>
  [...members.entries()].map(([, entry]) => entry);

function endStrays(book: ReaderBook, contacts: Iterable<ContactId>, at: EpochMs): void {
  const known = new Set(placesOf(book).map(({ member }) => member.contact));
  const when = { at, clock: 'receipt' } as const;
  for (const contact of contacts)
    if (!known.has(contact))
      tell(book, `${contact}/stray`, when, { kind: 'contact-ended', contact, by: 'system' });
}

function takeTablesAt(book: ReaderBook, tables: Tables): void {
  turn(book, tables.at);
  takeTables(book, tables);
}

function takeBeat(book: ReaderBook, at: EpochMs): void {
  turn(book, at);
  tell(book, `${shortId(book.core ?? '')}/beat/${at}`, { at }, { kind: 'source-heartbeat' });
}

const END_OF_TIME = epochMs(Infinity);

function takeConnection(book: ReaderBook, { core, startedAt, at }: CoreConnection): void {
  const { latestAt } = book;
  if (latestAt !== undefined && latestAt < at) {
    tell(book, `gap/${latestAt}`, { at }, { kind: 'source-gap', from: latestAt });
  }
  if (core === book.core) resume(book);
  else if (latestAt !== undefined && at <= latestAt) replaceCore(book, core, at);
  else startCore(book, core, startOf(latestAt, startedAt));
  turn(book, at);
}

/** Another switch, whose clock is behind that of the one before: that is told first, and nothing is compared with what the other said. */
function replaceCore(book: ReaderBook, core: string, at: EpochMs): void {
  tell(book, `${shortId(core)}/beat/${at}`, { at }, { kind: 'source-heartbeat' });
  followSwitch(book, { latestAt: at });
  startCore(book, core, at);
}

/** After the last word of the core before it; undefined when nothing is known of either. */
function startOf(latestAt: EpochMs | undefined, startedAt: EpochMs | undefined): EpochMs | undefined {
  if (latestAt === undefined) return startedAt;
  return startedAt !== undefined && startedAt > latestAt ? startedAt : later(latestAt, 1);
}

/** The switch's clock is this far. */
function turn(book: ReaderBook, at: EpochMs): void {
  endWraps(book, at);
  if (book.latestAt === undefined || at > book.latestAt) followSwitch(book, { latestAt: at });
}

function takeEvent(book: ReaderBook, event: FreeswitchEvent): void {
  const { stamp } = event;
  if (book.core !== stamp.core) startCore(book, stamp.core, stamp.at);
  turn(book, stamp.at);
  switch (event.kind) {
    case 'member-queued':
      return takeQueued(book, event);
    case 'agent-offered':
      learnQueue(book, event);
      return takeOffered(book, event);
    case 'bridge-started':
      return takeBridge(book, event);
    case 'bridge-ended':
      return takeBridgeEnd(book, event);
    case 'bridge-failed':
      return takeBridgeFail(book, event);
    case 'member-served':
      return takeServed(book, event);
    case 'member-cancelled':
      return takeCancelled(book, event);
    case 'agent-status':
      return takeStatus(book, event);
    case 'agent-phase':
      return takePhase(book, event);
    case 'agent-contact-changed':
      agentEntry(book, event.agent).contactChangedAt = stamp.at;
      return;
    case 'agent-max-no-answer':
      agentEntry(book, event.agent).maxNoAnswerAt = stamp.at;
      return;
    case 'held':
    case 'unheld':
      return takeHold(book, event);
    case 'heartbeat':
      return tell(book, stampId(stamp), whenOf(stamp), { kind: 'source-heartbeat' });
    case 'shutdown':
      return tell(book, stampId(stamp), whenOf(stamp), { kind: 'source-stopped' });
    case 'other':
  }
}

/** Who is offered a caller of a queue serves that queue, whatever the table of tiers said when it was read. */
function learnQueue(
  book: ReaderBook,
  { agent, member, stamp }: Extract<FreeswitchEvent, { kind: 'agent-offered' }>,
): void {
  const entry = agentEntry(book, agent);
  const queues = new Set(entry.queues).add(member.queue);
  tellQueues(book, entry, [...queues].sort(), { at: stamp.at });
}

/** A switch that has started anew knows nothing of before: its start closes what was open. */
function startCore(book: ReaderBook, core: string, at: EpochMs | undefined): void {
  if (at !== undefined) tell(book, `${shortId(core)}/started`, { at }, { kind: 'source-started' });
  followSwitch(book, { core, startedAt: at });
  for (const kept of [book.agents, book.wrapping, book.members, book.places, book.over]) kept.clear();
}

/** The same switch as before the gap: what agents were doing is to be asked again. */
function resume(book: ReaderBook): void {
  for (const [, entry] of book.agents.entries()) entry.phase = undefined;
}

function withContact(book: ReaderBook, event: FreeswitchEvent): FreeswitchEvent {
  if ('member' in event) {
    const { member } = event;
    return { ...event, member: { ...member, contact: contactOf(book, member.contact) } };
  }
  return 'contact' in event ? { ...event, contact: contactOf(book, event.contact) } : event;
}

import type { AgentId, QueueId } from '#domain/ids.ts';
import { later, type EpochMs } from '#domain/time.ts';
import type { AgentRow, MemberRow, QueueRow, TierRow } from './read-callcenter-tables.ts';
import {
  agentEntry,
  closeMember,
  contactOf,
  memberEntry,
  memberKey,
  placeId,
  shortId,
  tell,
  wholeSecond,
  type AgentEntry,
  type MemberEntry,
  type ReaderBook,
} from './reader-book.ts';
import { endWrap, tellAgent, tellQueues } from './tell-agent.ts';
import { adoptMember, notBefore } from './tell-member.ts';

/** What the switch's own tables said at one moment. A table that could not be had is absent. */
export type Tables = {
  /** The switch's clock when it was asked. */
  readonly at: EpochMs;
  /** Since when its events come to us. */
  readonly listeningSince: EpochMs;
  /** The first of its connection. */
  readonly isFirst?: boolean;
  readonly queues?: readonly QueueRow[];
  readonly tiers?: readonly TierRow[];
  readonly agents?: readonly AgentRow[];
  readonly members?: readonly MemberRow[];
};

/** Takes from the tables what no event has told: what was before we listened, and what has no event at all. */
export function takeTables(book: ReaderBook, tables: Tables): void {
  for (const { queue, longestWaitMs } of tables.queues ?? []) {
    if (longestWaitMs === undefined) book.longestWaits.delete(queue);
    else book.longestWaits.set(queue, longestWaitMs);
  }
  if (tables.tiers !== undefined) takeTiers(book, tables.tiers, tables.at);
  if (tables.agents !== undefined) takeAgents(book, tables.agents, tables);
  if (tables.members !== undefined) takeMembers(book, tables.members, tables);
}

/** Who serves which queue has no event. */
function takeTiers(book: ReaderBook, rows: readonly TierRow[], at: EpochMs): void {
  const served = new Map<AgentId, QueueId[]>();
  for (const { agent, queue } of rows) {
    const queues = served.get(agent);
    if (queues === undefined) served.set(agent, [queue]);
    else queues.push(queue);
  }
  for (const agent of served.keys()) agentEntry(book, agent);
  for (const [, entry] of book.agents.entries()) {
    tellQueues(book, entry, served.get(entry.agent)?.sort() ?? [], { at, clock: 'receipt' });
  }
}

function takeAgents(book: ReaderBook, rows: readonly AgentRow[], tables: Tables): void {
  const listed = new Set<AgentId>();
  for (const row of rows) {
    listed.add(row.agent);
    takeAgent(book, agentEntry(book, row.agent), row, tables);
  }
  for (const [, entry] of book.agents.entries()) {
    if (listed.has(entry.agent) || entry.status === undefined) continue;
    // Deleted, which has no event either.
    endWrap(book, entry, tables.at);
    entry.status = 'Logged Out';
    entry.cause = undefined;
    tellAgent(book, entry, `${entry.agent}/deleted/${tables.at}`, { at: tables.at, clock: 'receipt' });
    book.agents.delete(entry.agent);
  }
}

function takeAgent(book: ReaderBook, entry: AgentEntry, row: AgentRow, tables: Tables): void {
  entry.wrapUpMs = row.wrapUpMs;
  entry.phase ??= { word: row.phase, stamp: undefined };
  if (entry.status === row.status || !isSettled(row.statusAt, tables)) return;
  // Said while the tables were on their way: the next look knows it too.
  if (entry.statusAt !== undefined && entry.statusAt >= tables.at) return;
  const neverSignedIn = row.statusAt === undefined && row.status === 'Logged Out';
  entry.status = row.status;
  if (neverSignedIn && entry.told.state === 'unknown') return;
  entry.cause = undefined;
  // The table is later than everything that was told, though its whole second may be earlier; so is a status that a restart did not change.
  const earliest = [entry.toldAt, book.startedAt].filter((then) => then !== undefined);
  const at = earliest.reduce<EpochMs>(
    (since, then) => notBefore(since, later(then, 1)),
    row.statusAt ?? tables.at,
  );
  if (entry.status !== 'Available') endWrap(book, entry, at);
  const when = row.statusAt === undefined ? { at, clock: 'receipt' as const } : wholeSecond(at);
  tellAgent(book, entry, `${shortId(book.core ?? '')}/${entry.agent}/${at}`, when);
}

/** In these milliseconds an event may still be on its way, and knows the time better than the table. */
const ON_ITS_WAY_MS = 2_000;

/** Whether no event will tell of this any more: it was before we listened, or too long ago. */
function isSettled(at: EpochMs | undefined, { at: now, listeningSince }: Tables): boolean {
  return at === undefined || at + 999 < listeningSince || at + ON_ITS_WAY_MS <= now;
}

function takeMembers(book: ReaderBook, rows: readonly MemberRow[], tables: Tables): void {
  const here = new Set<string>();
  const gone = new Map<string, MemberRow>();
  const agents = new Map((tables.agents ?? []).map((agent) => [agent.agent, agent]));
  for (const written of [...rows].sort(byEntry)) {
    const row = {
      ...written,
      member: { ...written.member, contact: contactOf(book, written.member.contact) },
    };
    if (row.state === 'Abandoned') gone.set(row.member.member, row);
    else if (isLeftOver(row, agents, tables)) endLeftOver(book, row, agents, tables);
    else if (written.member.contact !== '') here.add(takeMember(book, row, tables));
  }
  for (const [key, entry] of book.members.entries()) {
    if (here.has(key)) findMember(book, entry);
    else missMember(book, entry, gone.get(entry.member.member), tables);
  }
}

type Agents = ReadonlyMap<AgentId, AgentRow>;

/**
 * A row that the switch has kept though the call is over, as it may: its agent has ended a call since. Within one second that
 * may be the call before, unless the agent is in none now. One who was added anew has ended none, and is free.
 */
function isLeftOver({ state, agent, bridgedAt }: MemberRow, agents: Agents, { at }: Tables): boolean {
  const row = agent === undefined ? undefined : agents.get(agent);
  if (state !== 'Answered' || bridgedAt === undefined || row === undefined) return false;
  const { lastBridgeEndAt: endedAt, phase } = row;
  if (endedAt === undefined) return phase === 'Waiting' && bridgedAt + ON_ITS_WAY_MS <= at;
  return endedAt > bridgedAt || (endedAt === bridgedAt && phase !== 'In a queue call');
}

/** Of a call that was known, and whose end was not told; what was over before we came is none of ours. */
function endLeftOver(
  book: ReaderBook,
  { member, agent }: MemberRow,
  agents: Agents,
  { at: seenAt }: Tables,
): void {
  const entry = memberEntry(book, memberKey(member));
  if (entry?.agent === undefined || agent === undefined) return;
  const endedAt = agents.get(agent)?.lastBridgeEndAt;
  const { contact } = entry.member;
  const at = notBefore(endedAt ?? seenAt, entry.queuedAt);
  const when = endedAt === undefined ? { at, clock: 'receipt' as const } : wholeSecond(at);
  if (!entry.hasMovedOn) tell(book, placeId(entry, 'ended'), when, { kind: 'contact-ended', contact });
  closeMember(book, entry);
}

function findMember(book: ReaderBook, entry: MemberEntry): void {
  if (entry.missingSince === undefined) return;
  entry.missingSince = undefined;
  book.members.touch(entry.key);
}

const byEntry = (one: MemberRow, other: MemberRow): number => (one.queuedAt ?? 0) - (other.queuedAt ?? 0);

/** A caller who is in a queue or with an agent; answers the key. */
function takeMember(book: ReaderBook, row: MemberRow, tables: Tables): string {
  const { member, queuedAt, customer } = row;
  const key = memberKey(member);
  if (book.over.get(key) === true) return key;
  const known = memberEntry(book, key);
  if (known !== undefined) takeAnswer(book, known, row, tables);
  else if (queuedAt !== undefined && isSettled(queuedAt, tables)) {
    // A switch that takes the place of another may have run, and had callers, before that one's last word.
    const since = book.startedAt === undefined ? queuedAt : notBefore(queuedAt, later(book.startedAt, 1));
    const entry = adoptMember(book, member, since, customer);
    takeAnswer(book, entry, row, tables);
    takeRinging(book, entry, row, tables.at);
  }
  return key;
}

function takeAnswer(book: ReaderBook, entry: MemberEntry, row: MemberRow, tables: Tables): void {
  const { agent, bridgedAt } = row;
  if (row.state !== 'Answered' || entry.agent !== undefined || bridgedAt === undefined) return;
  if (!isSettled(bridgedAt, tables) || agent === undefined) return;
  entry.agent = agent;
  entry.bridge = undefined;
  const { contact, queue } = entry.member;
  const when = wholeSecond(notBefore(bridgedAt, entry.queuedAt));
  tell(book, placeId(entry, 'answered'), when, { kind: 'contact-answered', contact, queue, agent });
}

function takeRinging(book: ReaderBook, entry: MemberEntry, { state, agent }: MemberRow, at: EpochMs): void {
  if (state !== 'Trying' || agent === undefined) return;
  entry.ringing = [...entry.ringing, agent];
  const { contact, queue } = entry.member;
  const ringing = { kind: 'contact-ringing', contact, queue, agent } as const;
  tell(book, placeId(entry, `ringing/${at}`), { at, clock: 'receipt' }, ringing);
}

/** A caller whom the table does not have any more, and of whose end no event has told. One look is not enough: it may be on its way. */
function missMember(book: ReaderBook, entry: MemberEntry, row: MemberRow | undefined, tables: Tables): void {
  if (entry.missingSince === undefined) {
    entry.missingSince = tables.at;
    book.members.touch(entry.key);
  }
  if (tables.at - entry.missingSince < ON_ITS_WAY_MS) return;
  const { contact } = entry.member;
  const seen = { at: notBefore(entry.missingSince, entry.queuedAt), clock: 'receipt' } as const;
  if (entry.hasMovedOn) {
    // Told when it went on.
  } else if (entry.agent !== undefined) {
    tell(book, placeId(entry, 'ended'), seen, { kind: 'contact-ended', contact });
  } else if (row?.abandonedAt !== undefined) {
    tellLeft(book, entry, row.abandonedAt);
  } else {
    // Answered and over, or hung up, and nobody can tell any more.
    tell(book, placeId(entry, 'out'), seen, { kind: 'contact-ended', contact, by: 'system' });
  }
  closeMember(book, entry);
}

/** The switch keeps those who left without an agent for a while as "Abandoned", whatever the reason; a wait of full length was a timeout. */
function tellLeft(book: ReaderBook, entry: MemberEntry, abandonedAt: EpochMs): void {
  const { contact, queue } = entry.member;
  const at = notBefore(abandonedAt, entry.queuedAt);
  const longest = book.longestWaits.get(queue);
  const id = placeId(entry, 'out');
  if (longest !== undefined && at - entry.queuedAt + 999 >= longest) {
    tell(book, id, wholeSecond(at), { kind: 'contact-left', contact, queue, reason: 'timeout' });
  } else {
    tell(book, id, wholeSecond(at), { kind: 'contact-abandoned', contact, queue, during: 'queue' });
  }
}

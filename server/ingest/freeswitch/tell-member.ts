import type { LeftReason } from '#domain/acd-event.ts';
import type { AgentId } from '#domain/ids.ts';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import type { CancelReason, FreeswitchEvent, Member, Stamp } from './freeswitch-event.ts';
import {
  agentEntry,
  closeMember,
  latestPlace,
  memberEntry,
  memberKey,
  openMember,
  placeId,
  stampId,
  tell,
  whenOf,
  wholeSecond,
  type MemberEntry,
  type ReaderBook,
} from './reader-book.ts';
import { endWrap, isInCallSince, startWrap } from './tell-agent.ts';
import { tellBridged } from './tell-bridged.ts';

type Event<Kind extends FreeswitchEvent['kind']> = Extract<FreeswitchEvent, { readonly kind: Kind }>;

/** A caller enters a queue: the first, or another one from an agent's hands, which ends the talk. */
export function takeQueued(book: ReaderBook, event: Event<'member-queued'>): void {
  const { member, stamp } = event;
  if (isKnown(book, member)) return;
  const before = latestPlace(book, member.contact);
  if (before !== undefined) moveOn(book, before, stamp);
  else tellStarted(book, event);
  const entry = openMember(book, member, stamp.at);
  tell(book, placeId(entry, 'queued'), whenOf(stamp, 2), { kind: 'contact-queued', ...named(member) });
}

const isKnown = (book: ReaderBook, member: Member): boolean =>
  book.members.get(memberKey(member)) !== undefined || book.over.get(memberKey(member)) === true;

/** The switch tells of the new queue before it tells that the agent was released. */
function moveOn(book: ReaderBook, before: MemberEntry, stamp: Stamp): void {
  tellBridged(book, before);
  const { agent, member } = before;
  before.hasMovedOn = true;
  if (agent === undefined) return;
  const transferred = { kind: 'contact-transferred', contact: member.contact, agent } as const;
  tell(book, placeId(before, 'transferred'), whenOf(stamp, 0), transferred);
}

function tellStarted(book: ReaderBook, event: Event<'member-queued'>): void {
  const { member, stamp, customer, startedAt, isOutbound, isResumed } = event;
  const { contact } = member;
  const began = startedAt !== undefined && startedAt <= stamp.at ? { at: startedAt } : whenOf(stamp, 1);
  tell(book, `${contact}/started`, began, {
    kind: 'contact-started',
    contact,
    channel: 'voice',
    direction: isOutbound ? 'outbound' : 'inbound',
    ...(customer !== undefined && { customer }),
    ...(isResumed && { labels: { resumed: 'yes' } }),
  });
}

/** The caller rings at an agent. */
export function takeOffered(book: ReaderBook, { member, agent, stamp }: Event<'agent-offered'>): void {
  const ringing = agentEntry(book, agent);
  if (ringing.wrap !== undefined) endWrap(book, ringing, stamp.at);
  const entry = memberEntry(book, memberKey(member));
  if (entry === undefined) return;
  entry.ringing = [...without(entry.ringing, agent), agent];
  tell(book, stampId(stamp), whenOf(stamp), { kind: 'contact-ringing', ...named(member), agent });
}

/** The agent has picked up; the switch goes on to connect the two. */
export function takeBridge(book: ReaderBook, event: Event<'bridge-started'>): void {
  const { agent, stamp } = event;
  const entry = memberOf(book, event);
  if (entry === undefined) return;
  const answering = agentEntry(book, agent);
  entry.bridge = { agent, stamp };
  answering.bridging = entry.key;
  if (isInCallSince(answering, stamp)) tellBridged(book, entry);
}

/** Agent and caller are apart again, or could not be connected. */
export function takeBridgeEnd(book: ReaderBook, event: Event<'bridge-ended'>): void {
  const { agent, stamp, isBridged, cause } = event;
  const entry = memberEntry(book, memberKey(event.member));
  if (entry === undefined) return;
  entry.endedBy = event.endedBy;
  if (isBridged) return tellBridged(book, entry);
  forgetBridge(book, entry);
  // The switch hangs up on an agent whose caller has gone; in any other case it was the agent who went.
  if (cause !== 'ORIGINATOR_CANCEL') tellRefused(book, entry, agent, stamp);
}

/** An agent was rung and did not take the caller. */
export function takeBridgeFail(
  book: ReaderBook,
  { member, agent, cause, stamp }: Event<'bridge-failed'>,
): void {
  const entry = memberEntry(book, memberKey(member));
  if (entry === undefined) return;
  const status = book.agents.get(agent)?.status;
  const hasStoodUp = status === 'On Break' || status === 'Logged Out';
  // Cancelled: the caller left, or the agent went on break meanwhile. Lost race: somebody else was quicker.
  const isRefusal = cause === 'ORIGINATOR_CANCEL' ? hasStoodUp : cause !== 'LOSE_RACE';
  if (isRefusal) return tellRefused(book, entry, agent, stamp);
  entry.ringing = without(entry.ringing, agent);
}

const without = (agents: MemberEntry['ringing'], agent: AgentId): MemberEntry['ringing'] =>
  agents.filter((one) => one !== agent);

function tellRefused(book: ReaderBook, entry: MemberEntry, agent: MemberEntry['agent'], stamp: Stamp): void {
  if (agent === undefined || entry.agent !== undefined) return;
  entry.ringing = without(entry.ringing, agent);
  tell(book, stampId(stamp), whenOf(stamp), { kind: 'contact-refused', ...named(entry.member), agent });
}

/** Caller and agent have talked, and it is over: for the contact, unless it goes on somewhere. */
export function takeServed(book: ReaderBook, event: Event<'member-served'>): void {
  const { agent, stamp, answeredAt, isUp } = event;
  const entry = memberOf(book, event);
  if (entry === undefined) return;
  tellBridged(book, entry);
  const { contact, queue } = entry.member;
  if (entry.agent === undefined && answeredAt !== undefined) {
    const when = wholeSecond(notBefore(answeredAt, entry.queuedAt));
    tell(book, placeId(entry, 'answered'), when, { kind: 'contact-answered', contact, queue, agent });
  }
  if (!entry.hasMovedOn) tellEnded(book, entry, { agent, stamp, isUp });
  closeMember(book, entry);
  startWrap(book, agentEntry(book, agent), entry, stamp);
}

type End = Pick<Event<'member-served'>, 'agent' | 'stamp' | 'isUp'>;

/** A call that is still up leaves the agent for something else than a queue: as far as queues see, it is over. */
function tellEnded(book: ReaderBook, entry: MemberEntry, { agent, stamp, isUp }: End): void {
  const { contact } = entry.member;
  if (isUp) {
    const transferred = { kind: 'contact-transferred', contact, agent } as const;
    tell(book, placeId(entry, 'transferred'), whenOf(stamp, 0), transferred);
  }
  const by = isUp || entry.endedBy === undefined ? {} : { by: entry.endedBy };
  tell(book, placeId(entry, 'ended'), whenOf(stamp, 1), { kind: 'contact-ended', contact, ...by });
}

/** The caller has left the queue without an agent. */
export function takeCancelled(book: ReaderBook, event: Event<'member-cancelled'>): void {
  const { stamp, reason, isUp } = event;
  const entry = memberOf(book, event);
  // Whoever hangs up in the instant of the bridge is told of again, as served.
  if (entry === undefined || entry.agent !== undefined) return;
  forgetBridge(book, entry);
  const left = leftReason(reason, isUp);
  const when = whenOf(stamp);
  if (left === undefined) {
    const during = entry.ringing.length > 0 || reason === 'NONE' ? 'ringing' : 'queue';
    tell(book, placeId(entry, 'out'), when, { kind: 'contact-abandoned', ...named(entry.member), during });
  } else {
    tell(book, placeId(entry, 'out'), when, { kind: 'contact-left', ...named(entry.member), reason: left });
  }
  closeMember(book, entry);
}

/** Undefined: the caller hung up. */
function leftReason(reason: CancelReason | undefined, isUp: boolean): LeftReason | undefined {
  switch (reason) {
    case 'TIMEOUT':
      return 'timeout';
    case 'NO_AGENT_TIMEOUT':
      return 'empty';
    case 'EXIT_WITH_KEY':
      return 'key';
    // Taken out of the queue by somebody or something; most often simply by hanging up.
    case 'BREAK_OUT':
      return isUp ? 'withdrawn' : undefined;
    // The agent had picked up, and there was no caller any more.
    case 'NONE':
      return undefined;
    case undefined:
      return isUp ? 'error' : undefined;
  }
}

/** Hold and its end, of a call that the reader knows to be with this agent. */
export function takeHold(book: ReaderBook, { kind, contact, agent, stamp }: Event<'held' | 'unheld'>): void {
  const entry = book.places.get(contact);
  if (entry === undefined || entry.agent !== agent) return;
  const fact = kind === 'held' ? 'contact-held' : 'contact-resumed';
  tell(book, stampId(stamp), whenOf(stamp), { kind: fact, contact, agent });
}

/**
 * The place that the event speaks of. One that is not known was entered before we listened, and the event says when: it is
 * told now, in whole seconds. Undefined for a place that is over.
 */
function memberOf(
  book: ReaderBook,
  { member, joinedAt }: { readonly member: Member; readonly joinedAt?: EpochMs },
): MemberEntry | undefined {
  const known = memberEntry(book, memberKey(member));
  if (known !== undefined || joinedAt === undefined || isKnown(book, member)) return known;
  return adoptMember(book, member, joinedAt);
}

/** Takes in a caller of whom only the second of the entry is known. */
export function adoptMember(
  book: ReaderBook,
  member: Member,
  queuedAt: EpochMs,
  customer?: string,
): MemberEntry {
  const other = latestPlace(book, member.contact);
  // Whole seconds tell apart which of two places is the later one: a call that goes on is told of there first.
  const isLater = other === undefined || other.queuedAt < queuedAt + SECOND_MS;
  if (other !== undefined && isLater) other.hasMovedOn = true;
  const entry = openMember(book, member, queuedAt);
  if (other !== undefined && !isLater) {
    entry.hasMovedOn = true;
    book.places.set(member.contact, other);
  }
  const { contact } = member;
  const started = { kind: 'contact-started', contact, channel: 'voice', direction: 'inbound' } as const;
  tell(book, `${contact}/started`, wholeSecond(queuedAt), {
    ...started,
    ...(customer !== undefined && { customer }),
  });
  tell(book, placeId(entry, 'queued'), wholeSecond(queuedAt), { kind: 'contact-queued', ...named(member) });
  return entry;
}

function forgetBridge(book: ReaderBook, entry: MemberEntry): void {
  const answering = entry.bridge && book.agents.get(entry.bridge.agent);
  if (answering?.bridging === entry.key) answering.bridging = undefined;
  entry.bridge = undefined;
}

const named = ({ contact, queue }: Member): Pick<Member, 'contact' | 'queue'> => ({ contact, queue });

/** Whole seconds may name an instant before the one at which the wait began. */
export const notBefore = (at: EpochMs, earliest: EpochMs): EpochMs => (at < earliest ? earliest : at);

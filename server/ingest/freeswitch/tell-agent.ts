import type { QueueId } from '#domain/ids.ts';
import { later, type EpochMs } from '#domain/time.ts';
import type { Envelope } from '#domain/acd-event.ts';
import type { FreeswitchEvent, Stamp } from './freeswitch-event.ts';
import { tellBridged } from './tell-bridged.ts';
import {
  agentEntry,
  memberEntry,
  placeId,
  stampId,
  tell,
  whenOf,
  type AgentEntry,
  type AgentTold,
  type MemberEntry,
  type ReaderBook,
} from './reader-book.ts';

type Event<Kind extends FreeswitchEvent['kind']> = Extract<FreeswitchEvent, { readonly kind: Kind }>;

/** An agent's status changed: signed in, on break, signed out. */
export function takeStatus(book: ReaderBook, { agent, status, stamp }: Event<'agent-status'>): void {
  const entry = agentEntry(book, agent);
  entry.status = status;
  entry.statusAt = stamp.at;
  entry.cause = causeOf(entry, status, stamp.at);
  if (entry.wrap !== undefined && status !== 'Available') endWrap(book, entry, stamp.at);
  tellAgent(book, entry, stampId(stamp), whenOf(stamp));
}

/** What belongs together in the switch is told within one tick of its clock; a person needs longer. */
const TOGETHER_MS = 1_000;

function causeOf(entry: AgentEntry, status: string, at: EpochMs): AgentEntry['cause'] {
  if (status === 'On Break' && isJustNow(entry.maxNoAnswerAt, at)) return 'no answer';
  // A reload of the configuration sets contact and status of every agent in it, whoever is at work.
  if (status === 'Logged Out' && isJustNow(entry.contactChangedAt, at)) return 'configuration reload';
  return undefined;
}

const isJustNow = (then: EpochMs | undefined, at: EpochMs): boolean =>
  then !== undefined && Math.abs(at - then) <= TOGETHER_MS;

/** What the agent's line is doing changed. An event that was overtaken by a later one changes nothing. */
export function takePhase(book: ReaderBook, { agent, phase, stamp }: Event<'agent-phase'>): void {
  const entry = agentEntry(book, agent);
  const last = entry.phase?.stamp;
  if (last !== undefined && last.core === stamp.core && last.seq > stamp.seq) return;
  entry.phase = { word: phase, stamp };
  const bridging = entry.bridging === undefined ? undefined : memberEntry(book, entry.bridging);
  if (phase === IN_CALL && bridging !== undefined) tellBridged(book, bridging);
  tellAgent(book, entry, stampId(stamp), whenOf(stamp));
}

/** Whether the switch has already said that this agent is in a call that began at `stamp`. */
export function isInCallSince(entry: AgentEntry, stamp: Stamp): boolean {
  const { phase } = entry;
  return phase?.word === IN_CALL && phase.stamp?.core === stamp.core && phase.stamp.seq > stamp.seq;
}

const IN_CALL = 'In a queue call';

/** An agent's call is over: wrap-up begins, where its length is known and the agent is still there for calls. */
export function startWrap(book: ReaderBook, entry: AgentEntry, place: MemberEntry, stamp: Stamp): void {
  const wrapUpMs = entry.wrapUpMs ?? book.wrapUpMs ?? 0;
  if (wrapUpMs === 0 || (entry.status !== undefined && entry.status !== 'Available')) return;
  if (entry.wrap !== undefined) endWrap(book, entry, stamp.at);
  entry.wrap = { member: place.member, until: later(stamp.at, wrapUpMs) };
  book.wrapping.add(entry);
  tellAgent(book, entry, stampId(stamp), whenOf(stamp, 4));
}

/** Ends the wrap-ups that are over at `at`. */
export function endWraps(book: ReaderBook, at: EpochMs): void {
  for (const entry of book.wrapping) {
    const { wrap } = entry;
    if (wrap === undefined || wrap.until > at) continue;
    endWrap(book, entry, wrap.until);
    tellAgent(book, entry, placeId(wrap, 'ready'), { at: wrap.until });
  }
}

/** Wrap-up ends early: with the next offer, a break, a sign-out. */
export function endWrap(book: ReaderBook, entry: AgentEntry, at: EpochMs): void {
  const { wrap } = entry;
  if (wrap === undefined) return;
  const { contact } = wrap.member;
  const end = at < wrap.until ? at : wrap.until;
  tell(book, placeId(wrap, 'wrapped'), { at: end }, { kind: 'contact-wrapped', contact, agent: entry.agent });
  entry.wrap = undefined;
  book.agents.touch(entry.agent);
  book.wrapping.delete(entry);
}

/** The queues that the agent serves are these. */
export function tellQueues(
  book: ReaderBook,
  entry: AgentEntry,
  queues: readonly QueueId[],
  when: Pick<Envelope, 'at' | 'clock'>,
): void {
  if (entry.queues?.join('\n') === queues.join('\n')) return;
  entry.queues = queues;
  book.agents.touch(entry.agent);
  if (entry.told.state === 'unknown' || entry.told.state === 'signed-out') return;
  tell(book, `${entry.agent}/queues/${when.at}`, when, { kind: 'agent-queues', agent: entry.agent, queues });
}

/** Tells how the agent is now, where that is other than what was told last. */
export function tellAgent(
  book: ReaderBook,
  entry: AgentEntry,
  id: string,
  when: Pick<Envelope, 'at' | 'seq' | 'precisionMs' | 'clock'>,
): void {
  const { agent, told, queues } = entry;
  const now = standing(entry);
  if (now === undefined || isSame(now, told)) return;
  const wasIn = told.state !== 'unknown' && told.state !== 'signed-out';
  entry.told = now;
  book.agents.touch(agent);
  entry.toldAt = when.at;
  if (now.state === 'signed-out') return tell(book, `${id}/out`, when, { kind: 'agent-signed-out', agent });
  if (!wasIn) tell(book, `${id}/in`, when, { kind: 'agent-signed-in', agent, ...(queues && { queues }) });
  // Signing in makes available.
  if (wasIn || now.state !== 'available')
    tell(book, `${id}/state`, when, { kind: 'agent-state', agent, ...now });
}

type Standing = Exclude<AgentTold, { readonly state: 'unknown' }>;

/** Undefined while the switch has not said. */
function standing({ status, phase, wrap, cause, told }: AgentEntry): Standing | undefined {
  if (status === undefined) return undefined;
  if (status === 'Logged Out') {
    const isOut = cause === undefined || told.state === 'unknown' || told.state === 'signed-out';
    return isOut ? { state: 'signed-out' } : { state: 'away', reason: cause };
  }
  if (!status.startsWith('Available')) return { state: 'away', reason: cause ?? status };
  if (phase?.word === 'Idle') return { state: 'away', reason: 'Idle' };
  return { state: wrap === undefined ? 'available' : 'wrap-up' };
}

const isSame = (one: AgentTold, other: AgentTold): boolean =>
  one.state === other.state &&
  (one.state !== 'away' || other.state !== 'away' || one.reason === other.reason);

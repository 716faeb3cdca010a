import { MINUTE_MS, SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { AgentAlarms } from './agent-alarms.ts';
import type { AgentNames } from '../facts/agent-names.ts';
import { newMember, type MemberBook } from './member-book.ts';
import type { KnownMap } from '../../links/standing.ts';
import type { Outbox } from '../facts/outbox.ts';
import type { FactTime, Membership } from '../facts/switch-fact.ts';

export type AgentTellerPorts = {
  readonly outbox: Outbox;
  readonly names: AgentNames;
  /** Wrap-up of a queue; 0 where there is none. */
  readonly wrapUpMs: (queue: string) => DurationMs;
  /** Everyone who is known, by the agent's name. */
  readonly books: KnownMap<MemberBook>;
};

/** Everyone who is known, and what is needed to tell of them. */
export type Staff = AgentTellerPorts & {
  readonly alarms: AgentAlarms;
  /** When the switch started, where that was told: nobody has signed in before. */
  startedAt: EpochMs;
};

/** The agent's book; an empty one is opened for an agent never heard of. */
export function bookOf({ books, names, startedAt }: Staff, member: string, at: EpochMs): MemberBook {
  const agent = names.resolve(member);
  const known = books.get(agent);
  books.touch(agent);
  if (known !== undefined) return known;
  const fresh = newMember(agent, at, startedAt);
  books.set(agent, fresh);
  const oldest = books.entries().next().value;
  if (books.size() > AGENTS_KEPT && oldest !== undefined) books.delete(oldest[0]);
  return fresh;
}

/** Agents of the largest centre we hold ourselves to, ten times; those known longest are forgotten for new ones. */
const AGENTS_KEPT = 20_000;

/** The member stands in the queue as it says. */
export function serve(book: MemberBook, { queue, pause, isStatic }: Membership): void {
  const wasStatic = isStatic ?? book.queues[queue]?.isStatic;
  book.queues[queue] = {
    ...(pause === undefined ? {} : { pause }),
    ...(wasStatic === undefined ? {} : { isStatic: wasStatic }),
  };
}

/** Who still serves a queue after a restart was kept in the switch's own database, with all queues and pauses. */
export function restoreLapsed(book: MemberBook): void {
  if (Object.keys(book.lapsed).length === 0) return;
  book.queues = { ...book.lapsed, ...book.queues };
  book.lapsed = {};
}

/** Every call begins and ends with a device in use a moment before or after the contact: only what lasts is another call. */
export const ELSEWHERE_AFTER_MS: DurationMs = 2 * SECOND_MS;

/** The device does something else now. */
export function changeDevice(
  { alarms }: Staff,
  book: MemberBook,
  { status, at }: FactTime & { readonly status: MemberBook['device'] },
): void {
  const wasUnseen = book.unseenSince !== undefined;
  delete book.unseenSince;
  // What it was when it was last seen is over, also where the same is said that was supposed meanwhile.
  if (wasUnseen) book.isBusyElsewhere = false;
  if (status === book.device) return;
  book.device = status;
  book.deviceAt = at;
  book.isBusyElsewhere = false;
  if (status === 'in-use') alarms.set(later(at, ELSEWHERE_AFTER_MS), book.agent);
}

/** Whether the agent's device is in use for something that is neither a contact of ours nor the ring of one: some devices are in use while they ring. */
export function isElsewhere(book: MemberBook, at: EpochMs): boolean {
  if (book.device !== 'in-use' || book.talks.length > 0) return false;
  return !isOfRing(book) && at >= later(book.deviceAt, ELSEWHERE_AFTER_MS);
}

/** Whether the device is what it is because it rings. */
export function isOfRing({ rangAt, deviceAt }: MemberBook): boolean {
  return rangAt !== undefined && deviceAt >= rangAt - TOGETHER_MS;
}

/** A ring and the device's word for it come within milliseconds. */
const TOGETHER_MS: DurationMs = SECOND_MS;

/** From now on the device is in use for what it is in use for, whatever it was before. */
export function restartDevice({ alarms }: Staff, book: MemberBook, at: EpochMs): void {
  if (book.device !== 'in-use') return;
  if (at > book.deviceAt) book.deviceAt = at;
  alarms.set(later(book.deviceAt, ELSEWHERE_AFTER_MS), book.agent);
}

/** Other calls take minutes. Whoever was on one when the switch fell silent is believed to be on it for so long. */
export const ELSEWHERE_BELIEVED_MS: DurationMs = MINUTE_MS;

/** Nobody tells what devices do any more. That one is gone stands, until a call is answered there. */
export function loseDevice({ alarms }: Staff, book: MemberBook, at: EpochMs): void {
  book.rings = [];
  delete book.rangAt;
  if (book.device !== 'gone') book.device = 'idle';
  if (!book.isBusyElsewhere) return;
  book.unseenSince = at;
  alarms.set(later(at, ELSEWHERE_BELIEVED_MS), book.agent);
}

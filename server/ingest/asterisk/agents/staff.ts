import { SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { AgentAlarms } from './agent-alarms.ts';
import type { AgentNames } from '../facts/agent-names.ts';
import { newMember, type MemberBook } from './member-book.ts';
import type { Outbox } from '../facts/outbox.ts';
import type { FactTime, Membership } from '../facts/switch-fact.ts';

export type AgentTellerPorts = {
  readonly outbox: Outbox;
  readonly names: AgentNames;
  /** Wrap-up of a queue; 0 where there is none. */
  readonly wrapUpMs: (queue: string) => DurationMs;
};

/** Everyone who is known, and what is needed to tell of them. */
export type Staff = AgentTellerPorts & {
  readonly books: Map<string, MemberBook>;
  readonly alarms: AgentAlarms;
};

/** The agent's book; an empty one is opened for an agent never heard of. */
export function bookOf({ books, names }: Staff, member: string, at: EpochMs): MemberBook {
  const agent = names.resolve(member);
  const known = books.get(agent);
  if (known !== undefined) return known;
  const fresh = newMember(agent, at);
  books.set(agent, fresh);
  const [oldest] = books.keys();
  if (books.size > AGENTS_KEPT && oldest !== undefined) books.delete(oldest);
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
  if (status === book.device) return;
  book.device = status;
  book.deviceAt = at;
  book.isBusyElsewhere = false;
  if (status === 'in-use') alarms.set(later(at, ELSEWHERE_AFTER_MS), book.agent);
}

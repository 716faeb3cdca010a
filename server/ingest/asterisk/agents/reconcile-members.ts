import { SECOND_MS } from '#domain/time.ts';
import type { ListedMember } from '../ami/ami-lists.ts';
import { tellAgent, tellWrapped } from './agent-events.ts';
import { standingOf, type MemberBook } from './member-book.ts';
import { bookOf, changeDevice, serve, type Staff } from './staff.ts';
import type { FactTime } from '../facts/switch-fact.ts';

/** Who serves which of `queues` at `time`. */
export type MemberSnapshot = {
  readonly time: FactTime;
  readonly queues: ReadonlySet<string>;
  readonly members: readonly ListedMember[];
  /** Whether an event has told how the member serves the queue while the list was on its way: then that counts. */
  readonly isHeard?: (member: string, queue: string) => boolean;
};

/** Everyone listed is a member now; others of these queues are not any more. What is known already is not told again. */
export function reconcileMembers(
  staff: Staff,
  { time, queues, members, isHeard = () => false }: MemberSnapshot,
): void {
  const serving = new Map<string, Set<string>>();
  for (const listed of members) {
    const book = bookOf(staff, listed.member, time.at);
    serving.set(book.agent, (serving.get(book.agent) ?? new Set()).add(listed.queue));
    const isOld = isHeard(listed.member, listed.queue);
    takeDevice(staff, book, listed, time);
    if (!isOld) takeListed(staff, book, listed, time);
  }
  for (const [, book] of staff.books.entries()) {
    for (const queue of queues) {
      const isServing = serving.get(book.agent)?.has(queue) === true || isHeard(book.agent, queue);
      if (book.queues[queue] !== undefined || book.lapsed[queue] !== undefined) staff.books.touch(book.agent);
      if (!isServing) delete book.queues[queue];
      delete book.lapsed[queue];
    }
    tellAgent(staff.outbox, book, time);
  }
}

function takeDevice(staff: Staff, book: MemberBook, listed: ListedMember, time: FactTime): void {
  const wasElsewhere = book.isBusyElsewhere;
  changeDevice(staff, book, { ...time, status: listed.status });
  // Still, or again: which cannot be told apart.
  book.isBusyElsewhere ||= wasElsewhere && listed.status === 'in-use' && book.talks.length === 0;
}

function takeListed(staff: Staff, book: MemberBook, listed: ListedMember, time: FactTime): void {
  const { queue, isStatic, pause, joinedAt, pausedAt } = listed;
  if (book.queues[queue] === undefined) {
    serve(book, { queue, ...(isStatic === undefined ? {} : { isStatic }) });
    // A member by configuration has been there since the switch started, but its telephone may not have been.
    tellAgent(staff.outbox, book, isStatic === true ? time : since(joinedAt, time));
  }
  if (book.queues[queue]?.pause === pause) return;
  serve(book, listed);
  const when = pause === undefined ? time : since(pausedAt, time);
  if (standingOf(book).state === 'away') tellWrapped(staff.outbox, book, when);
  tellAgent(staff.outbox, book, when);
}

/** The switch tells these times in whole seconds. */
const since = (at: FactTime['at'] | undefined, time: FactTime): FactTime =>
  at === undefined ? time : { at, precisionMs: SECOND_MS };

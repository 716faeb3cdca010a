import { placeId, tell, whenOf, type MemberEntry, type ReaderBook } from './reader-book.ts';

/** The agent who has picked up and the caller are connected: the contact is answered, at the time of the picking up. */
export function tellBridged(book: ReaderBook, entry: MemberEntry): void {
  const { bridge } = entry;
  if (bridge === undefined) return;
  const { agent, stamp } = bridge;
  const { contact, queue } = entry.member;
  const answered = { kind: 'contact-answered', contact, queue, agent } as const;
  tell(book, placeId(entry, 'answered'), whenOf(stamp), answered);
  entry.bridge = undefined;
  entry.agent = agent;
  entry.ringing = [];
  const known = book.agents.get(agent);
  if (known?.bridging === entry.key) known.bridging = undefined;
}

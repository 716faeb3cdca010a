import { agentId, contactId, queueId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { openMember, type ReaderBook } from './reader-book.ts';

/** Whom the reader believes to be in a queue or with an agent, as text: their ends are looked for after a restart. Agents are asked for anew. */
export function writeReaderStanding({ core, latestAt, members }: ReaderBook): string {
  const kept = [...members.values()].map(({ member, queuedAt, agent, hasMovedOn }) => ({
    ...member,
    queuedAt,
    agent,
    hasMovedOn,
  }));
  return JSON.stringify({ version: VERSION, core, latestAt, members: kept });
}

/** Raised when what is kept means something else. */
const VERSION = 1;

/** Puts back what `writeReaderStanding` kept. What cannot be understood is left out. */
export function readReaderStanding(book: ReaderBook, text: string): void {
  const { version, core, latestAt, members } = fieldsOf(parse(text));
  if (version !== VERSION || typeof core !== 'string') return;
  book.core = core;
  if (typeof latestAt === 'number') book.latestAt = epochMs(latestAt);
  for (const one of Array.isArray(members) ? members : []) readMember(book, fieldsOf(one));
}

function readMember(book: ReaderBook, kept: Fields): void {
  const { member, contact, queue, queuedAt, agent, hasMovedOn } = kept;
  if (typeof member !== 'string' || typeof contact !== 'string' || typeof queue !== 'string') return;
  if (typeof queuedAt !== 'number') return;
  const place = { member, contact: contactId(contact), queue: queueId(queue) };
  const entry = openMember(book, place, epochMs(queuedAt));
  if (typeof agent === 'string') entry.agent = agentId(agent);
  entry.hasMovedOn = hasMovedOn === true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

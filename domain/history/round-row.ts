import type { ContactRecord, Message, Visit } from '../contact.ts';
import { type EpochMs } from '../time.ts';
import type { Columns, RowOf } from './column.ts';
import { CONTACT_COLUMNS, contactColumns } from './contact-columns.ts';
import type { RowContext } from './row-context.ts';

/** One round of a chat: from the customer’s first question that is open to the next reply of a person. */
export const ROUND_COLUMNS = {
  ...CONTACT_COLUMNS,
  place: { type: 'number', says: 'its number among the contact’s rounds, from 0' },
  queue: { type: 'text', says: 'the queue it was in last when it was asked' },
  priority: { type: 'number', says: 'of the visit to that queue' },
  agent: { type: 'text', says: 'who wrote the reply' },
  site: { type: 'text', says: 'where that agent was signed in' },
  outcome: { type: 'text', says: 'replied, unanswered (the contact is over) or open' },
  arrived_at: { type: 'time', says: 'asked; after a bot, handed over' },
  replied_at: { type: 'time', says: 'the first reply of a person' },
  response_ms: { type: 'ms', says: 'from the one to the other' },
  waited_ms: { type: 'ms', says: 'the same, and of a question that is open what the wait has come to' },
  questions: { type: 'number', says: 'messages of the customer in it' },
  first: { type: 'flag', says: 'it is the contact’s first round' },
} as const satisfies Columns;

export type RoundRow = RowOf<typeof ROUND_COLUMNS>;

/**
 * The rounds of a contact. Several questions in a row are one wait. What a bot writes answers nothing and is no round: after a bot the
 * clock starts when the contact is handed over, and a contact that never left the bot has no rounds.
 */
export function roundRows(record: ContactRecord, context: RowContext): RoundRow[] {
  const { messages } = record;
  if (messages === undefined || isContained(record, messages)) return [];
  const rounds = roundsOf(messages, handedOverAt(record, messages));
  return rounds.map((round, place) => roundRow({ record, round, place, context }));
}

type Round = { readonly askedAt: EpochMs; readonly reply: Message | undefined; readonly questions: number };

function roundsOf(messages: readonly Message[], handedOver: EpochMs | undefined): Round[] {
  const rounds: Round[] = [];
  let askedAt: EpochMs | undefined;
  let questions = 0;
  for (const message of messages) {
    if (message.by === 'customer') {
      askedAt ??= message.at;
      questions += 1;
    } else if (message.by === 'agent' && askedAt !== undefined) {
      rounds.push({ askedAt: clockStart(askedAt, handedOver, message.at), reply: message, questions });
      [askedAt, questions] = [undefined, 0];
    }
  }
  if (askedAt !== undefined)
    rounds.push({ askedAt: clockStart(askedAt, handedOver, undefined), reply: undefined, questions });
  return rounds;
}

/** A question put to the bot is a person’s to answer from the hand-over on, unless a person was quicker. */
function clockStart(
  askedAt: EpochMs,
  handedOver: EpochMs | undefined,
  repliedAt: EpochMs | undefined,
): EpochMs {
  if (handedOver === undefined || handedOver <= askedAt) return askedAt;
  return repliedAt !== undefined && repliedAt < handedOver ? askedAt : handedOver;
}

/** When the contact left the bot; undefined where no bot wrote before. */
function handedOverAt(record: ContactRecord, messages: readonly Message[]): EpochMs | undefined {
  const at = record.visits[0]?.queuedAt ?? record.engagements[0]?.answeredAt;
  const isBefore = ({ by, at: wroteAt }: Message): boolean =>
    by === 'bot' && at !== undefined && wroteAt < at;
  return messages.some(isBefore) ? at : undefined;
}

function isContained(record: ContactRecord, messages: readonly Message[]): boolean {
  return (
    record.visits.length === 0 &&
    record.engagements.length === 0 &&
    messages.some(({ by }) => by === 'bot') &&
    !messages.some(({ by }) => by === 'agent')
  );
}

type Of = {
  readonly record: ContactRecord;
  readonly round: Round;
  readonly place: number;
  readonly context: RowContext;
};

function roundRow({ record, round, place, context }: Of): RoundRow {
  const { askedAt, reply, questions } = round;
  const visit = visitAt(record, reply?.at ?? askedAt);
  const agent = reply === undefined ? undefined : (reply.agent ?? talkerAt(record, reply.at));
  const responseMs = reply === undefined ? undefined : reply.at - askedAt;
  const isOpen = reply === undefined && !record.over;
  return {
    ...contactColumns(record),
    place,
    queue: visit?.queue,
    priority: visit?.priority,
    agent,
    site: agent === undefined || reply === undefined ? undefined : context.siteOf(agent, reply.at),
    outcome: outcomeOf(reply, isOpen),
    arrived_at: askedAt,
    replied_at: reply?.at,
    response_ms: responseMs,
    waited_ms: isOpen ? Math.max(0, context.now - askedAt) : responseMs,
    questions,
    first: place === 0,
  };
}

function outcomeOf(reply: Message | undefined, isOpen: boolean): string {
  if (reply !== undefined) return 'replied';
  return isOpen ? 'open' : 'unanswered';
}

const visitAt = ({ visits }: ContactRecord, at: EpochMs): Visit | undefined =>
  visits.findLast(({ queuedAt }) => queuedAt <= at) ?? visits[0];

/** Who talked to the customer then: the switch did not say who wrote. */
const talkerAt = ({ engagements }: ContactRecord, at: EpochMs) =>
  engagements.findLast(
    ({ answeredAt, endedAt }) => answeredAt <= at && (endedAt === undefined || at <= endedAt),
  )?.agent;

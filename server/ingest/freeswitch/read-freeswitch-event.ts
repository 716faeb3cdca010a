import { agentId, contactId, queueId, type AgentId } from '#domain/ids.ts';
import { SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { shorten, type Refusal } from '../events/explain-refusal.ts';
import type { AgentStatus, CancelReason, FreeswitchEvent, Member, Stamp } from './freeswitch-event.ts';
import type { EslFields } from './read-esl-event.ts';

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: FreeswitchEvent }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What an event of the switch says; refused when a field that it must have is not there or not readable. */
export function readFreeswitchEvent(fields: EslFields): ReadEvent {
  const read: Reading = { get: (name) => fields.get(name), refusal: undefined };
  const event = { stamp: readStamp(read), ...readBody(read) };
  return read.refusal === undefined ? { kind: 'event', event } : { kind: 'refused', refusal: read.refusal };
}

/** One event while it is read; `refusal` is the first thing that is wrong with it. */
type Reading = EslFields & { refusal: Refusal | undefined };

type Body<Event = FreeswitchEvent> = Event extends unknown ? Omit<Event, 'stamp'> : never;

function readStamp(read: Reading): Stamp {
  needed(read, 'Event-Name');
  return {
    core: needed(read, 'Core-UUID'),
    seq: number(read, 'Event-Sequence', /^\d{1,15}$/),
    at: epochMs(Math.floor(number(read, 'Event-Date-Timestamp', MICROSECONDS) / 1000)),
  };
}

/** From 1990 until 2100. */
const MICROSECONDS = /^(?:[6-9]\d{14}|[1-3]\d{15})$/;

function readBody(read: Reading): Body {
  const name = read.get('Event-Name') ?? '';
  switch (name) {
    case 'CUSTOM':
      return read.get('Event-Subclass') === 'callcenter::info' ? readCallcenter(read) : OTHER;
    case 'CHANNEL_HOLD':
      return readHold(read, 'held');
    case 'CHANNEL_UNHOLD':
      return readHold(read, 'unheld');
    case 'HEARTBEAT':
      return { kind: 'heartbeat' };
    case 'SHUTDOWN':
      return { kind: 'shutdown' };
    default:
      return OTHER;
  }
}

const OTHER: Body = { kind: 'other' };

/** A hold counts on the agent's own leg of a queue call; the customer's phone may hold too, and is still being served. */
function readHold(read: Reading, kind: 'held' | 'unheld'): Body {
  const agent = read.get('variable_cc_agent');
  const contact = read.get('variable_cc_member_session_uuid');
  if (read.get('variable_cc_side') !== 'agent' || agent === undefined || contact === undefined) return OTHER;
  return { kind, agent: agentId(agent), contact: contactId(contact) };
}

function readCallcenter(read: Reading): Body {
  const action = needed(read, 'CC-Action');
  switch (action) {
    case 'member-queue-start':
    case 'member-queue-resume':
      return readQueued(read, action === 'member-queue-resume');
    case 'member-queue-end':
      return readMemberEnd(read);
    case 'agent-offering':
      return { kind: 'agent-offered', member: member(read), agent: agent(read) };
    case 'bridge-agent-start':
      return { kind: 'bridge-started', member: member(read), agent: agent(read), ...joined(read) };
    case 'bridge-agent-end':
      return readBridgeEnd(read);
    case 'bridge-agent-fail':
      return {
        kind: 'bridge-failed',
        member: member(read),
        agent: agent(read),
        cause: needed(read, 'CC-Hangup-Cause'),
      };
    case 'agent-status-change':
      return {
        kind: 'agent-status',
        agent: agent(read),
        status: oneOf(read, 'CC-Agent-Status', STATUSES),
      };
    case 'agent-state-change':
      return { kind: 'agent-phase', agent: agent(read), phase: needed(read, 'CC-Agent-State') };
    case 'agent-contact-change':
      return { kind: 'agent-contact-changed', agent: agent(read) };
    case 'agent-max-no-answer':
      return { kind: 'agent-max-no-answer', agent: agent(read) };
    default:
      return readSilent(read, action);
  }
}

/** Actions that tell no fact; any other is new to us, and better seen than lost. */
function readSilent(read: Reading, action: string): Body {
  if (/^(members-count|agent-add|agent-\w+-get)$/.test(action)) return OTHER;
  const expected = 'an action of mod_callcenter 1.6 to 1.10';
  read.refusal ??= { reason: 'unknown-kind', field: 'CC-Action', value: shorten(action), expected };
  return OTHER;
}

function readQueued(read: Reading, isResumed: boolean): Body {
  const customer = read.get('CC-Member-CID-Number');
  const created = read.get('Caller-Channel-Created-Time');
  return {
    kind: 'member-queued',
    member: member(read),
    isResumed,
    isOutbound: read.get('Call-Direction') === 'outbound',
    ...(customer !== undefined && { customer }),
    ...(created !== undefined &&
      MICROSECONDS.test(created) && { startedAt: epochMs(Math.floor(Number(created) / 1000)) }),
  };
}

function readMemberEnd(read: Reading): Body {
  const isUp = read.get('Answer-State') === 'answered';
  const cause = oneOf(read, 'CC-Cause', ['Terminated', 'Cancel']);
  if (cause === 'Terminated') {
    const times = { ...joined(read), ...answered(read) };
    return { kind: 'member-served', member: member(read), agent: agent(read), isUp, ...times };
  }
  const reason = CANCEL_REASONS.find((one) => one === read.get('CC-Cancel-Reason'));
  return { kind: 'member-cancelled', member: member(read), reason, isUp, ...joined(read) };
}

function readBridgeEnd(read: Reading): Body {
  const cause = read.get('Hangup-Cause');
  // The agent's leg: a BYE that the switch received on it is the agent's.
  const disposition = read.get('variable_sip_hangup_disposition');
  const endedBy = disposition === 'recv_bye' ? 'agent' : disposition === 'send_bye' ? 'customer' : undefined;
  return {
    kind: 'bridge-ended',
    member: member(read),
    agent: agent(read),
    isBridged: read.get('CC-Agent-Bridged') !== 'false',
    ...(endedBy !== undefined && { endedBy }),
    ...(cause !== undefined && { cause }),
  };
}

const STATUSES: readonly [AgentStatus, ...AgentStatus[]] = [
  'Available',
  'Available (On Demand)',
  'On Break',
  'Logged Out',
];
const CANCEL_REASONS: readonly CancelReason[] = [
  'NONE',
  'TIMEOUT',
  'NO_AGENT_TIMEOUT',
  'BREAK_OUT',
  'EXIT_WITH_KEY',
];

const member = (read: Reading): Member => ({
  member: needed(read, 'CC-Member-UUID'),
  contact: contactId(needed(read, 'CC-Member-Session-UUID')),
  queue: queueId(needed(read, 'CC-Queue')),
});
const agent = (read: Reading): AgentId => agentId(needed(read, 'CC-Agent'));

function joined(read: Reading): { joinedAt?: EpochMs } {
  const at = wholeSeconds(read.get('CC-Member-Joined-Time'));
  return at === undefined ? {} : { joinedAt: at };
}

function answered(read: Reading): { answeredAt?: EpochMs } {
  const at = wholeSeconds(read.get('CC-Agent-Answered-Time'));
  return at === undefined ? {} : { answeredAt: at };
}

/** An instant written as whole seconds since 1970; undefined when it is none between 1990 and 2100 (0 is "never"). */
export function wholeSeconds(text: string | undefined): EpochMs | undefined {
  return text !== undefined && /^(?:[6-9]\d{8}|[1-3]\d{9})$/.test(text)
    ? epochMs(Number(text) * SECOND_MS)
    : undefined;
}

function needed(read: Reading, field: string): string {
  const value = read.get(field);
  if (value === undefined)
    read.refusal ??= { reason: 'missing-field', field, value: '', expected: 'a text that is not empty' };
  return value ?? '';
}

function number(read: Reading, field: string, form: RegExp): number {
  const value = needed(read, field);
  if (!form.test(value))
    refuse(read, field, value, form === MICROSECONDS ? 'microseconds since 1970' : 'a whole number');
  return Number(value);
}

function oneOf<Word extends string>(read: Reading, field: string, words: readonly [Word, ...Word[]]): Word {
  const value = needed(read, field);
  const found = words.find((word) => word === value);
  if (found === undefined) refuse(read, field, value, `one of ${words.join(', ')}`);
  return found ?? words[0];
}

function refuse(read: Reading, field: string, value: string, expected: string): void {
  read.refusal ??= { reason: 'bad-value', field, value: shorten(value), expected };
}

import type { AcdEvent, AgentEvent, ContactEvent, LeftReason, SourceEvent } from '#domain/acd-event.ts';
import { agentId, contactId, queueId, sourceId, type QueueId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** A fact in words: `c1 queued sales`, `agent amy away lunch`, `source started`. Throws with the line for an unknown verb. */
export function readFact(words: readonly string[], line: number, at: EpochMs): AcdEvent {
  const envelope = { id: `line-${line}`, source: sourceId('switch'), at };
  const [subject = '', verb = '', ...rest] = words;
  if (subject === 'agent') return readAgentFact(envelope, verb, rest, line);
  if (subject === 'source') return { ...envelope, kind: SOURCE_VERBS[verb] ?? unknownVerb(verb, line) };
  return readContactFact({ ...envelope, contact: contactId(subject) }, verb, rest, line);
}

type Stamp = Pick<AcdEvent, 'id' | 'source' | 'at'>;

const SOURCE_VERBS: Readonly<Record<string, Exclude<SourceEvent['kind'], 'source-gap'>>> = {
  started: 'source-started',
  stopped: 'source-stopped',
  heartbeat: 'source-heartbeat',
};

function readContactFact(
  stamp: Stamp & Pick<ContactEvent, 'contact'>,
  verb: string,
  [object, direction]: readonly string[],
  line: number,
): ContactEvent {
  const agent = object === undefined ? {} : { agent: agentId(object) };
  switch (verb) {
    case 'started':
      return {
        ...stamp,
        kind: 'contact-started',
        channel: object ?? 'voice',
        direction: direction === 'outbound' ? direction : 'inbound',
      };
    case 'queued':
      return { ...stamp, kind: 'contact-queued', queue: queueId(object ?? '') };
    case 'ringing':
    case 'refused':
    case 'answered':
    case 'held':
    case 'resumed':
    case 'transferred':
    case 'wrapped':
      return { ...stamp, kind: `contact-${verb}`, ...agent };
    case 'left':
      // The scenario's words are the events' words; a wrong one fails the expectation.
      return { ...stamp, kind: 'contact-left', reason: object as LeftReason };
    case 'abandoned':
      return { ...stamp, kind: 'contact-abandoned', during: object === 'self-service' ? object : 'queue' };
    case 'ended':
      return { ...stamp, kind: 'contact-ended', ...(object === 'system' ? { by: object } : {}) };
    default:
      return unknownVerb(verb, line);
  }
}

function readAgentFact(stamp: Stamp, verb: string, rest: readonly string[], line: number): AgentEvent {
  const [act = '', object] = rest;
  const agent = { ...stamp, agent: agentId(verb) };
  switch (act) {
    case 'signed-in':
      return {
        ...agent,
        kind: 'agent-signed-in',
        ...(object === undefined ? {} : { queues: queuesOf(object) }),
      };
    case 'signed-out':
    case 'heartbeat':
      return { ...agent, kind: `agent-${act}` };
    case 'queues':
      return { ...agent, kind: 'agent-queues', queues: queuesOf(object ?? '') };
    case 'available':
    case 'busy':
    case 'wrap-up':
    case 'away':
      return {
        ...agent,
        kind: 'agent-state',
        state: act,
        ...(object === undefined ? {} : { reason: object }),
      };
    default:
      return unknownVerb(act, line);
  }
}

const queuesOf = (names: string): readonly QueueId[] => names.split(',').filter(Boolean).map(queueId);

function unknownVerb(verb: string, line: number): never {
  throw new Error(`line ${line}: "${verb}" is not a verb of scenarios`);
}

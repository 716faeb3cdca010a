import { Type, type TProperties, type TSchema } from 'typebox';
import type { AcdEvent } from '#domain/acd-event.ts';
import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import { DAY_MS } from '#domain/time.ts';
import { EARLIEST_MS, LATEST_MS, TIME_EXPECTED, TIME_PATTERN } from './parse-time.ts';

const id = Type.String({
  minLength: 1,
  maxLength: EVENT_LIMITS.idChars,
  description: `text of 1 to ${EVENT_LIMITS.idChars} characters`,
});
// Queues and sources become keys of the board's objects, where these words already mean something.
const RESERVED = Object.getOwnPropertyNames(Object.prototype);
const key = Type.Unsafe<string>({
  type: 'string',
  minLength: 1,
  maxLength: EVENT_LIMITS.idChars,
  not: { enum: RESERVED },
  description: `text of 1 to ${EVENT_LIMITS.idChars} characters, none of ${RESERVED.slice(0, 3).join(', ')}, …`,
});
const text = Type.String({
  maxLength: EVENT_LIMITS.textChars,
  description: `text of at most ${EVENT_LIMITS.textChars} characters`,
});
const word = Type.String({
  minLength: 1,
  maxLength: EVENT_LIMITS.wordChars,
  description: `a word of 1 to ${EVENT_LIMITS.wordChars} characters`,
});
const time = Type.Unsafe<number | string>({
  anyOf: [
    { type: 'number', minimum: EARLIEST_MS, exclusiveMaximum: LATEST_MS },
    { type: 'string', pattern: TIME_PATTERN },
  ],
  description: TIME_EXPECTED,
});
const labels = Type.Unsafe<Record<string, string>>({
  type: 'object',
  maxProperties: EVENT_LIMITS.labels,
  propertyNames: { minLength: 1, maxLength: EVENT_LIMITS.labelNameChars, not: { enum: RESERVED } },
  additionalProperties: { type: 'string', maxLength: EVENT_LIMITS.textChars },
  description: `at most ${EVENT_LIMITS.labels} labels: names of 1 to ${EVENT_LIMITS.labelNameChars} characters, values text of at most ${EVENT_LIMITS.textChars}`,
});
const queues = Type.Array(key, {
  maxItems: EVENT_LIMITS.agentQueues,
  description: `a list of at most ${EVENT_LIMITS.agentQueues} queues`,
});
const priority = Type.Number({ description: 'a number' });

function oneOf<const Words extends readonly string[]>(...words: Words) {
  return Type.Unsafe<Words[number]>({ enum: words, description: `one of ${words.join(', ')}` });
}

const envelope = {
  id,
  source: key,
  at: time,
  precisionMs: Type.Optional(
    Type.Number({ minimum: 0, maximum: DAY_MS, description: `milliseconds from 0 to ${DAY_MS}` }),
  ),
  clock: Type.Optional(oneOf('origin', 'receipt')),
  seq: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
    }),
  ),
};

const maybe = { queue: Type.Optional(key), agent: Type.Optional(id), text: Type.Optional(text) };

function ofSource<const Kind extends string, Body extends TProperties>(kind: Kind, body: Body) {
  return Type.Object({ kind: Type.Literal(kind), ...envelope, ...body });
}

function ofContact<const Kind extends string, Body extends TProperties>(kind: Kind, body: Body) {
  return Type.Object({ kind: Type.Literal(kind), ...envelope, contact: id, ...body });
}

function ofAgent<const Kind extends string, Body extends TProperties>(kind: Kind, body: Body) {
  return Type.Object({ kind: Type.Literal(kind), ...envelope, agent: id, ...body });
}

const left = [
  'timeout',
  'empty',
  'key',
  'overflow',
  'voicemail',
  'callback',
  'closed',
  'withdrawn',
  'error',
] as const;

/** What a sender may send, by kind: the same events as `domain/acd-event.ts`, with times as they travel. */
export const eventSchemas = {
  'contact-started': ofContact('contact-started', {
    channel: word,
    direction: oneOf('inbound', 'outbound'),
    customer: maybe.text,
    priority: Type.Optional(priority),
    labels: Type.Optional(labels),
  }),
  'contact-queued': ofContact('contact-queued', { queue: key, priority: Type.Optional(priority) }),
  'contact-ringing': ofContact('contact-ringing', { queue: maybe.queue, agent: maybe.agent }),
  'contact-refused': ofContact('contact-refused', { queue: maybe.queue, agent: maybe.agent }),
  'contact-answered': ofContact('contact-answered', { queue: maybe.queue, agent: maybe.agent }),
  'contact-held': ofContact('contact-held', { agent: maybe.agent }),
  'contact-resumed': ofContact('contact-resumed', { agent: maybe.agent }),
  'contact-transferred': ofContact('contact-transferred', { agent: maybe.agent, to: maybe.text }),
  'contact-left': ofContact('contact-left', { queue: maybe.queue, reason: oneOf(...left) }),
  'contact-abandoned': ofContact('contact-abandoned', {
    queue: maybe.queue,
    during: oneOf('self-service', 'queue', 'ringing'),
  }),
  'contact-ended': ofContact('contact-ended', { by: Type.Optional(oneOf('customer', 'agent', 'system')) }),
  'contact-wrapped': ofContact('contact-wrapped', { agent: maybe.agent }),
  'contact-message': ofContact('contact-message', {
    by: oneOf('customer', 'agent', 'bot'),
    agent: maybe.agent,
  }),
  'contact-labelled': ofContact('contact-labelled', { labels }),
  'agent-signed-in': ofAgent('agent-signed-in', { queues: Type.Optional(queues), site: maybe.text }),
  'agent-signed-out': ofAgent('agent-signed-out', {}),
  'agent-state': ofAgent('agent-state', {
    state: oneOf('available', 'busy', 'wrap-up', 'away'),
    reason: maybe.text,
  }),
  'agent-queues': ofAgent('agent-queues', { queues }),
  'agent-heartbeat': ofAgent('agent-heartbeat', {}),
  'source-started': ofSource('source-started', {
    played: Type.Optional(Type.Boolean({ description: 'true or false' })),
  }),
  'source-stopped': ofSource('source-stopped', {}),
  'source-gap': ofSource('source-gap', { from: time }),
  'source-heartbeat': ofSource('source-heartbeat', {}),
} as const satisfies Record<AcdEvent['kind'], TSchema>;

/** The kinds of events there are, in the order of the schema. */
export const EVENT_KINDS: readonly string[] = Object.keys(eventSchemas);

/** The JSON Schema of one event, for whoever writes a sender. */
export function eventJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Callboard event',
    description: 'One line of NDJSON. Identity is (source, id). Fields that are not named here are ignored.',
    oneOf: Object.values(eventSchemas),
  };
}

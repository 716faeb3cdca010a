import { Type, type Static, type TSchema } from 'typebox';
import { closed, share, text, wordOf } from './schema-words.ts';

/**
 * What may stand in definitions: the one place that says it. A `description` is what is expected in a value's place, as a
 * mistake names it; `whenMissing` is said instead where the value is not there at all.
 */

const seconds = (more: object = {}) =>
  Type.Number({ minimum: 0, description: 'a number of seconds, 0 or more', ...more });
const contacts = Type.Integer({ minimum: 0, description: 'a number of contacts, 0 or more' });
const id = (whose: string) => text(`the name by which events call ${whose}`);

/** A map whose keys are names of the user's own. */
function mapOf<Part extends TSchema>(part: Part, description: string) {
  return Type.Unsafe<Readonly<Record<string, Static<Part>>>>({
    type: 'object',
    additionalProperties: part,
    description,
  });
}

/** One name for every language, or one for each. */
const naming = Type.Union(
  [
    text('a name'),
    closed(
      { zh: Type.Optional(text('a name in Chinese')), en: Type.Optional(text('a name in English')) },
      { minProperties: 1 },
    ),
  ],
  { description: 'a name, or a map of zh and en' },
);

const target = closed({
  share: Type.Optional(share),
  seconds: Type.Optional(seconds()),
  'short-abandon-seconds': Type.Optional(seconds()),
});

const secret = (whenMissing: string) =>
  closed(
    {
      env: Type.Optional(text('the name of an environment variable')),
      file: Type.Optional(text('the path of a file')),
    },
    {
      minProperties: 1,
      maxProperties: 1,
      isSecret: true,
      whenMissing,
      description:
        'where the secret is kept: { env: NAME_OF_A_VARIABLE } or { file: PATH }; it must not stand here itself',
    },
  );
const PLACE = '{ env: NAME_OF_A_VARIABLE } or { file: PATH }';

const host = Type.Optional(
  text('a host name or address, without port', {
    // IPv6 has colons; a name with a port has one.
    pattern: '^[\\w.-]+$|^[\\da-fA-F:.]+:[\\da-fA-F:.]+$',
  }),
);
const port = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 65_535, description: 'a port from 1 to 65535' }),
);

const source = { id: id('the source') };
const silence = Type.Optional(seconds());

/** It sends its events by itself: all that can be said of it is how long it may be silent. */
const sender = closed({
  ...source,
  'silent-after-seconds': seconds({
    whenMissing: 'the silence, in seconds, after which the source counts as dead',
  }),
});

const ami = closed({
  host,
  port,
  tls: Type.Optional(
    Type.Union([
      Type.Boolean({ description: 'true, false or a map of authority' }),
      closed({ authority: Type.Optional(text('the path of a certificate (PEM)')) }),
    ]),
  ),
  user: text('a section of manager.conf'),
  password: secret(PLACE),
});

/** Wrap-up after each contact: one number for every queue, or one for each, where `all` stands for the rest. */
const wrapUps = Type.Union([seconds(), mapOf(seconds(), 'a map of queue to seconds')]);

const asterisk = closed({
  ...source,
  kind: Type.Literal('asterisk'),
  'silent-after-seconds': silence,
  ami: Type.Optional(ami),
  'queue-log': Type.Optional(text('the path of the queue_log, such as /var/log/asterisk/queue_log')),
  'wrap-up-seconds': Type.Optional(wrapUps),
  agents: Type.Optional(
    mapOf(text('the name of the agent'), 'a map of interface or agent number to the name of the agent'),
  ),
});

const freeswitch = closed({
  ...source,
  kind: Type.Literal('freeswitch'),
  'silent-after-seconds': silence,
  host,
  port,
  user: Type.Optional(text('user@domain, as the directory has it')),
  password: secret(`the password of event_socket.conf.xml: ${PLACE}`),
  format: Type.Optional(wordOf(['plain', 'json'])),
  'poll-seconds': Type.Optional(seconds()),
  'wrap-up-seconds': Type.Optional(seconds()),
});

const hook = closed({
  ...source,
  kind: Type.Literal('hook'),
  'silent-after-seconds': silence,
  mapping: text('the name of a mapping, such as chatwoot, or the path of a file'),
  secret: Type.Optional(secret(PLACE)),
  'public-url': Type.Optional(
    text('the address the sender posts to, such as https://wall.example.com/v1/hooks/chat', {
      pattern: '^https?://[^\\s/?#]+([/?#]\\S*)?$',
    }),
  ),
});

/** Which of them it is says its `kind`; a sender has none. */
const anySource = Type.Unsafe<
  Static<typeof sender> | Static<typeof asterisk> | Static<typeof freeswitch> | Static<typeof hook>
>({ oneOf: [sender, asterisk, freeswitch, hook] });

/** How a limit is written depends on the measure: a share, seconds, contacts, or something of the queue's own target. */
const limit = Type.Unsafe<string>({
  type: ['number', 'string'],
  minLength: 1,
  description: 'a limit, such as 120, 80%, target - 5% or 6 x target',
});

export const MEASURES = [
  'service-level',
  'abandon-rate',
  'longest-wait',
  'waiting',
  'source-silence',
] as const;

const alert = closed({
  id: text('a name for the rule'),
  measure: Type.Optional(wordOf(MEASURES)),
  queue: Type.Optional(text('the id of a queue')),
  queues: Type.Optional(wordOf(['all', 'centre'])),
  below: Type.Optional(limit),
  above: Type.Optional(limit),
  clear: Type.Optional(limit),
  'for-seconds': Type.Optional(seconds()),
  'minimum-sample': Type.Optional(contacts),
  severity: Type.Optional(wordOf(['warning', 'critical'])),
  off: Type.Optional(Type.Literal(true, { description: 'true, or no such line' })),
});

const queue = closed({
  id: id('the queue'),
  name: Type.Optional(naming),
  target: Type.Optional(target),
});
const site = closed({ id: id('the site'), name: Type.Optional(naming) });

/** Said of a text that is none, too: a schema does not know the zones. */
export const ZONE_EXPECTED = 'an IANA time zone such as Asia/Shanghai';

/** Definitions, as they are written. */
export const definitionsSchema = closed({
  name: Type.Optional(naming),
  zone: text(ZONE_EXPECTED),
  'interval-minutes': Type.Optional(
    // Planners count in quarters, halves or whole hours; cells are kept by the quarter-hour.
    Type.Unsafe<number>({ enum: [15, 30, 60], description: '15, 30, 60 minutes' }),
  ),
  target: Type.Optional(target),
  queues: Type.Optional(Type.Array(queue)),
  sites: Type.Optional(Type.Array(site)),
  sources: Type.Optional(Type.Array(anySource)),
  alerts: Type.Optional(Type.Array(alert)),
});

export type WrittenDefinitions = Static<typeof definitionsSchema>;
export type WrittenTarget = Static<typeof target>;
export type WrittenNaming = Static<typeof naming>;
export type WrittenSource = Static<typeof anySource>;
export type WrittenAlert = Static<typeof alert>;
export type WrittenSecret = { readonly env?: string; readonly file?: string };

/** The JSON Schema of definitions, for editors that know YAML. */
export function definitionsJsonSchema(): Readonly<Record<string, unknown>> {
  const { description: _, ...schema }: TSchema & { readonly description?: string } = definitionsSchema;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Callboard definitions',
    description: 'What a contact centre is called, how it counts, and what it wants to be alerted about.',
    ...schema,
  };
}

import { Type, type Static } from 'typebox';
import { closed, share, text, wordOf } from '../../definitions/schema-words.ts';

/**
 * What may stand in a staffing document: the one place that says it. A `description` is what is expected in a value's place, as
 * a mistake names it.
 */

const seconds = Type.Number({ minimum: 0, description: 'a number of seconds, 0 or more' });
const someSeconds = Type.Number({ exclusiveMinimum: 0, description: 'a number of seconds above 0' });
const people = Type.Integer({ minimum: 0, maximum: 10_000, description: 'a whole number of people' });
const clock = Type.Unsafe<string>({
  type: ['string', 'number'],
  pattern: '^([01]?\\d|2[0-3]):[0-5]\\d$|^24:00$',
  description: 'a time of day such as "09:30"',
});

const target = closed({
  'service-level': Type.Optional(share),
  'within-seconds': Type.Optional(seconds),
  definition: Type.Optional(
    wordOf([
      'callboard',
      'abandons-help',
      'answered-only',
      'abandons-hurt',
      'abandons-within-ignored',
      'short-abandons-out',
    ]),
  ),
  'short-abandon-seconds': Type.Optional(seconds),
  'asa-seconds': Type.Optional(someSeconds),
  abandonment: Type.Optional(share),
  occupancy: Type.Optional(share),
});

/** Agents with several chats at once, each slower for every other. */
const chats = closed({
  'at-once': Type.Integer({ minimum: 1, maximum: 8, description: 'chats at once, 1 to 8' }),
  slowdown: Type.Optional(share),
});

/** Who finds everyone busy may ask to be called back. */
const callback = closed({
  accepted: share,
  reserve: Type.Optional(people),
});

/** A share of those who give up calls again. */
const redial = closed({
  share,
  'after-seconds': someSeconds,
  'waiting-places': Type.Optional(
    Type.Integer({ minimum: 0, maximum: 10_000, description: 'lines beyond the people, 0 or more' }),
  ),
  'after-block': Type.Optional(share),
});

/** Contacts that can wait: they are done by another queue's people when these have time. */
const deferred = closed({
  'done-by': text('the name of the queue whose people do it'),
  'within-hours': Type.Number({
    exclusiveMinimum: 0,
    maximum: 168,
    description: 'hours above 0, at most 168',
  }),
});

const ofAnyQueue = {
  target: Type.Optional(target),
  'patience-seconds': Type.Optional(someSeconds),
  'handle-seconds': Type.Optional(someSeconds),
  'least-people': Type.Optional(people),
  chats: Type.Optional(chats),
  callback: Type.Optional(callback),
  redial: Type.Optional(redial),
};

const queue = closed({
  queue: text('the name of a queue of the forecast'),
  ...ofAnyQueue,
  deferred: Type.Optional(deferred),
});

/** Work that can wait and comes every day, such as the messages of the night. */
const work = closed({
  name: text('a name'),
  'done-by': text('the name of the queue whose people do it'),
  contacts: Type.Number({ exclusiveMinimum: 0, description: 'contacts a day, above 0' }),
  'handle-seconds': someSeconds,
  from: clock,
  due: clock,
});

const shrinkage = closed({
  combine: Type.Optional(wordOf(['multiply', 'add'])),
  kinds: Type.Array(
    closed({ name: text('a name'), share, from: Type.Optional(clock), until: Type.Optional(clock) }),
  ),
});

/** People who are alike in what they can answer. */
const group = closed({
  name: text('a name'),
  queues: Type.Array(text('the name of a queue of the forecast')),
  cost: Type.Optional(
    Type.Number({ exclusiveMinimum: 0, description: 'what one of them costs against the others, above 0' }),
  ),
  most: Type.Optional(people),
});

/** A staffing document, in YAML or JSON. Nothing in it must be there. */
export const staffingSchema = closed({
  ...ofAnyQueue,
  queues: Type.Optional(Type.Array(queue)),
  'deferred-work': Type.Optional(Type.Array(work)),
  'deferred-occupancy': Type.Optional(share),
  groups: Type.Optional(Type.Array(group)),
  shrinkage: Type.Optional(shrinkage),
  risk: Type.Optional(share),
  certain: Type.Optional(Type.Boolean({ description: 'true or false' })),
  join: Type.Optional(wordOf(['auto', 'always', 'never', 'follow'])),
  'full-time-hours': Type.Optional(
    Type.Number({ exclusiveMinimum: 0, maximum: 168, description: 'hours a week, above 0, at most 168' }),
  ),
});

export type WrittenStaffing = Static<typeof staffingSchema>;

import { Type, type Static, type TSchema } from 'typebox';

/** What may stand in a schedule problem, with the words for what may not. */
const id = Type.String({ minLength: 1, maxLength: 200, description: 'a name of 1 to 200 characters' });
const day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', description: 'a day such as 2026-11-23' });
const clock = Type.String({
  pattern: '^([01]?\\d|2\\d|3[0-5]):[0-5]\\d$',
  description: 'a time of day such as 09:30; 26:00 is two in the next night',
});
const count = Type.Integer({ minimum: 0, description: 'a whole number of at least 0' });
const amount = Type.Number({ minimum: 0, description: 'a number of at least 0' });
const minutes = Type.Number({
  exclusiveMinimum: 0,
  maximum: 2160,
  description: 'minutes, above 0, at most 2160',
});
const share = Type.Number({ minimum: 0, maximum: 1, description: 'a share from 0 to 1' });
const hours = Type.Number({ minimum: 0, maximum: 168, description: 'hours, 0 to 168' });

const breakRule = closed({
  name: id,
  minutes,
  /** Minutes after the start of the shift. */
  earliest: amount,
  latest: amount,
  paid: Type.Boolean({ description: 'true or false' }),
});

const starts = Type.Union(
  [Type.Array(clock, { minItems: 1 }), closed({ from: clock, until: clock, everyMinutes: minutes })],
  { description: 'a list of times such as ["09:00"], or from, until and everyMinutes' },
);

const shift = closed({
  id,
  starts,
  minutes,
  breaks: Type.Optional(Type.Array(breakRule, { maxItems: 6 })),
});

const wish = closed({ day, wants: id, weight: Type.Optional(amount) });

const person = closed({
  id,
  name: Type.Optional(id),
  skills: Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0, maximum: 2 }), {
    description: 'queues with proficiency above 0, at most 2; 1 is usual',
  }),
  languages: Type.Optional(Type.Array(id)),
  hours: Type.Optional(closed({ least: hours, most: hours })),
  shifts: Type.Optional(Type.Array(id)),
  site: Type.Optional(id),
  seniority: Type.Optional(amount),
  answeringShare: Type.Optional(share),
  available: Type.Optional(
    Type.Array(
      closed({
        weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 for Monday to 7 for Sunday' }),
        from: clock,
        until: clock,
      }),
    ),
  ),
  off: Type.Optional(Type.Array(closed({ from: day, until: Type.Optional(day), why: Type.Optional(id) }))),
  wishes: Type.Optional(Type.Array(wish)),
  ramp: Type.Optional(
    closed({
      from: day,
      days: Type.Integer({ minimum: 1, description: 'days, at least 1' }),
      startShare: share,
    }),
  ),
});

const queue = closed({
  queue: id,
  /** One figure for each interval of the days; or the plan file has them. */
  required: Type.Optional(Type.Array(amount)),
  underCost: Type.Optional(amount),
  overCost: Type.Optional(amount),
  least: Type.Optional(count),
  withinSeconds: Type.Optional(amount),
  patienceSeconds: Type.Optional(amount),
});

const rotation = closed({
  kind: id,
  anchor: day,
  people: Type.Array(id, { minItems: 1 }),
  /** Only for a cycle of one's own. */
  cycle: Type.Optional(Type.Array(id, { minItems: 1, maxItems: 366 })),
  crews: Type.Optional(Type.Array(closed({ crew: id, place: count }), { minItems: 1 })),
});

const duty = closed({ person: id, day, shift: id, start: Type.Optional(clock) });

/** A meeting or a training. */
const activity = closed({
  name: id,
  people: Type.Union([Type.Literal('all'), closed({ skill: id }), Type.Array(id, { minItems: 1 })], {
    description: '"all", a list of people such as ["amy"], or {"skill": "sales"}',
  }),
  minutes,
  atATime: Type.Optional(Type.Integer({ minimum: 1, description: 'people, at least 1' })),
  days: Type.Optional(Type.Array(day)),
  from: Type.Optional(clock),
  until: Type.Optional(clock),
});

/** A problem of the scheduler, as JSON. */
export const problemSchema = closed({
  name: Type.Optional(id),
  zone: id,
  from: day,
  days: Type.Integer({ minimum: 1, maximum: 93, description: 'days, 1 to 93' }),
  intervalMinutes: Type.Unsafe<number>({ enum: [5, 10, 15, 30, 60], description: '5, 10, 15, 30 or 60' }),
  /** A file of `callboard staff`, beside this one. */
  plan: Type.Optional(id),
  queues: Type.Array(queue, { minItems: 1, maxItems: 500 }),
  shifts: Type.Array(shift, { minItems: 1, maxItems: 200 }),
  /** People here, or the name of a table beside this file. */
  people: Type.Union([id, Type.Array(person, { minItems: 1 })], {
    description: 'a list of people, or the name of a table in CSV or XLSX',
  }),
  rules: Type.Optional(
    closed({
      preset: Type.Optional(id),
      own: Type.Optional(Type.Array(Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object' }))),
    }),
  ),
  rotations: Type.Optional(Type.Array(rotation)),
  /** Shifts that were worked before, or the name of the roster before, a JSON file beside this one. */
  lived: Type.Optional(
    Type.Union([id, Type.Array(duty)], {
      description: 'a list of shifts that were worked, or the name of the roster before, in JSON',
    }),
  ),
  fixed: Type.Optional(Type.Array(duty)),
  activities: Type.Optional(Type.Array(activity, { maxItems: 200 })),
  deferredWork: Type.Optional(closed({ name: id, leastMinutes: minutes })),
});

export type ProblemDocument = Static<typeof problemSchema>;

function closed<Properties extends Readonly<Record<string, TSchema>>>(properties: Properties) {
  return Type.Object({ ...properties }, { additionalProperties: false });
}

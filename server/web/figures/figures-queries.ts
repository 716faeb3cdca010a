import { Type, type Static } from 'typebox';
import { allMeasures } from '#domain/measures/all-measures.ts';
import { PROFILES } from '#domain/measures/profiles.ts';
import { askedRange } from '../../history/doors/asked-figures.ts';

/** Of every profile. */
const MEASURE_IDS = [...new Set(PROFILES.flatMap(allMeasures).map(({ id }) => id))];
const strict = { additionalProperties: false };
const format = Type.Optional(Type.Enum(['json', 'csv', 'parquet'], { description: 'json when absent' }));
export const figuresQuery = Type.Object(
  {
    measures: Type.String({
      description: `ids with commas between: offered,service_level. Agents’ time (occupancy, busy_time, …) is not kept here, and refused with 501, which says how it is counted of a backup. There are ${MEASURE_IDS.join(', ')}`,
      maxLength: 4_000,
    }),
    ...askedRange,
    format,
  },
  strict,
);
export const contactsQuery = Type.Object(
  {
    of: Type.String({
      description: 'a count: abandoned, answered_within, service_level_met, …',
      maxLength: 100,
    }),
    ...askedRange,
    limit: Type.Optional(
      Type.String({
        pattern: '^[1-9]\\d{0,3}$',
        description:
          'rows a page; absent: 100 of JSON, and of CSV and Parquet the whole list, of up to 20,000 rows (a longer one is refused with 422; in parts the header x-next is the next `after`)',
      }),
    ),
    after: Type.Optional(Type.String({ maxLength: 2_000, description: '`next` of the page before' })),
    format,
  },
  strict,
);
const { profile, within, short_abandon } = askedRange;
export const contactQuery = Type.Object({ profile, within, short_abandon }, strict);
export const contactParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 1_000 }) });
export const lostQuery = Type.Object(
  {
    from: Type.Optional(
      Type.String({
        maxLength: 100,
        description:
          'the first instant, by arrival, as in /v1/figures. Absent: the midnight of the centre before `to`, so today',
      }),
    ),
    to: Type.Optional(
      Type.String({ maxLength: 100, description: 'the instant before which it ends. Absent: now' }),
    ),
    minutes: Type.Optional(
      Type.String({
        pattern: '^\\d{1,5}$',
        description:
          'back within so many minutes is not lost, and answered then is recovered, not recovered-later; 60 when absent',
      }),
    ),
    states: Type.Optional(
      Type.Enum(['lost', 'all'], {
        description:
          'lost: whom to call back, when absent; all: also who came back, was recovered or recovered later',
      }),
    ),
    format,
  },
  strict,
);

export type FiguresQuery = Static<typeof figuresQuery>;
export type ContactsQuery = Static<typeof contactsQuery>;
export type ContactQuery = Static<typeof contactQuery>;
export type ContactParams = Static<typeof contactParams>;
export type LostQuery = Static<typeof lostQuery>;

import { Type, type Static } from 'typebox';
import { ROW_COLUMNS } from '#domain/history/rows.ts';
import { closed, text, wordOf } from './schema-words.ts';

const condition = text('a condition in CEL, such as queue == "sales"');
const amount = text('an amount in CEL, such as wait_ms or double(labels.users)');

/** What a user's own measure may say: a formula over other measures, or a sum over one kind of row. */
const ownMeasure = closed({
  id: text('a name of small letters, digits and _, such as service_index', {
    pattern: '^[a-z][a-z0-9_]{0,59}$',
  }),
  zh: Type.Optional(text('what it is, in Chinese')),
  en: Type.Optional(text('what it is, in English')),
  unit: Type.Optional(wordOf(['count', 'seconds', 'share', 'number'])),
  formula: Type.Optional(text('a formula over measures, such as 100 * weighted / users')),
  of: Type.Optional(wordOf(Object.keys(ROW_COLUMNS))),
  when: Type.Optional(condition),
  total: Type.Optional(amount),
  most: Type.Optional(amount),
  quantile: Type.Optional(amount),
  share: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'a share from 0 to 1, such as 0.9' }),
  ),
  distinct: Type.Optional(text('a column, such as customer')),
  at: Type.Optional(text('the instant that decides the period, such as ended_at')),
});

/** A file of measures that users have defined. */
export const measuresSchema = closed({ measures: Type.Array(ownMeasure) });

export type WrittenMeasure = Static<typeof ownMeasure>;

import type { ListReading } from '#domain/table-reading.ts';
import type { DayOverride } from './build-calendar.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { readRows } from '../../files/reading/table-rows.ts';
import { tableSource } from '../../files/table-source.ts';
import { dayOf, kindOf } from '../tables/table-fields.ts';

const KINDS = [
  'holiday',
  'workday',
  'event',
  'closed',
  'ordinary',
] as const satisfies readonly DayOverride['kind'][];

const OTHERS = new Map<string, DayOverride['kind']>([
  ['节假日', 'holiday'],
  ['假期', 'holiday'],
  ['放假', 'holiday'],
  ['调休', 'workday'],
  ['上班', 'workday'],
  ['补班', 'workday'],
  ['活动', 'event'],
  ['停业', 'closed'],
  ['休息', 'closed'],
  ['普通', 'ordinary'],
  ['feiertag', 'holiday'],
  ['geschlossen', 'closed'],
]);

const SHAPE = {
  needed: ['day', 'name', 'kind'],
  aliases: new Map([
    ['date', 'day'],
    ['日期', 'day'],
    ['datum', 'day'],
    ['tag', 'day'],
    ['holiday', 'name'],
    ['名称', 'name'],
    ['节日', 'name'],
    ['bezeichnung', 'name'],
    ['type', 'kind'],
    ['类型', 'kind'],
    ['art', 'kind'],
  ]),
};

/** The user's own days, and what was understood of the table that they stood in. */
export type ReadDayOverrides = { readonly days: readonly DayOverride[]; readonly reading: ListReading };

/** The user's own table of days: `day,name,kind`. A mistake is a FileFailure that names line, value and expectation. */
export async function readDayOverrides(path: string): Promise<ReadDayOverrides> {
  const days: DayOverride[] = [];
  const reading = await readRows(await tableSource(path), SHAPE, {
    onRow({ line, field }) {
      const where = `${path} line ${line}`;
      const kind = kindOf(field('kind'), { kinds: KINDS, others: OTHERS }, where);
      const name = field('name');
      if (name === '')
        throw new FileFailure(`${where}: name must not be empty: days of one name are learnt together`);
      days.push({ day: dayOf(field('day'), where), name, kind });
      return undefined;
    },
  });
  return { days, reading };
}

import type { LocalDay } from '#domain/local-day.ts';
import type { ListReading } from '#domain/table-reading.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { readRows } from '../../files/reading/table-rows.ts';
import { tableSource } from '../../files/table-source.ts';
import { headingsOf } from './headings/known-headings.ts';
import { amountOf, dayOf, kindOf } from './table-fields.ts';

/** What a user wants done about a queue's day: `keep` it as it is, take it as `unknown`, or `rescale` everything before it. */
export type OwnCorrection = {
  readonly queue: string;
  readonly day: LocalDay;
  readonly kind: 'keep' | 'unknown' | 'rescale';
  /** Of `rescale`. */
  readonly factor: number;
};

const SHAPE = {
  needed: ['queue', 'day', 'kind'],
  optional: ['factor'],
  aliases: new Map([
    ...headingsOf('queue').map((heading) => [heading, 'queue'] as const),
    ...headingsOf('day').map((heading) => [heading, 'day'] as const),
    ['类型', 'kind'],
    ['处理方式', 'kind'],
    ['系数', 'factor'],
    ['art', 'kind'],
    ['faktor', 'factor'],
  ]),
};

const KINDS = ['keep', 'unknown', 'rescale'] as const;
const OTHERS = new Map<string, OwnCorrection['kind']>([
  ['保留', 'keep'],
  ['未知', 'unknown'],
  ['剔除', 'unknown'],
  ['缩放', 'rescale'],
]);

/** What a user wants done, and what was understood of the table in which it stood. */
export type ReadCorrections = {
  readonly corrections: readonly OwnCorrection[];
  readonly reading: ListReading;
};

/** The user's table of corrections: `queue,day,kind[,factor]`. A mistake is a FileFailure that names line, value and expectation. */
export async function readCorrections(path: string): Promise<ReadCorrections> {
  const corrections: OwnCorrection[] = [];
  const reading = await readRows(await tableSource(path), SHAPE, {
    onRow({ line, field }) {
      const where = `${path} line ${line}`;
      const kind = kindOf(field('kind'), { kinds: KINDS, others: OTHERS }, where);
      const factor =
        kind === 'rescale'
          ? amountOf(field('factor'), { where: `${where}: factor`, isCount: false })
          : Number.NaN;
      if (factor === 0) throw new FileFailure(`${where}: factor must be a number above 0, got 0`);
      corrections.push({ queue: field('queue'), day: dayOf(field('day'), where), kind, factor });
      return undefined;
    },
  });
  return { corrections, reading };
}

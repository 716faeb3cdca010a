import type { LocalDay } from '#domain/local-day.ts';
import type { ListReading } from '#domain/table-reading.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { readRows } from '../../files/reading/table-rows.ts';
import { tableSource } from '../../files/table-source.ts';
import { dayOf, kindOf } from './table-fields.ts';

/** What a user wants done about a queue's day: `keep` it as it is, take it as `unknown`, or `rescale` everything before it. */
export type OwnCorrection = {
  readonly queue: string;
  readonly day: LocalDay;
  readonly kind: 'keep' | 'unknown' | 'rescale';
  /** Of `rescale`. */
  readonly factor: number;
};

const SHAPE = { needed: ['queue', 'day', 'kind'], optional: ['factor'] };

const KINDS = ['keep', 'unknown', 'rescale'] as const;

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
      const kind = kindOf(field('kind'), KINDS, where);
      const factor = Number(field('factor'));
      if (kind === 'rescale' && !(factor > 0 && factor < Infinity))
        throw new FileFailure(
          `${where}: factor must be a number above 0, got ${field('factor') || 'nothing'}`,
        );
      corrections.push({ queue: field('queue'), day: dayOf(field('day'), where), kind, factor });
      return undefined;
    },
  });
  return { corrections, reading };
}

import type { LocalDay } from '#domain/local-day.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { tableRows } from '../../files/reading/table-rows.ts';
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

const KINDS = ['keep', 'unknown', 'rescale'] as const;

/** The user's table of corrections: `queue,day,kind[,factor]`. A mistake is a FileFailure that names line, value and expectation. */
export async function readCorrections(path: string): Promise<readonly OwnCorrection[]> {
  const corrections: OwnCorrection[] = [];
  for await (const { line, field } of tableRows(await tableSource(path), {
    needed: ['queue', 'day', 'kind'],
    optional: ['factor'],
  })) {
    const where = `${path} line ${line}`;
    const kind = kindOf(field('kind'), KINDS, where);
    const factor = Number(field('factor'));
    if (kind === 'rescale' && !(factor > 0 && factor < Infinity))
      throw new FileFailure(`${where}: factor must be a number above 0, got ${field('factor') || 'nothing'}`);
    corrections.push({ queue: field('queue'), day: dayOf(field('day'), where), kind, factor });
  }
  return corrections;
}

import { localDay, type LocalDay } from '#domain/local-day.ts';
import {
  correctHistory,
  usualCorrection,
  type Correction,
} from '../../../forecasting/history/correct-history.ts';
import { findOddities, type Oddity } from '../../../forecasting/history/find-oddities.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { tableRows } from '../../files/table-rows.ts';

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
  for await (const { line, field } of tableRows(path, ['queue', 'day', 'kind'])) {
    const where = `${path} line ${line}`;
    const kind = KINDS.find((one) => one === field('kind'));
    if (kind === undefined)
      throw new FileFailure(
        `${where}: kind must be one of ${KINDS.join(', ')}, got ${field('kind') || 'nothing'}`,
      );
    const factor = Number(field('factor'));
    if (kind === 'rescale' && !(factor > 0 && factor < Infinity))
      throw new FileFailure(`${where}: factor must be a number above 0, got ${field('factor') || 'nothing'}`);
    corrections.push({ queue: field('queue'), day: dayOf(field('day'), where), kind, factor });
  }
  return corrections;
}

function dayOf(text: string, where: string): LocalDay {
  try {
    return localDay(text);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new FileFailure(`${where}: ${cause.message}`, { cause });
  }
}

/** The history as rules and the user correct it; every oddity, and what was done about it, is told in words. */
export function correctInWords(
  history: QueueHistory,
  own: readonly OwnCorrection[],
  tell: (line: string) => void,
): { readonly history: QueueHistory; readonly oddities: readonly Oddity[] } {
  const mine = own.filter(({ queue }) => queue === history.queue);
  const kept = new Set(mine.filter(({ kind }) => kind === 'keep').map(({ day }) => day));
  const corrections: Correction[] = mine.flatMap((one) => correctionOf(one, history));
  const oddities = findOddities(history);
  for (const oddity of oddities) {
    const usual = kept.has(oddity.day) ? undefined : usualCorrection(oddity);
    if (usual !== undefined) corrections.push(usual);
    tell(
      `${history.queue}: ${inWords(oddity, history.intervalMinutes)}: ${usual === undefined ? 'left as it is' : 'taken as unknown'}`,
    );
  }
  return { history: corrections.length === 0 ? history : correctHistory(history, corrections), oddities };
}

function correctionOf({ kind, day, factor }: OwnCorrection, { offered }: QueueHistory): Correction[] {
  switch (kind) {
    case 'keep':
      return [];
    case 'unknown':
      return [{ kind, day, first: 0, last: offered.columns - 1 }];
    case 'rescale':
      return [{ kind, day, factor }];
  }
}

function inWords(oddity: Oddity, minutes: number): string {
  switch (oddity.kind) {
    case 'outage':
      return `${oddity.day} ${clock(oddity.first * minutes)}–${clock((oddity.last + 1) * minutes)}: no contact where ${Math.round(oddity.expected)} were due`;
    case 'outlier':
      return `${oddity.day}: ${Math.round(oddity.offered)} contacts where ${Math.round(oddity.expected)} were due`;
    case 'level-shift':
      return `${oddity.day}: from here on ${oddity.ratio.toFixed(2)} times as many contacts as before`;
  }
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

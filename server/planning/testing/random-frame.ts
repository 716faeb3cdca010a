import { addDays, localDay } from '#domain/local-day.ts';
import type { Dice } from './dice.ts';
import type { RawShift } from './naive-reader/raw-document.ts';

export type Frame = {
  readonly roll: Dice;
  readonly zone: string;
  readonly from: string;
  readonly days: number;
  readonly step: number;
  readonly queues: readonly string[];
  readonly shifts: readonly RawShift[];
};

/** The day so many days after the first. */
export const dayAfter = ({ from }: Pick<Frame, 'from'>, away: number): string =>
  addDays(localDay(from), away);

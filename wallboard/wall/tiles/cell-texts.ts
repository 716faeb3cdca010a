import type { Figures } from '#domain/board/board.ts';
import { serviceLevel } from '#domain/measures/measures.ts';
import { minutesSeconds } from '../../format/clock.ts';
import { bracketDigits, wholePercent } from '../../format/percent.ts';
import { longestWait } from '../screen/trust.ts';
import type { Row } from '../view/queue-order.ts';

/** Who waits in a queue, and how long already where that is wanted; where nobody does, what is deferred; "0" where there is nothing. */
export function openText({ figures, trust }: Row, waits: 'together' | 'count'): string {
  const { deferred, waiting } = figures;
  const waitMs = longestWait(figures, trust);
  if (waiting === 0) return `${deferred}`;
  return waits === 'count' || waitMs === undefined ? `${waiting}` : `${waiting} · ${minutesSeconds(waitMs)}`;
}

/** The service level of the interval without its unit, as short as it can be said: "≥88" is 88 to 100. Undefined when it is unknown. */
export function closeService({ interval, target }: Figures): string | undefined {
  const bracket = serviceLevel({ ...interval.counts, undecided: interval.undecided });
  if (bracket === undefined) return undefined;
  const low = wholePercent(bracket.low, target.share);
  return bracket.high === 1 && low < 100 ? `≥${low}` : bracketDigits(bracket, target.share);
}

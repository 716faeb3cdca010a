import { clockText } from '#domain/text/clock-text.ts';
import type { FoundOddity } from '../../../planning/history/correct-histories.ts';

/** Oddities of so many are told one by one; the rest is counted. */
const ODDITIES_TOLD = 40;

/** What was odd in a history, and what was done about it, a line each. */
export function oddityLines(found: readonly FoundOddity[]): readonly string[] {
  const lines = found.slice(0, ODDITIES_TOLD).map((one) => `${one.queue}: ${inWords(one)}: ${one.treatment}`);
  if (found.length > ODDITIES_TOLD) lines.push(`… and ${found.length - ODDITIES_TOLD} more oddities`);
  return lines;
}

function inWords({ oddity, intervalMinutes: minutes }: FoundOddity): string {
  switch (oddity.kind) {
    case 'outage':
      return `${oddity.day} ${clockText(oddity.first * minutes)}–${clockText((oddity.last + 1) * minutes)}: no contact where ${Math.round(oddity.expected)} were due`;
    case 'outlier':
      return `${oddity.day}: ${Math.round(oddity.offered)} contacts where ${Math.round(oddity.expected)} were due`;
    case 'level-shift':
      return `${oddity.day}: from here on ${oddity.ratio.toFixed(2)} times as many contacts as before`;
  }
}

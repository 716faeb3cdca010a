import type { Bracket } from '#domain/measures/measures.ts';

/**
 * A share in whole percent. It is rounded, but never up to a target it misses and never to a hundred it is not:
 * 79.6 % beside a target of 80 % in red would look like a mistake.
 */
export function wholePercent(share: number, target?: number): number {
  const percent = Math.round(share * 100);
  if (target !== undefined && share < target && percent >= target * 100) return Math.ceil(target * 100) - 1;
  return percent === 100 && share < 1 ? 99 : percent;
}

/** "78–81" while what is undecided makes a visible difference, else "78". No unit. */
export function bracketDigits({ low, high }: Bracket, target?: number): string {
  const from = wholePercent(low, target);
  const to = wholePercent(high, target);
  return from === to ? `${from}` : `${from}–${to}`;
}

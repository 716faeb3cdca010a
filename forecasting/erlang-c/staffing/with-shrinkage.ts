import { expectNumber } from '../numerics/expect-number.ts';

/**
 * The people to roster so that `agents` are at work when the share `share` of paid time is lost to breaks, training and
 * absence: agents / (1 − share), rounded up (never agents·(1 + share)). A quotient that differs from a whole number
 * only by the rounding of floating point counts as that number: 14 at 30 % is 20. Answers 0 for 0 agents.
 */
export function withShrinkage(agents: number, share: number): number {
  expectNumber('agents', agents, 'a whole number of at least 0');
  expectNumber('share', share, 'a share from 0 to below 1');
  const rostered = agents / (1 - share);
  const nearest = Math.round(rostered);
  // 1 − share is wrong by at most half a unit in the last place of 1, so the quotient by that much over 1 − share.
  const slip = (4 * Number.EPSILON * rostered) / (1 - share);
  return Math.abs(rostered - nearest) <= slip ? nearest : Math.ceil(rostered);
}

import type { Person, Wish } from './person.ts';

/** What a wish weighs: its own weight, and as much again for every ten years of service. */
export const wishWeight = ({ seniority = 0 }: Person, { weight }: Wish): number =>
  weight * (1 + seniority / 10);

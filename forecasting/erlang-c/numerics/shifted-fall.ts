import { nearFall } from './near-fall.ts';

/** (u − 1 + e⁻ᵘ)/u² for any u: ½ at 0, 1/u for large u. */
export function shiftedFall(u: number): number {
  if (u > 1 || u < -1) return (u + Math.expm1(-u)) / (u * u);
  return nearFall(u);
}

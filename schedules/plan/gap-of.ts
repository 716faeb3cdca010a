/** How far a cost may be from the best there is, as a share of it; 0 where the best is proved. */
export function gapOf(cost: number, bound: number): number {
  return cost <= bound ? 0 : (cost - bound) / cost;
}

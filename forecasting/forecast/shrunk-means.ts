/** A value that belongs to a group and counts so much. */
type Weighted = { readonly group: number; readonly value: number; readonly weight: number };

/**
 * Means by group, drawn to none as far as groups differ by no more than chance would have it (empirical Bayes, by the method of
 * moments): a group of which little is known goes nearly all the way, one of which much is known keeps its own.
 */
export function shrunkMeans(values: readonly Weighted[]): ReadonlyMap<number, number> {
  const groups = new Map<number, { weight: number; sum: number; squares: number; values: number }>();
  for (const { group, value, weight } of values) {
    const own = groups.get(group) ?? { weight: 0, sum: 0, squares: 0, values: 0 };
    own.weight += weight;
    own.sum += weight * value;
    own.squares += weight * value * value;
    own.values += 1;
    groups.set(group, own);
  }
  let [within, freedom, between, all, squares] = [0, 0, 0, 0, 0];
  for (const { weight, sum, squares: own, values: count } of groups.values()) {
    if (weight <= 0) continue;
    const mean = sum / weight;
    within += Math.max(0, own - weight * mean * mean);
    freedom += count - 1;
    between += weight * mean * mean;
    all += weight;
    squares += weight * weight;
  }
  // Variance of one unit of weight around its group; nothing to judge by counts as all chance.
  const chance = freedom > 0 ? within / freedom : Infinity;
  const room = all - squares / Math.max(all, Number.MIN_VALUE);
  const spread =
    room > 0 && chance < Infinity ? Math.max(0, (between - (groups.size - 1) * chance) / room) : 0;
  return new Map(
    [...groups].map(([group, { weight, sum }]) => {
      const trust = spread > 0 ? (weight * spread) / (weight * spread + chance) : 0;
      return [group, weight > 0 ? (trust * sum) / weight : 0];
    }),
  );
}

import type { Effects } from '../models/day-effects.ts';
import type { FoundEffects } from '../models/factor-models.ts';

/** Effects of queues that were searched, for queues that shall not be. */
export type EffectPool = {
  /** What the queues have in common. Undefined until enough were searched: search this one too. */
  common(): FoundEffects | undefined;
  add(found: FoundEffects): void;
};

/**
 * A pool that wants `wanted` queues to be searched. The geometric mean of their effects is taken for all others: how fast levels
 * drift and how much Mondays matter differs little between the queues of a centre, and searching is most of the work.
 */
export function effectPool(wanted: number): EffectPool {
  const searched: FoundEffects[] = [];
  let common: FoundEffects | undefined;
  return {
    common: () => common,
    add(found) {
      if (common !== undefined) return;
      searched.push(found);
      if (searched.length >= wanted) common = meanOf(searched);
    },
  };
}

function meanOf(searched: readonly FoundEffects[]): FoundEffects {
  const names = [...(searched[0]?.keys() ?? [])];
  return new Map(
    names.map((name) => {
      const lists = searched.map((found) => found.get(name) ?? []);
      const factors = Math.max(...lists.map(({ length }) => length));
      return [
        name,
        Array.from({ length: factors }, (_, factor) =>
          geometricMean(lists.flatMap((list) => list[factor] ?? [])),
        ),
      ];
    }),
  );
}

function geometricMean(effects: readonly Effects[]): Effects {
  const mean = (of: (one: Effects) => number): number =>
    Math.exp(effects.reduce((sum, one) => sum + Math.log(of(one)), 0) / effects.length);
  return {
    weekday: mean(({ weekday }) => weekday),
    month: mean(({ month }) => month),
    closed: mean(({ closed }) => closed),
    fast: mean(({ fast }) => fast),
    slow: mean(({ slow }) => slow),
    trend: mean(({ trend }) => trend),
    noise: mean(({ noise }) => noise),
  };
}

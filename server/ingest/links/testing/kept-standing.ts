import { openStanding, type Standing, type StandingOptions } from '../standing.ts';

/** A standing, and what a journal has of it once all that has changed is committed. */
export type KeptStanding = { readonly standing: Standing; kept(): ReadonlyMap<string, string> };

/** One that goes on from what was kept. */
export function keptStanding(options: StandingOptions): KeptStanding {
  const standing = openStanding(options);
  const known = new Map(options.kept);
  const commit = (): ReturnType<Standing['changes']> => {
    const changes = standing.changes();
    for (const { key, value } of changes)
      if (value === undefined) known.delete(key);
      else known.set(key, value);
    return changes;
  };
  return {
    standing: { ...standing, changes: commit },
    kept() {
      commit();
      return new Map(known);
    },
  };
}

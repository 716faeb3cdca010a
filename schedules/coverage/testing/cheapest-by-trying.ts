import type { BreakRule, CoverageProblem } from '../model/coverage-problem.ts';

/** The least cost of one day of one queue and one group, by trying every shift with every break for everyone. */
export function cheapestByTrying({ queues, groups, shiftKinds, intervalMinutes }: CoverageProblem): number {
  const [queue] = queues;
  const [kind] = shiftKinds;
  if (queue === undefined || kind === undefined) return 0;
  const rows = kind.starts.flatMap((start) =>
    placesOf(kind.breaks, 0).map((breaks) =>
      queue.required.map((_, at) => {
        const isOff = breaks.some((offset, place) => {
          const since = at - start - offset;
          return since >= 0 && since < (kind.breaks[place]?.length ?? 0);
        });
        return at >= start && at < start + kind.length && !isOff ? 1 : 0;
      }),
    ),
  );
  const costOf = (there: readonly number[]): number =>
    queue.required.reduce((sum, need, at) => {
      const missing = need - (there[at] ?? 0);
      const cost = missing > 0 ? missing * (queue.underCost[at] ?? 0) : -missing * (queue.overCost[at] ?? 0);
      return sum + (cost * intervalMinutes) / 60;
    }, 0);
  const best = (people: number, from: number, there: readonly number[]): number => {
    if (people === 0) return costOf(there);
    let least = Infinity;
    for (const [row, add] of rows.slice(from).entries()) {
      const more = there.map((one, at) => one + (add[at] ?? 0));
      least = Math.min(least, best(people - 1, from + row, more));
    }
    return least;
  };
  const nobody = queue.required.map(() => 0);
  return best(groups[0]?.people ?? 0, 0, nobody);
}

/** Every way to place the breaks, as offsets from the start; work before each as the rules have it. */
function placesOf(rules: readonly BreakRule[], free: number): (readonly number[])[] {
  const [rule, ...others] = rules;
  if (rule === undefined) return [[]];
  const found: (readonly number[])[] = [];
  for (let at = rule.earliest; at <= rule.latest; at += 1) {
    const worked = at - free;
    if (worked < (rule.leastWorkBefore ?? 0) || worked > (rule.mostWorkBefore ?? Infinity)) continue;
    for (const rest of placesOf(others, at + rule.length)) found.push([at, ...rest]);
  }
  return found;
}

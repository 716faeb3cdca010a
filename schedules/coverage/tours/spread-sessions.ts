import type { CoverageProblem } from '../model/coverage-problem.ts';
import { layHorizon } from '../model/horizon.ts';

/** How often each activity is held on each day: whole numbers near the fractions of the bound, none lost. */
export function spreadSessions(
  problem: CoverageProblem,
  sessions: readonly ReadonlyMap<number, number>[],
): number[][] {
  const { dayStarts } = layHorizon(problem);
  return problem.activities.map((activity, place) => {
    const wished = problem.days.map(() => 0);
    for (const [at, count] of sessions[place] ?? []) {
      const day = dayStarts.findLastIndex((start) => start <= at);
      wished[day] = (wished[day] ?? 0) + count;
    }
    const held = wished.map((count) => Math.floor(count + 1e-6));
    let open = activity.sessions - held.reduce((sum, one) => sum + one, 0);
    const byRest = [...wished.keys()].sort((one, other) => rest(wished, other) - rest(wished, one));
    for (const day of byRest) {
      if (open <= 0) break;
      held[day] = (held[day] ?? 0) + 1;
      open -= 1;
    }
    return held;
  });
}

function rest(wished: readonly number[], day: number): number {
  const count = wished[day] ?? 0;
  return count - Math.floor(count + 1e-6);
}

import { judgeFigures } from './judge-figures.ts';
import { roughFigures } from './rough-figures.ts';
import { smallestCrew } from './smallest-crew.ts';
import type { Target } from './target.ts';

type Question = {
  readonly load: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  readonly target: Target;
};

/**
 * A crew near the right one in model A, by the same search on the normal approximation: usually within one agent. Only
 * the speed of the exact search depends on it.
 */
export function guessCrew({ load, handleSeconds, patienceSeconds, target }: Question): number {
  if (patienceSeconds === Infinity) return load;
  const leaveRate = handleSeconds / patienceSeconds;
  const within = (target.withinSeconds ?? 0) / handleSeconds;
  const { definition = 'offered', speedOfAnswerSeconds } = target;
  const inHandleTimes = {
    ...target,
    blocking: undefined,
    speedOfAnswerSeconds:
      speedOfAnswerSeconds === undefined ? undefined : speedOfAnswerSeconds / handleSeconds,
  };
  return smallestCrew({
    least: 1,
    guess: load,
    judge: (agents) =>
      judgeFigures(roughFigures({ agents, load, leaveRate, within, definition }), inHandleTimes),
  });
}

import { erlangA } from '../models/erlang-a.ts';
import type { ErlangA } from '../models/patience-figures.ts';
import { expectNumber } from '../numerics/expect-number.ts';
import { crewFor } from './crew-for.ts';
import type { Staffing } from './crew-for.ts';
import { guessCrew } from './guess-crew.ts';
import { judgeFigures } from './judge-figures.ts';
import type { Verdict } from './smallest-crew.ts';
import type { Target } from './target.ts';

type Need = {
  readonly load: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  readonly waitingPlaces?: number | undefined;
  readonly target: Target;
};

/**
 * The smallest crew in model A. More agents better every figure, with one exception: with finite waiting places the
 * shares who wait and who give up first rise with the crew, as fewer are blocked, and then fall. So the other targets
 * are met first, and from there those two.
 */
export function crewForPatience(need: Need): Staffing<ErlangA> {
  const { load, handleSeconds, patienceSeconds, waitingPlaces = Infinity, target } = need;
  expectNumber('waitingPlaces', waitingPlaces, 'a whole number of at least 0, or Infinity');
  const withinSeconds = target.withinSeconds ?? 0;
  const figuresOf = (agents: number): ErlangA =>
    erlangA({ agents, load, handleSeconds, patienceSeconds, withinSeconds, lines: agents + waitingPlaces });
  if (load === 0) return { agents: 0, figures: figuresOf(1), oneLess: undefined };
  const guess = guessCrew({ load, handleSeconds, patienceSeconds, target });
  const search = (least: number, part: Target): Staffing<ErlangA> =>
    crewFor({ least, guess, figuresOf, judge: (figures) => judge(figures, part) });
  if (waitingPlaces === Infinity || !(target.waitProbability ?? target.abandonProbability))
    return search(1, target);
  return inTurn(search, target);
}

/** Meets the parts that only better with the crew, then steps past the crews that fail one of the other two. */
function inTurn(
  search: (least: number, part: Target) => Staffing<ErlangA>,
  target: Target,
): Staffing<ErlangA> {
  const { waitProbability, abandonProbability } = target;
  let found = search(1, { ...target, waitProbability: undefined, abandonProbability: undefined });
  for (const part of [{ waitProbability }, { abandonProbability }, { waitProbability }]) {
    if (!judge(found.figures, part).met) found = search(found.agents + 1, part);
  }
  return found;
}

function judge(figures: ErlangA, target: Target): Verdict {
  const { waitProbability, abandonProbability, speedOfAnswer, occupancy, blocking } = figures;
  const serviceLevel = figures.serviceLevel[target.definition ?? 'offered'];
  return judgeFigures(
    { serviceLevel, waitProbability, abandonProbability, speedOfAnswer, occupancy, blocking },
    target,
  );
}

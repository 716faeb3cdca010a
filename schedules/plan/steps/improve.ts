import { chanceOf } from '../../chance.ts';
import { improveRoster } from '../improve/improve-roster.ts';
import type { PlanTools } from '../model/plan-tools.ts';
import type { BegunPlan } from './begin.ts';

/** A roster that breaks a rule is none: mending it may take this much longer than the time that was given. */
const GRACE_SECONDS = 2;

/** Makes the roster better until so many seconds of the whole have passed, or nothing better is found. */
export function improve(
  { floor, roster }: BegunPlan,
  until: number,
  passed: () => number,
  tools: PlanTools,
): void {
  const { seed, onProgress, isCancelled, boundNow } = tools;
  const isCalledOff = (): boolean => isCancelled?.() === true;
  const tell = (): void => {
    const bound = boundNow?.();
    onProgress?.({
      seconds: passed(),
      cost: floor.market.total(),
      ...(bound === undefined ? {} : { bound }),
    });
  };
  tell();
  improveRoster({
    floor,
    roster,
    ...(boundNow === undefined ? {} : { boundNow }),
    chance: chanceOf(seed),
    isOver: () => passed() > until || isCalledOff(),
    isOverdue: () => passed() > until + GRACE_SECONDS,
    onBetter: tell,
  });
}

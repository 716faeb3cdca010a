/** Work that must not meet a half-counted world: it is done between two steps of the loop. */
export type StepTurns = {
  /** Does the work when its turn comes; undefined when too much waits already. */
  ask<Result>(work: () => Promise<Result>): Promise<Result> | undefined;
  /** Does the one that has waited longest; whether more wait. */
  take(): Promise<boolean>;
};

/** More than planners who ask at once; whoever comes later is told to ask again. */
const MOST_WAITING = 32;

/** Nobody waits yet; `ring` wakes the loop. */
export function createStepTurns(ring: () => void): StepTurns {
  const waiting: (() => Promise<void>)[] = [];
  return {
    ask<Result>(work: () => Promise<Result>) {
      if (waiting.length >= MOST_WAITING) return undefined;
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      // Its failure is whoever's who asked, not the loop's.
      waiting.push(() => work().then(resolve, reject));
      ring();
      return promise;
    },
    async take() {
      await waiting.shift()?.();
      return waiting.length > 0;
    },
  };
}

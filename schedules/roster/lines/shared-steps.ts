import type { StretchAutomaton } from './stretch-automaton.ts';

/**
 * Many states differ only in a few steps: after a late shift fewer shifts may follow than after an early one. Where one
 * state may take all steps of another, to the same states, its best step is the other's or one of its own.
 */
export type SharedSteps = {
  /** The states, each after its base. */
  readonly order: Int32Array;
  /** By state: the one whose steps it may all take, or −1. */
  readonly base: Int32Array;
  /** By state: the option groups that it may take, and those that its base may not. */
  readonly groups: readonly Int32Array[];
  readonly beyondBase: readonly Int32Array[];
};

/** Which steps the states have in common, for option groups of which these are samples. */
export function sharedSteps(automaton: StretchAutomaton, samples: readonly number[]): SharedSteps {
  const { states, next, options, worked } = automaton;
  const steps = Array.from({ length: states }, (_, state) =>
    samples.map((option) => next[state * options + option] ?? -1),
  );
  const groups = steps.map((own) => Int32Array.from(own.keys()).filter((group) => (own[group] ?? -1) >= 0));
  const order = Int32Array.from(steps.keys()).sort(
    (a, b) => (groups[a]?.length ?? 0) - (groups[b]?.length ?? 0) || a - b,
  );
  const base = new Int32Array(states).fill(-1);
  for (const [rank, state] of order.entries())
    for (const other of order.subarray(0, rank)) {
      const isPart =
        groups[other]?.every((group) => steps[other]?.[group] === steps[state]?.[group]) === true;
      // A weekend begins or goes on by whether the day before was worked.
      if (isPart && worked[other] === worked[state]) base[state] = other;
    }
  const beyondBase = groups.map((own, state) =>
    own.filter((group) => groups[base[state] ?? -1]?.includes(group) !== true),
  );
  return { order, base, groups, beyondBase };
}

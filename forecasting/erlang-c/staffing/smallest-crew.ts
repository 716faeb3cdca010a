import { MOST_AGENTS } from '../numerics/most-agents.ts';

/** A crew judged. The margin is at least 0 when all targets are met and falls the further they are missed. */
export type Verdict = { readonly met: boolean; readonly margin: number };

export type CrewSearch = {
  /** The smallest crew that may be answered. */
  readonly least: number;
  readonly guess: number;
  readonly judge: (agents: number) => Verdict;
};

/** What the judgements so far leave open: `fails` < answer ≤ `meets`. */
type Bracket = {
  fails: number;
  failsBy: number;
  meets: number;
  meetsBy: number;
  /** What one more agent adds to the margin, from the last two judgements. */
  gain: number;
};

/**
 * The smallest whole crew from `least` on that `judge` finds good, given that one more agent never spoils a good crew.
 * A secant search inside a shrinking bracket: about four judgements from a fair guess, and never more than a few for
 * each binary digit of the crew. Throws a `RangeError` when no crew up to 10 million is good.
 */
export function smallestCrew({ least, guess, judge }: CrewSearch): number {
  const bracket = {
    fails: least - 1,
    failsBy: Number.NaN,
    meets: Infinity,
    meetsBy: Number.NaN,
    gain: Number.NaN,
  };
  let agents = Math.max(least, Math.min(MOST_AGENTS, Math.round(guess)));
  let before = { agents: Number.NaN, margin: Number.NaN };
  for (let step = 0; bracket.meets - bracket.fails > 1; step += 1) {
    const verdict = judge(agents);
    narrow(bracket, agents, verdict);
    if (bracket.fails >= MOST_AGENTS)
      throw new RangeError(`target must be within reach of ${MOST_AGENTS} agents`);
    bracket.gain = (verdict.margin - before.margin) / (agents - before.agents);
    before = { agents, margin: verdict.margin };
    agents = nextCrew(bracket, step);
  }
  return bracket.meets;
}

function narrow(bracket: Bracket, agents: number, { met, margin }: Verdict): void {
  if (met) {
    bracket.meets = agents;
    bracket.meetsBy = margin;
  } else {
    bracket.fails = agents;
    bracket.failsBy = margin;
  }
}

function nextCrew({ fails, failsBy, meets, meetsBy, gain }: Bracket, step: number): number {
  if (meets === Infinity) return Math.min(MOST_AGENTS, fails + stride(-failsBy / gain, fails, step));
  if (Number.isNaN(failsBy)) return Math.max(fails + 1, meets - stride(meetsBy / gain, meets, step));
  const crossing = fails + ((meets - fails) * -failsBy) / (meetsBy - failsBy);
  const wanted =
    Number.isFinite(crossing) && step % 4 !== 3 ? Math.ceil(crossing) : Math.floor((fails + meets) / 2);
  return Math.min(meets - 1, Math.max(fails + 1, wanted));
}

/** A step towards the side not bracketed yet: one agent first, then by the gain seen, at least doubling when lost. */
function stride(expected: number, agents: number, step: number): number {
  if (step === 0) return 1;
  const least = step < 4 ? 1 : 2 ** (step - 3);
  const wanted = expected > 0 && expected < agents + 16 ? Math.ceil(expected) : 1;
  return Math.max(least, wanted);
}

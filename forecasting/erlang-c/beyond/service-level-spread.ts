import { answeredWithin } from '../numerics/answered-within.ts';
import type { CrewChain } from '../numerics/crew-chain.ts';
import { expectNumber } from '../numerics/expect-number.ts';
import { flowThrough } from '../numerics/flow-through.ts';
import { steadyCrew } from '../numerics/steady-crew.ts';

export type SpreadQuestion = {
  readonly agents: number;
  readonly load: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  readonly withinSeconds: number;
  readonly intervalSeconds: number;
};

export function serviceLevelSpread(question: SpreadQuestion) {
  const { agents, load, handleSeconds, patienceSeconds, withinSeconds, intervalSeconds } = question;
  const chain: CrewChain = { agents, load, leaveRate: handleSeconds / patienceSeconds, states: Math.ceil(Math.max(load,agents)*2+400) };
  const duration = intervalSeconds / handleSeconds;
  const steady = steadyCrew(chain);
  const good = answeredWithin(chain, withinSeconds / handleSeconds);
  const level = steady.reduce((s, p, n) => s + p * (good[n] ?? 0), 0);
  const calls = load * duration;
  const after = new Float64Array(chain.states);
  for (let n = 0; n + 1 < chain.states; n += 1) after[n + 1] = (steady[n] ?? 0) * ((good[n] ?? 0) - level);
  const { overTime } = flowThrough({ chain, start: after, duration, weight: 'remaining' });
  const cov = overTime.reduce((s, w, n) => s + w * ((good[n] ?? 0) - level), 0);
  const variance = calls * level * (1 - level) + 2 * load * load * cov;
  return { level, calls, sd: Math.sqrt(variance) / calls, poissonPart: Math.sqrt(calls*level*(1-level))/calls };
}

import { erlangA } from '../models/erlang-a.ts';
import type { ErlangA } from '../models/patience-figures.ts';

/**
 * A crew behind finite lines whose callers never give up (M/M/N/K): `lines` holds callers in service and waiting, and a
 * call beyond them is blocked. With lines = agents it is Erlang B; with ever more lines and load < agents, Erlang C.
 * Units and edges as in `erlangA`, which answers the same question with patience.
 */
export function finiteLines(question: {
  readonly agents: number;
  readonly lines: number;
  readonly load: number;
  readonly handleSeconds: number;
  readonly withinSeconds: number;
}): ErlangA {
  return erlangA({ ...question, patienceSeconds: Infinity });
}

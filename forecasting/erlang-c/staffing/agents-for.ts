import type { ErlangA } from '../models/patience-figures.ts';
import { erlangB } from '../models/erlang-b.ts';
import type { ErlangB } from '../models/erlang-b.ts';
import { erlangC } from '../models/erlang-c.ts';
import type { ErlangC } from '../models/erlang-c.ts';
import { expectNumber } from '../numerics/expect-number.ts';
import { crewFor } from './crew-for.ts';
import type { Staffing } from './crew-for.ts';
import { crewForPatience } from './crew-for-patience.ts';
import { judgeFigures } from './judge-figures.ts';
import { expectTarget } from './target.ts';
import type { Target } from './target.ts';

export type LossNeed = {
  readonly model: 'B';
  readonly load: number;
  readonly handleSeconds?: number | undefined;
  readonly patienceSeconds?: number | undefined;
  readonly target: Target;
};

export type QueueNeed = Omit<LossNeed, 'model'> & { readonly model: 'C'; readonly handleSeconds: number };

export type PatienceNeed = Omit<QueueNeed, 'model'> & {
  readonly model: 'A';
  readonly patienceSeconds: number;
  readonly waitingPlaces?: number | undefined;
};

/**
 * The smallest crew that meets every part of the target at once, with the figures of that crew and of one agent less.
 * `load` in Erlang, times in seconds. Model C answers a crew above the load; in model A it may be below, as callers
 * who give up are not served. `waitingPlaces` (model A) come on top of the crew.
 *
 * With few waiting places a very small crew blocks nearly everyone, so that hardly anyone waits or gives up: when lines
 * are finite, name a `blocking` or `serviceLevel` target too. Without load the answer is 0 agents.
 * Throws a `RangeError` for bad input, and when 10 million agents are not enough.
 */
export function agentsFor(need: LossNeed): Staffing<ErlangB>;
export function agentsFor(need: QueueNeed): Staffing<ErlangC>;
export function agentsFor(need: PatienceNeed): Staffing<ErlangA>;
export function agentsFor(need: LossNeed | QueueNeed | PatienceNeed): Staffing<ErlangB | ErlangC | ErlangA>;
export function agentsFor(need: LossNeed | QueueNeed | PatienceNeed): Staffing<ErlangB | ErlangC | ErlangA> {
  expectNumber('load', need.load, 'a number of at least 0');
  expectTarget(need.target);
  if (!MODELS.has(need.model)) throw new RangeError(`model must be A, B or C, got ${need.model}`);
  switch (need.model) {
    case 'B':
      return forLoss(need);
    case 'C':
      return forQueue(need);
    case 'A':
      return crewForPatience(need);
  }
}

const MODELS: ReadonlySet<string> = new Set(['A', 'B', 'C']);

function forLoss({ load, target }: LossNeed): Staffing<ErlangB> {
  if (
    target.serviceLevel ??
    target.speedOfAnswerSeconds ??
    target.waitProbability ??
    target.abandonProbability
  ) {
    throw new RangeError('target for model B must be blocking or occupancy, as nobody waits in it');
  }
  if (load === 0) return { agents: 0, figures: erlangB({ agents: 0, load }), oneLess: undefined };
  return crewFor({
    least: 1,
    guess: load * (1 - (target.blocking ?? 0)),
    figuresOf: (agents) => erlangB({ agents, load }),
    judge: (figures) => judgeFigures(figures, target),
  });
}

function forQueue({ load, handleSeconds, target }: QueueNeed): Staffing<ErlangC> {
  const withinSeconds = target.withinSeconds ?? 0;
  const figuresOf = (agents: number): ErlangC => erlangC({ agents, load, handleSeconds, withinSeconds });
  if (load === 0) return { agents: 0, figures: figuresOf(1), oneLess: undefined };
  return crewFor({
    least: Math.floor(load) + 1,
    guess: load + Math.sqrt(load),
    figuresOf,
    judge: (figures) => judgeFigures({ ...figures, abandonProbability: 0, blocking: 0 }, target),
  });
}

import { balancedChats, callbackOffer, chatConcurrency, erlangA, redial, redialFixedPoint } from 'erlang-c';
import type { Behaviour, StaffingTarget } from '#domain/staffing-plan.ts';
import { countedBy, erlangOutcome } from './erlang-outcome.ts';
import type { RateNode } from './rates/gamma-nodes.ts';
import { meanOutcome, type Outcome } from './outcome.ts';
import { rememberOutcomes, type OutcomeAt } from './outcome-memory.ts';
import type { CrewModel } from './require-crew.ts';

export type Demand = {
  /** Erlang: contacts a second × handle time. */
  readonly load: number;
  readonly handleSeconds: number;
  /** Rates that the contacts may come at. */
  readonly rates: readonly RateNode[];
};

/** Answers what comes of crews of one queue, over and over. */
export type CrewModels = (demand: Demand, guess: number) => CrewModel;

/**
 * The models of a queue with this behaviour; `guess` is where a search for its crew begins. With `isLong` what takes a whole
 * chain to find is remembered for the many intervals to come, to a tenth of a point.
 */
export function crewModels(
  behaviour: Behaviour,
  target: StaffingTarget,
  { isLong = false }: { readonly isLong?: boolean } = {},
): CrewModels {
  const direct: OutcomeAt = (at) => outcomeAt(behaviour, { ...at, target });
  const isSlow = behaviour.kind === 'chat' || behaviour.kind === 'redial';
  const outcomeOf = isLong && isSlow ? rememberOutcomes(direct) : direct;
  return ({ load, handleSeconds, rates }, guess) => ({
    least: behaviour.kind === 'patient' ? Math.floor(load) + 1 : 1,
    guess: behaviour.kind === 'chat' ? guess / behaviour.paceAtLevel.length : guess,
    outcomeOf: (agents) =>
      rates.length === 1
        ? outcomeOf({ agents, load, handleSeconds })
        : meanOutcome(
            rates.map(({ ratio, weight }) => ({
              ratio,
              weight,
              outcome: outcomeOf({ agents, load: load * ratio, handleSeconds }),
            })),
          ),
  });
}

type Asked = {
  readonly agents: number;
  readonly load: number;
  readonly handleSeconds: number;
  readonly target: StaffingTarget;
};

function outcomeAt(behaviour: Behaviour, asked: Asked): Outcome {
  switch (behaviour.kind) {
    case 'patient':
      return erlangOutcome({ ...asked, patienceSeconds: Infinity });
    case 'impatient':
      return erlangOutcome({ ...asked, patienceSeconds: behaviour.patienceSeconds });
    case 'chat':
      return chatOutcome(behaviour, asked);
    case 'callback':
      return callbackOutcome(behaviour, asked);
    case 'redial':
      return redialOutcome(behaviour, asked);
  }
}

type Of<Kind extends Behaviour['kind']> = Extract<Behaviour, { readonly kind: Kind }>;

/**
 * Agents with several chats at once, exactly for small crews. Once all are full the queue is that of as many agents as there
 * are places, each as slow as a full agent: the waits of those who wait are model A's.
 */
function chatOutcome({ paceAtLevel, patienceSeconds }: Of<'chat'>, asked: Asked): Outcome {
  const { agents, load, handleSeconds, target } = asked;
  const handleSecondsAtLevel = paceAtLevel.map((pace) => pace * handleSeconds);
  const arrivalsPerSecond = load / handleSeconds;
  const crew = { agents, arrivalsPerSecond, handleSecondsAtLevel, patienceSeconds };
  const chats =
    waysToHold(agents, paceAtLevel.length) > MOST_EXACT_CHATS ? balancedChats(crew) : chatConcurrency(crew);
  const fullSeconds = handleSecondsAtLevel.at(-1) ?? handleSeconds;
  const whenFull = erlangOutcome({
    agents: agents * paceAtLevel.length,
    load: arrivalsPerSecond * fullSeconds,
    handleSeconds: fullSeconds,
    patienceSeconds,
    target: { ...target, definition: 'abandons-hurt' },
  });
  return {
    ...waitersOf(whenFull, { target, waited: chats.waitProbability }),
    abandoned: chats.abandonProbability,
    answered: 1 - chats.abandonProbability,
    occupancy: 1 - chats.idleAgents / agents,
    allBusy: chats.waitProbability,
  };
}

/** Crews with so many ways to hold their chats are followed exactly: 10 agents with 3 chats, 21 with 2. Larger ones nearly. */
const MOST_EXACT_CHATS = 300;

/** How many ways there are for agents to hold 0, 1, … chats each. */
function waysToHold(agents: number, levels: number): number {
  let ways = 1;
  for (let level = 1; level <= levels; level += 1) ways *= (agents + level) / level;
  return ways;
}

/** Call-backs take who accepts out of the queue; among the others the waits are model A's at the rate that is left. */
function callbackOutcome({ patienceSeconds, acceptShare, reserve }: Of<'callback'>, asked: Asked): Outcome {
  const { agents, load, handleSeconds, target } = asked;
  if (reserve >= agents) return nobodyServed(load);
  const offer = callbackOffer({ agents, load, handleSeconds, patienceSeconds, acceptShare, reserve });
  const whenBusy = erlangOutcome({
    agents,
    load: load * (1 - acceptShare),
    handleSeconds,
    patienceSeconds,
    target: { ...target, definition: 'abandons-hurt' },
  });
  const waited = offer.allBusy * (1 - acceptShare);
  const accepted = offer.allBusy * acceptShare;
  const shares = waitersOf(whenBusy, { target, waited });
  return {
    ...shares,
    // Who is to be called back is offered and not answered in time: a flow-out.
    met: shares.met - accepted,
    abandoned: offer.abandonProbability,
    answered: 1 - offer.abandonProbability - accepted,
    occupancy: offer.occupancy,
    allBusy: offer.allBusy,
  };
}

/** Too few people for the reserve: call-backs are never made. */
const nobodyServed = (load: number): Outcome => ({
  met: 0,
  counted: 1,
  answered: 0,
  abandoned: 1,
  waited: 1,
  waitAnswered: 0,
  occupancy: load > 0 ? 1 : 0,
  allBusy: 1,
});

/** What model A says of those who wait, for a queue where another share of contacts does. */
function waitersOf(
  like: Outcome,
  { target, waited }: { readonly target: StaffingTarget; readonly waited: number },
): Pick<Outcome, 'met' | 'counted' | 'waited' | 'waitAnswered'> {
  const scale = like.waited > 0 ? waited / like.waited : 0;
  const inTime = 1 - (1 - like.met) * scale;
  if ((target.definition ?? 'callboard') !== 'callboard' && target.definition !== 'abandons-hurt')
    throw new RangeError(`this model answers the service level of callboard only, got ${target.definition}`);
  return {
    ...countedBy({ definition: 'abandons-hurt' }, { inTime, answered: 1, within: 0, short: 0 }),
    waited,
    waitAnswered: like.waitAnswered * scale,
  };
}

/** Crews up to this size are followed exactly; for larger ones the usual fixed point is within a percent or so. */
const MOST_EXACT_REDIAL = 12;

function redialOutcome(behaviour: Of<'redial'>, asked: Asked): Outcome {
  const { agents, load, handleSeconds, target } = asked;
  const { patienceSeconds, redialShare, redialDelaySeconds, waitingPlaces = Infinity } = behaviour;
  const withinSeconds = target.withinSeconds ?? 0;
  const crew = { agents, load, handleSeconds, patienceSeconds };
  if (agents > MOST_EXACT_REDIAL && waitingPlaces === Infinity) {
    const { totalLoad } = redialFixedPoint({ ...crew, withinSeconds, redialShare });
    return erlangOutcome({ ...crew, load: totalLoad, target });
  }
  const shares = { redialAfterAbandon: redialShare, redialAfterBlock: behaviour.redialAfterBlock ?? 0 };
  const lines = agents + waitingPlaces;
  const chain = redial({ ...crew, ...shares, redialDelaySeconds, lines });
  const like = erlangA({ ...crew, load: load * chain.attemptsPerCall, withinSeconds, lines });
  const scale = like.waitProbability > 0 ? chain.waitProbability / like.waitProbability : 0;
  const answered = 1 - chain.abandonProbability - chain.blocking;
  return {
    // The chain knows no waiting times: those who wait do so as in model A with as many attempts.
    met: 1 - chain.blocking - (1 - like.blocking - like.serviceLevel.offered) * scale,
    counted: 1,
    waited: chain.waitProbability,
    waitAnswered: like.served > 0 ? like.served * like.speedOfAnswer * scale : 0,
    abandoned: chain.abandonProbability,
    answered,
    occupancy: chain.occupancy,
    allBusy: chain.waitProbability + chain.blocking,
  };
}

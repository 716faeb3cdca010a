import { DAY_MINUTES } from '#domain/time.ts';
import type { CrewFigures, PlannedInterval } from '#domain/staffing-plan.ts';
import { dayNumber } from '#domain/local-day.ts';
import { crewAtRate } from './crew-at-rate.ts';
import { crewModels, type CrewModels, type Demand } from './crew-models.ts';
import { followPlan } from './follow-plan.ts';
import { gammaNodes } from './rates/gamma-nodes.ts';
import { gammaQuantile } from './rates/gamma-quantile.ts';
import { joinIntervals } from './join-intervals.ts';
import { crewFigures } from './outcome.ts';
import type { IntervalDemand, JoinedDemand, QueueQuestion } from './queue-question.ts';
import { requireCrew, type CrewAnswer } from './require-crew.ts';
import { rosterPeople, type Unrostered } from './shrinkage/roster-people.ts';
import { expectShrinkage } from './shrinkage/shrinkage.ts';
import { expectTarget } from './staffing-target.ts';

/** How many people a queue needs in each interval, what they give, and what one more or fewer would change. */
export function planQueue(question: QueueQuestion): readonly PlannedInterval[] {
  expectTarget(question.target);
  expectShrinkage(question.shrinkage);
  expectIntervals(question);
  const models = crewModels(question.behaviour, question.target, {
    isLong: question.intervals.length > LONG_PLAN,
  });
  const crewFor = crewAtRate({ ...question, models });
  const answers: Sized[] = [];
  for (const joined of joinIntervals(question)) {
    answers.push(sizeInterval({ ...question, models, crewFor }, joined, answers.at(-1)));
  }
  const plan = question.intervals.map((interval, at) => planned(question, interval, answers[at] ?? NOBODY));
  const followed = question.joining === 'follow' ? followPlan(question, plan) : plan;
  return rosterPeople(followed, question.shrinkage);
}

/** Intervals from which on their crews are mostly alike: two days of half hours. */
const LONG_PLAN = 96;

type Sized = {
  readonly load: number;
  readonly answer: CrewAnswer | undefined;
  readonly agents: number;
  readonly low: number;
  readonly high: number;
};

const NOBODY: Sized = { load: 0, answer: undefined, agents: 0, low: 0, high: 0 };

type Sizing = QueueQuestion & {
  readonly models: CrewModels;
  readonly crewFor: ReturnType<typeof crewAtRate>;
};

function sizeInterval(question: Sizing, joined: JoinedDemand, before: Sized | undefined): Sized {
  const { uncertainty, leastAgents = 0 } = question;
  const { load, rateCv, handleSeconds } = joined;
  if (load <= 0) return { ...NOBODY, agents: leastAgents, low: leastAgents, high: leastAgents };
  const known = uncertainty.kind === 'mean' ? 0 : rateCv;
  // Without patience a rate above the crew has no long run, so nothing to average: model C is told at a rate.
  const averaged = question.behaviour.kind === 'patient' ? 0 : known;
  const mixed = { load, handleSeconds, rates: gammaNodes(averaged, load) };
  const at = (ratio: number): Demand => ({ load: load * ratio, handleSeconds, rates: gammaNodes(0, load) });
  const guess = guessFrom(before, load);
  const answer =
    uncertainty.kind === 'risk'
      ? atRisk(question, { mixed, atRate: at(gammaQuantile(uncertainty.share, known)), guess })
      : sized(question, mixed, guess);
  const crewAt = (share: number): number => {
    if (rateCv === 0 && uncertainty.kind !== 'risk') return answer.agents;
    const rate = load * gammaQuantile(share, rateCv);
    return question.crewFor({
      load: rate,
      handleSeconds,
      guess: guessFrom({ agents: answer.agents, load }, rate),
    });
  };
  return { load, answer, agents: answer.agents, low: crewAt(LOW), high: crewAt(HIGH) };
}

/** The ends of an 80 % band. */
const LOW = 0.1;
const HIGH = 0.9;

/** The crew of the interval before, scaled as the square-root law has it: mostly the answer, or one off. */
function guessFrom(before: Pick<Sized, 'agents' | 'load'> | undefined, load: number): number {
  if (before === undefined || before.load === 0) return load + Math.sqrt(load);
  const { agents, load: earlier } = before;
  return load + (agents - 0.5 - earlier) * Math.sqrt(load / earlier) + 0.5;
}

function sized({ models, target, leastAgents = 0 }: Sizing, demand: Demand, guess: number): CrewAnswer {
  return requireCrew({ model: models(demand, guess), target, leastAgents });
}

/** The crew for a rate above the mean, with the figures that are to be expected of it over all rates. */
function atRisk(
  question: Sizing,
  { mixed, atRate, guess }: { readonly mixed: Demand; readonly atRate: Demand; readonly guess: number },
): CrewAnswer {
  const answer = sized(question, atRate, guess);
  const model = question.models(mixed, guess);
  const figures = (agents: number): CrewFigures => crewFigures(model.outcomeOf(agents));
  return {
    ...answer,
    figures: figures(answer.agents),
    oneFewer: answer.agents - 1 < model.least ? undefined : figures(answer.agents - 1),
    oneMore: figures(answer.agents + 1),
  };
}

function planned(question: QueueQuestion, interval: IntervalDemand, size: Sized): Unrostered {
  const { queue, intervalMinutes } = question;
  const { answer, agents, load, low, high } = size;
  return {
    queue,
    day: interval.day,
    minuteOfDay: interval.minuteOfDay,
    minutes: intervalMinutes,
    offered: interval.offered,
    handleSeconds: interval.handleSeconds,
    rateCv: interval.rateCv,
    load,
    required: agents,
    low,
    high,
    figures: answer?.figures,
    oneFewer: answer?.oneFewer,
    oneMore: answer?.oneMore,
    binds: answer?.binds ?? (agents > 0 ? ['least crew'] : []),
    ...(interval.comesTwice ? { comesTwice: true } : {}),
  };
}

function expectIntervals({ intervals, intervalMinutes, uncertainty, leastAgents = 0 }: QueueQuestion): void {
  if (!(intervalMinutes > 0 && intervalMinutes <= DAY_MINUTES))
    throw new RangeError(`an interval must last from 1 minute to a day, got ${intervalMinutes} minutes`);
  if (uncertainty.kind === 'risk' && !(uncertainty.share > 0 && uncertainty.share < 1))
    throw new RangeError(`risk must be a share above 0 and below 1, got ${uncertainty.share}`);
  if (!(Number.isInteger(leastAgents) && leastAgents >= 0))
    throw new RangeError(`the least crew must be a whole number of at least 0, got ${leastAgents}`);
  let earlier = -Infinity;
  for (const interval of intervals) {
    const { day, minuteOfDay, offered, handleSeconds, rateCv } = interval;
    const minute = dayNumber(day) * DAY_MINUTES + minuteOfDay;
    const when = `${day}, minute ${minuteOfDay}`;
    if (minute < earlier + intervalMinutes)
      throw new RangeError(`intervals must follow each other, got ${when}`);
    earlier = minute;
    for (const [name, value] of Object.entries({ offered, rateCv })) {
      if (!(value >= 0 && value < Infinity))
        throw new RangeError(`${name} must be a number of at least 0, got ${value} at ${when}`);
    }
    if (!(handleSeconds > 0 && handleSeconds < Infinity))
      throw new RangeError(`handle time must be seconds above 0, got ${handleSeconds} at ${when}`);
  }
}

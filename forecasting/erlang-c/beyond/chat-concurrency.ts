import { expectNumber } from '../numerics/expect-number.ts';
import { stationaryShares } from '../chains/stationary-shares.ts';
import type { Move } from '../chains/stationary-shares.ts';

export type ChatQuestion = {
  readonly agents: number;
  readonly arrivalsPerSecond: number;
  /** Mean handle time of a chat while its agent has 1, 2, … chats; the length is the most chats an agent takes. */
  readonly handleSecondsAtLevel: readonly number[];
  readonly patienceSeconds: number;
};

export type ChatConcurrency = {
  readonly waitProbability: number;
  /** Per offered chat. */
  readonly abandonProbability: number;
  readonly chatsInService: number;
  readonly idleAgents: number;
  /** Chats in service / chats the crew could hold. */
  readonly slotOccupancy: number;
  readonly queueLength: number;
  readonly meanWait: number;
};

const MOST_CREWS = 6000;

/**
 * Agents who hold several chats at once, exactly for small crews: every chat of an agent slows the others, a new chat
 * goes to an agent with the fewest, nobody is re-balanced, and when all are full chats wait with exponential patience
 * (limited processor sharing; Luo and Zhang 2013). The chain is over how many agents hold 0, 1, 2, … chats. Shares 0 to
 * 1, `meanWait` in seconds over all offered chats. Past 6,000 such crews a `RangeError` says so.
 */
export function chatConcurrency(question: ChatQuestion): ChatConcurrency {
  expectChat(question);
  const { agents, arrivalsPerSecond, handleSecondsAtLevel, patienceSeconds } = question;
  const levels = handleSecondsAtLevel.length;
  const crews = crewsOf(agents, levels);
  const places = placesOf(question);
  const shares = stationaryShares(crews.length + places, movesOf(question, crews, places));
  let [chatsInService, idleAgents, queueLength, full] = [0, 0, 0, 0];
  for (const [state, share] of shares.entries()) {
    const crew = crews[Math.min(state, crews.length - 1)] ?? [];
    const waiting = Math.max(0, state - crews.length + 1);
    chatsInService += share * chatsOf(crew);
    idleAgents += share * (crew[0] ?? 0);
    queueLength += share * waiting;
    if (state >= crews.length - 1) full += share;
  }
  return {
    waitProbability: full,
    abandonProbability: queueLength / patienceSeconds / arrivalsPerSecond,
    chatsInService,
    idleAgents,
    slotOccupancy: chatsInService / (agents * levels),
    queueLength,
    meanWait: queueLength / arrivalsPerSecond,
  };
}

/** How many agents hold 0, 1, … chats, for every way to do so, in order of the chats held; the full crew is last. */
function crewsOf(agents: number, levels: number): number[][] {
  let crews: number[][] = [[]];
  for (let level = 0; level < levels; level += 1) {
    crews = crews.flatMap((crew) => {
      const left = agents - crew.reduce((sum, count) => sum + count, 0);
      return Array.from({ length: left + 1 }, (_, count) => [...crew, count]);
    });
    if (crews.length > MOST_CREWS)
      throw new RangeError(`agents must be fewer for ${levels} chats each, got ${agents}`);
  }
  const complete = crews.map((crew) => [...crew, agents - crew.reduce((sum, count) => sum + count, 0)]);
  return complete.sort((one, other) => chatsOf(one) - chatsOf(other));
}

function chatsOf(crew: readonly number[]): number {
  return crew.reduce((sum, count, level) => sum + count * level, 0);
}

/** Enough waiting places that the last is taken for less than 1e-16 of the time. */
function placesOf({
  agents,
  arrivalsPerSecond,
  handleSecondsAtLevel,
  patienceSeconds,
}: ChatQuestion): number {
  const levels = handleSecondsAtLevel.length;
  const full = (agents * levels) / (handleSecondsAtLevel[levels - 1] ?? 1);
  let weight = 1;
  let highest = 1;
  for (let places = 1; places < 20_000; places += 1) {
    weight *= arrivalsPerSecond / (full + places / patienceSeconds);
    highest = Math.max(highest, weight);
    if (weight < highest * 1e-16) return places;
  }
  throw new RangeError(`arrivalsPerSecond must be fewer for this crew, got ${arrivalsPerSecond}`);
}

function movesOf(question: ChatQuestion, crews: readonly number[][], places: number): Move[] {
  const { agents, arrivalsPerSecond, handleSecondsAtLevel, patienceSeconds } = question;
  const indices = new Map(crews.map((crew, index) => [crew.join(), index]));
  const last = crews.length - 1;
  const moves: Move[] = [];
  const move = (crew: readonly number[], from: number, level: number, step: 1 | -1, rate: number): void => {
    const next = crew.map((count, at) => count + (at === level + step ? 1 : 0) - (at === level ? 1 : 0));
    const to = indices.get(next.join());
    if (to !== undefined) moves.push({ from, to, rate });
  };
  for (const [from, crew] of crews.entries()) {
    const lowest = crew.findIndex((count) => count > 0);
    if (from < last) move(crew, from, lowest, 1, arrivalsPerSecond);
    for (const [at, handleSeconds] of handleSecondsAtLevel.entries()) {
      const level = at + 1;
      const rate = ((crew[level] ?? 0) * level) / handleSeconds;
      if (rate > 0) move(crew, from, level, -1, rate);
    }
  }
  const levels = handleSecondsAtLevel.length;
  const full = (agents * levels) / (handleSecondsAtLevel[levels - 1] ?? 1);
  for (let waiting = 1; waiting <= places; waiting += 1) {
    moves.push({ from: last + waiting - 1, to: last + waiting, rate: arrivalsPerSecond });
    moves.push({ from: last + waiting, to: last + waiting - 1, rate: full + waiting / patienceSeconds });
  }
  return moves;
}

function expectChat(question: ChatQuestion): void {
  expectNumber('agents', question.agents, 'a whole number of at least 1');
  expectNumber('arrivalsPerSecond', question.arrivalsPerSecond, 'a number above 0');
  expectNumber('patienceSeconds', question.patienceSeconds, 'a number above 0');
  if (question.handleSecondsAtLevel.length === 0) {
    throw new RangeError('handleSecondsAtLevel must name at least one level, got none');
  }
  for (const [at, seconds] of question.handleSecondsAtLevel.entries()) {
    expectNumber(`handleSecondsAtLevel[${at}]`, seconds, 'a number above 0');
  }
}

import type { ChatConcurrency, ChatQuestion } from './chat-concurrency.ts';
import { expectNumber } from '../numerics/expect-number.ts';

/** Chats beyond this wait for less than 1e-16 of the time. */
const NEGLIGIBLE = 1e-16;
const MOST_CHATS = 10_000_000;

/**
 * Agents with several chats at once, for crews too large for `chatConcurrency`: as if chats were always shared out evenly, which
 * a new chat going to an agent with the fewest nearly does. The share that waits comes out up to a point too low for ten agents,
 * and less for more; `idleAgents` is only right where agents are seldom idle.
 */
export function balancedChats(question: ChatQuestion): ChatConcurrency {
  const { agents, arrivalsPerSecond, handleSecondsAtLevel, patienceSeconds } = question;
  expectNumber('agents', agents, 'a whole number of at least 1');
  expectNumber('arrivalsPerSecond', arrivalsPerSecond, 'a number above 0');
  expectNumber('patienceSeconds', patienceSeconds, 'a number above 0');
  const room = agents * handleSecondsAtLevel.length;
  const sums = { all: 0, full: 0, queue: 0, idle: 0, inService: 0 };
  // Weights relative to the largest so far, so that none overflows.
  let weight = 1;
  for (let chats = 0; chats < MOST_CHATS; chats += 1) {
    if (chats > 0) weight *= arrivalsPerSecond / endRate(question, chats);
    if (weight > LARGE) {
      for (const name of SUMS) sums[name] /= weight;
      weight = 1;
    }
    sums.all += weight;
    sums.idle += weight * Math.max(0, agents - chats);
    sums.inService += weight * Math.min(chats, room);
    if (chats >= room) {
      sums.full += weight;
      sums.queue += weight * (chats - room);
    }
    if (chats > room && weight < sums.all * NEGLIGIBLE) break;
  }
  const queueLength = sums.queue / sums.all;
  const chatsInService = sums.inService / sums.all;
  return {
    waitProbability: sums.full / sums.all,
    abandonProbability: queueLength / patienceSeconds / arrivalsPerSecond,
    chatsInService,
    idleAgents: sums.idle / sums.all,
    slotOccupancy: chatsInService / room,
    queueLength,
    meanWait: queueLength / arrivalsPerSecond,
  };
}

const SUMS = ['all', 'full', 'queue', 'idle', 'inService'] as const;
const LARGE = 1e200;

/** Chats that end a second: of each agent so many as it has, at the pace that so many have. */
function endRate({ agents, handleSecondsAtLevel, patienceSeconds }: ChatQuestion, chats: number): number {
  const levels = handleSecondsAtLevel.length;
  const rateAt = (level: number): number =>
    level === 0 ? 0 : level / (handleSecondsAtLevel[level - 1] ?? 1);
  const waiting = chats - agents * levels;
  if (waiting >= 0) return agents * rateAt(levels) + waiting / patienceSeconds;
  const level = Math.floor(chats / agents);
  const above = chats - level * agents;
  return (agents - above) * rateAt(level) + above * rateAt(level + 1);
}

import { unreachableFrom, type AgentState } from '#domain/agent.ts';
import type { QueueId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { AgentBook } from './agent-book.ts';
import { UNKNOWN_STANDING, passMark, stateOf, type Standing } from './standing.ts';

/** A stretch of an agent's time in which nothing about it changed. */
export type AgentSpan = {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly state: AgentState;
  readonly reason?: string;
  readonly site?: string;
  /** The queues signed in to; of an agent who never was, those of the contacts in hand. */
  readonly queues: readonly QueueId[];
  readonly inHand: number;
  /** Seen at work without being signed in. */
  readonly isUnsigned: boolean;
};

/** The agent's time up to `until`, from the marks that are kept on. Time at rest is none of it. */
export function* agentSpans(book: AgentBook, until: EpochMs): Generator<AgentSpan> {
  const first = book.marks[0];
  if (first === undefined && book.since === undefined) return;
  let standing = book.since?.standing ?? UNKNOWN_STANDING;
  let at = book.since?.at ?? first?.at ?? until;
  for (const mark of book.marks) {
    if (mark.at >= until) break;
    if (mark.at > at) yield* stretch(standing, at, mark.at);
    at = mark.at;
    standing = passMark(standing, mark);
  }
  if (until > at) yield* stretch(standing, at, until);
}

/** Between two marks only silence changes anything. */
function* stretch(standing: Standing, from: EpochMs, until: EpochMs): Generator<AgentSpan> {
  const { heardAt } = standing;
  const border =
    heardAt === undefined ? until : epochMs(Math.max(from, Math.min(until, unreachableFrom(heardAt))));
  yield* spanOf(standing, from, border);
  yield* spanOf(standing, border, until);
}

function* spanOf(standing: Standing, from: EpochMs, until: EpochMs): Generator<AgentSpan> {
  if (until <= from) return;
  const { inHand, queues, reason, site, signedIn, stated } = standing;
  const state = stateOf(standing, from) ?? stateUnsigned(standing);
  if (state === undefined) return;
  const inHandQueues = [...new Set(inHand.flatMap(({ queue }) => queue ?? []))];
  yield {
    from,
    until,
    state,
    ...(reason !== undefined && state === stated && { reason }),
    ...(site !== undefined && { site }),
    queues: signedIn && queues.length > 0 ? queues : inHandQueues,
    inHand: inHand.reduce((sum, { more = 0 }) => sum + 1 + more, 0),
    isUnsigned: !signedIn,
  };
}

function stateUnsigned({ inHand, wrapping }: Standing): AgentState | undefined {
  if (inHand.length > 0) return 'busy';
  return wrapping > 0 ? 'wrap-up' : undefined;
}

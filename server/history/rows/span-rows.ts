import type { SpanRow } from '#domain/history/span-row.ts';
import type { AgentId } from '#domain/ids.ts';
import { HOUR_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import { agentSpans, type AgentSpan } from '../../floor/agent-spans.ts';
import type { AgentBook } from '../../floor/agent-book.ts';
import type { StopBook } from './stop-book.ts';

/**
 * Of an agent of whom the switch tells no states, only contacts are known. Between two of them less than this apart the agent was
 * available; a longer pause is one in which nobody knows whether anybody was there.
 */
export const DERIVED_PAUSE_MS: DurationMs = HOUR_MS;

/** Reads agents' time as rows, part after part. */
export type SpanReader = {
  /** The rows of these agents' time up to `until`, from where the last reading of them ended. */
  read(agents: ReadonlyMap<AgentId, AgentBook>, until: EpochMs): Generator<SpanRow>;
};

/** A reader that has read nothing yet. After a source's stop nobody knows what its agents do. */
export function spanReader(stops: Pick<StopBook, 'heardParts'>): SpanReader {
  /** The last derived row of each agent: the pause after it is not known yet. */
  const last = new Map<AgentId, SpanRow>();
  function* spanRows(agent: AgentId, book: AgentBook, until: EpochMs): Generator<SpanRow> {
    for (const span of agentSpans(book, until))
      for (const part of stops.heardParts(book.sources, span)) yield spanRow(agent, part);
  }
  return {
    *read(agents, until) {
      for (const [agent, book] of agents) {
        const isDerived = book.sources.size === 0;
        for (const row of spanRows(agent, book, until)) {
          if (isDerived) yield* pauseBefore(row, last.get(agent));
          if (isDerived) last.set(agent, row);
          yield row;
        }
      }
    },
  };
}

function spanRow(
  agent: AgentId,
  { from, until, state, reason, site, queues, inHand, isUnsigned }: AgentSpan,
): SpanRow {
  return {
    agent,
    site,
    state,
    reason,
    queues,
    arrived_at: from,
    ended_at: until,
    in_hand: inHand,
    derived: isUnsigned,
  };
}

function* pauseBefore(row: SpanRow, before: SpanRow | undefined): Generator<SpanRow> {
  const [from, until] = [before?.ended_at, row.arrived_at];
  if (before === undefined || from === undefined || until === undefined) return;
  if (until <= from || until - from > DERIVED_PAUSE_MS) return;
  yield { ...before, state: 'available', reason: undefined, arrived_at: from, ended_at: until, in_hand: 0 };
}

import type { Board, BoardAlert, Figures, QueueFigures } from '#domain/board/board.ts';
import { serviceBase } from '#domain/measures/measures.ts';
import { judgeLongestWait, judgeQueue, worst, type TileState } from '../screen/tile-state.ts';
import type { TrustOf } from '../screen/judge-tiles.ts';
import { longestWait, type Trust } from '../screen/trust.ts';
import type { Words } from '../words/wall-words.ts';
import { nameOf } from '../words/wall-words-of.ts';

export type Row = {
  readonly id: string;
  readonly name: string;
  readonly figures: QueueFigures;
  readonly trust: Trust;
  readonly state: TileState;
};

/**
 * Queues in the order of the wall: breached ones, those at risk, those whose feed is dead, the rest; in each the one in which most
 * contacts waited too long first, then by name, so that rows keep their place.
 */
export function orderQueues(board: Board, words: Words, trustOf: TrustOf): readonly Row[] {
  const rows = Object.entries(board.queues).map(([id, figures]): Row & { readonly harm: number } => {
    const trust = trustOf(figures);
    const state = stateOf(figures, trust, firingAlerts(board, id));
    return { id, figures, trust, state, name: nameOf(figures.name, words, id), harm: waitedTooLong(figures) };
  });
  return rows.toSorted(
    (a, b) =>
      RANK[b.state] - RANK[a.state] ||
      b.harm - a.harm ||
      compareNames(a.name, b.name) ||
      compareNames(a.id, b.id),
  );
}

/** Contacts of the interval that were certainly not answered within the target, those still waiting included. */
export function waitedTooLong({ interval: { counts, undecided } }: Figures): number {
  return Math.max(0, serviceBase(counts) - counts.answeredWithin - undecided);
}

const RANK: Readonly<Record<TileState, number>> = { unknown: 0, good: 0, stale: 1, risk: 2, breach: 3 };

function stateOf(figures: Figures, trust: Trust, alerts: readonly BoardAlert[]): TileState {
  if (trust.state !== 'live') return trust.state;
  const waitMs = longestWait(figures, trust) ?? 0;
  return worst([
    judgeQueue(figures, alerts),
    judgeLongestWait(
      waitMs,
      figures.target.withinMs,
      alerts.filter(({ measure }) => measure === 'longest-wait'),
    ),
  ]);
}

const firingAlerts = (board: Board, id: string): readonly BoardAlert[] =>
  Object.values(board.alerts).filter(
    ({ state, subject }) => state === 'firing' && subject.kind === 'queue' && subject.queue === id,
  );

// One collation for both languages, with digits in their order: "Line 2" before "Line 10".
const { compare: compareNames } = new Intl.Collator('zh-CN', { numeric: true });

import type { Board, BoardAlert, QueueFigures } from '#domain/board/board.ts';
import type { Words } from '../words/wall-words.ts';
import { nameOf } from '../words/wall-words-of.ts';
import { judgeAlerts } from '../screen/tile-state.ts';

export type Row = {
  readonly id: string;
  readonly name: string;
  readonly figures: QueueFigures;
  readonly alerts: readonly BoardAlert[];
};

/** Queues in the order of the wall: those with firing alerts first, the gravest on top; else by name, so that rows keep their place. */
export function orderQueues(board: Board, words: Words): readonly Row[] {
  const rows = Object.entries(board.queues).map(([id, figures]) => {
    const alerts = firingAlerts(board, id);
    return { id, figures, alerts, name: nameOf(figures.name, words, id), rank: RANK[judgeAlerts(alerts)] };
  });
  return rows.toSorted((a, b) => b.rank - a.rank || compareNames(a.name, b.name) || compareNames(a.id, b.id));
}

const RANK = { unknown: 0, good: 0, risk: 1, breach: 2 } as const;

const firingAlerts = (board: Board, id: string): readonly BoardAlert[] =>
  Object.values(board.alerts).filter(
    ({ state, subject }) => state === 'firing' && subject.kind === 'queue' && subject.queue === id,
  );

// One collation for both languages, with digits in their order: "Line 2" before "Line 10".
const { compare: compareNames } = new Intl.Collator('zh-CN', { numeric: true });

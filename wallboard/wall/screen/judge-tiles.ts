import type { Board, BoardAlert, Figures, Period } from '#domain/board/board.ts';
import { serviceLevel } from '#domain/measures/measures.ts';
import type { AlertMeasure } from '#domain/alert.ts';
import type { TileName } from './layout.ts';
import { readStaff } from './read-staff.ts';
import { judgeAlerts, judgeLongestWait, judgeServiceLevel, worst, type Judgement } from './tile-state.ts';
import { longestWait, type Trust } from './trust.ts';

/** How the trust in some figures is found. */
export type TrustOf = (figures: Figures) => Trust;

/** The state of a headline tile. What stands still is judged as of when it stood still. */
export function judgeTile(board: Board, tile: TileName, trustOf: TrustOf): Judgement {
  switch (tile) {
    case 'waiting':
      return judgeAlerts(alertsOn(board, 'waiting'));
    case 'longest-wait':
      return judgeWaits(board, trustOf);
    case 'agents':
      return judgeStaff(board.total);
    case 'service-level-interval':
      return judgeLevel(board.total.interval, board.total);
    case 'service-level-day':
      return judgeLevel(board.total.day, board.total);
    case 'abandoned':
      return judgeAlerts(alertsOn(board, 'abandon-rate'));
  }
}

/** Every queue's longest wait by its own target and rules, the gravest of them. Good when nobody waits. */
function judgeWaits(board: Board, trustOf: TrustOf): Judgement {
  const alerts = alertsOn(board, 'longest-wait');
  const states = Object.entries(board.queues).flatMap(([id, figures]) => {
    const waitMs = longestWait(figures, trustOf(figures));
    const own = alerts.filter(({ subject }) => subject.kind !== 'queue' || subject.queue === id);
    return waitMs === undefined ? [] : judgeLongestWait(waitMs, figures.target.withinMs, own);
  });
  return states.length === 0 ? 'good' : worst(states);
}

function judgeStaff(total: Figures): Judgement {
  const { busy, unreachable } = readStaff(total);
  if (busy === undefined) return 'unknown';
  return (unreachable ?? 0) > 0 ? 'risk' : 'good';
}

function judgeLevel({ counts, undecided }: Period, { target }: Figures): Judgement {
  return judgeServiceLevel(serviceLevel({ ...counts, undecided }), target.share);
}

const alertsOn = (board: Board, measure: AlertMeasure): readonly BoardAlert[] =>
  Object.values(board.alerts).filter((alert) => alert.measure === measure);

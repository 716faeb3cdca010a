import type { Board, BoardAlert } from '#domain/board/board.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';

/** A resolved alert is good news for so long. */
const GOOD_NEWS_MS: DurationMs = 3 * MINUTE_MS;

/** Firing alerts, the gravest first and then the newest; when none fires, those that were resolved in the last minutes. */
export function alertsToTell(board: Board, now: EpochMs): readonly BoardAlert[] {
  const alerts = Object.values(board.alerts);
  const firing = alerts.filter((alert) => alert.state === 'firing');
  if (firing.length > 0) return firing.toSorted((a, b) => gravity(b) - gravity(a) || b.firedAt - a.firedAt);
  return alerts
    .filter((alert) => alert.state === 'resolved')
    .filter((alert) => now - alert.resolvedAt < GOOD_NEWS_MS)
    .toSorted((a, b) => b.resolvedAt - a.resolvedAt);
}

const gravity = (alert: BoardAlert): number => (alert.severity === 'critical' ? 1 : 0);

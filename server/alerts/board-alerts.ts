import { alertKey, type Alert } from '#domain/alert.ts';
import type { Board, BoardAlert } from '#domain/board/board.ts';
import { limitOf, type AlertReading } from './alert-reading.ts';

/**
 * The alerts that a wall shows: firing and lately resolved ones, with what their sentence needs. One whose rule or
 * subject is gone is left out: nobody can say any more by how much it was off. So is what a dead feed would have to tell: that the
 * feed is lost stands for all of it.
 */
export function boardAlerts(
  alerts: ReadonlyMap<string, Alert>,
  readings: readonly AlertReading[],
): Board['alerts'] {
  const shown: Record<string, BoardAlert> = {};
  for (const reading of readings) {
    if (!reading.isKnown) continue;
    const key = alertKey(reading.rule.id, reading.subject);
    const alert = alerts.get(key);
    if (alert === undefined || alert.state === 'pending') continue;
    shown[key] = { ...alert, ...limitOf(reading) };
  }
  return shown;
}

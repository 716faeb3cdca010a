import type { Board } from '#domain/board/board.ts';
import { boardAlerts } from '../alerts/board-alerts.ts';
import { takeReadings } from '../alerts/take-readings.ts';
import type { Seen } from './see-floor.ts';
import type { Terms } from './take-events.ts';
import type { World } from './world.ts';

/** Last part of a tick: what was seen, with the alerts as they stand, is the board. It only reads: drawing twice or not at all changes nothing. */
export function drawBoard({ alerts }: Pick<World, 'alerts'>, terms: Terms, seen: Seen): Board {
  const { centre, definitions } = terms;
  const { name, zone, intervalMs, rules } = centre;
  const { total, queues, sources, sourceAgeMs, now } = seen;
  const readings = takeReadings(seen, sourceAgeMs, rules, now);
  return {
    centre: { name, zone, intervalMs, definitions },
    total,
    queues,
    sources,
    alerts: boardAlerts(alerts, readings),
  };
}

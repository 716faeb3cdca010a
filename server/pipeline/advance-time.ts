import type { AlertTransition } from '#domain/alert.ts';
import { MINUTE_MS, type EpochMs } from '#domain/time.ts';
import { judgeAlerts } from '../alerts/judge-alerts.ts';
import { takeReadings } from '../alerts/take-readings.ts';
import { closeCells } from '../floor/agent-book.ts';
import { stayListener } from '../floor/agent-engagements.ts';
import type { Floor } from '../floor/floor.ts';
import { floorTime, knownUntil, sourceStates, type Feeds } from '../floor/source-states.ts';
import { seeFloor, type Moment, type Seen } from './see-floor.ts';
import { sweep, type Terms } from './take-events.ts';
import type { World } from './world.ts';

/** What the passing of time has brought: what is seen now, and which alerts changed, each with its reason. */
export type Advanced = { readonly seen: Seen; readonly transitions: readonly AlertTransition[] };

/**
 * Second part of a tick: time goes on to a moment. Contacts that were silent for too long end, and a breach is held or over,
 * by the passing of time alone. Whoever delivers alerts to people, or writes them down, takes the transitions from here.
 */
export function advanceTime(world: World, terms: Terms, moment: Moment): Advanced {
  const { floor } = world;
  const now = floorTime(floor, moment.serverNow);
  const feeds = sourceStates(floor, { ...terms, ...moment });
  if (Math.abs(now - world.sweptAt) >= SWEEP_EVERY_MS) sweep(world, terms, now, feeds);
  closeAgentsCells(floor, feeds, now);
  const seen = seeFloor(world, terms, moment);
  const readings = takeReadings(seen, seen.sourceAgeMs, terms.centre.rules, now);
  const { alerts, transitions } = judgeAlerts({ alerts: world.alerts, readings, now });
  world.alerts = alerts;
  return { seen, transitions };
}

/**
 * What nobody tells of any more stands still, and its time is not added up. Where very much is to be added up, as after a log of a day
 * was read, some of it is, and the rest when time is advanced again.
 */
function closeAgentsCells(floor: Floor, feeds: Feeds, now: EpochMs): void {
  const listener = stayListener(floor);
  let left = CLOSED_AT_A_TIME;
  for (const book of floor.agents.values()) {
    if (left <= 0) return;
    const until = knownUntil(feeds, book.sources, now);
    left -= closeCells(book, until, { gridMs: floor.gridMs, listener, most: left });
  }
}

/** Sums that are added to in some ten milliseconds: a quarter of an hour of 1,000 agents of ten queues each. */
const CLOSED_AT_A_TIME = 11_000;

/** The limits on silence are hours; looking once a minute is early enough. */
const SWEEP_EVERY_MS = MINUTE_MS;

import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { timeZone } from '#domain/time-zone.ts';
import { advanceTime } from '../../pipeline/advance-time.ts';
import type { Seen } from '../../pipeline/see-floor.ts';
import { takeEvents } from '../../pipeline/take-events.ts';
import { emptyWorld } from '../../pipeline/world.ts';
import type { HandClock } from '../links/testing/hand-clock.ts';
import type { Station } from './station.ts';

/** What a wall would show of what the station's sources tell, by our clock. */
export function ourFloor({ clock }: HandClock, station: Station): () => Seen {
  const world = emptyWorld(GRID_MS);
  const terms = { centre: usualCentre('UTC'), zone: timeZone('UTC'), definitions: 'test' };
  let position = 0;
  const take = (): void => {
    const events = station.told.slice(position);
    position = station.told.length;
    if (events.length > 0) takeEvents(world, terms, { events, position, receivedAt: clock() });
  };
  station.onCommit(take);
  return () => advanceTime(world, terms, { serverNow: clock(), cut: new Set(), refused: {} }).seen;
}

import type { Centre } from '#domain/centre.ts';
import { localIntervalStart } from '#domain/interval.ts';
import type { EpochMs } from '#domain/time.ts';
import { dayStart, type TimeZone } from '#domain/time-zone.ts';
import type { Floor, Scope } from '../floor/floor.ts';
import type { Feeds } from '../floor/source-states.ts';
import type { StaffNow } from './staff-now.ts';
import type { Tally } from './tally.ts';

export type FiguresOptions = {
  readonly floor: Floor;
  readonly tally: Tally;
  readonly centre: Centre;
  readonly zone: TimeZone;
  readonly now: EpochMs;
  readonly feeds: Feeds;
};

/** What all figures of one moment are drawn from. */
export type Frame = FiguresOptions & { readonly staff: ReadonlyMap<Scope, StaffNow> };

/** From when to when is counted: the interval or the day that holds `now`, so far. */
export type Reach = { readonly start: EpochMs; readonly now: EpochMs };

/** The interval that holds `now`. */
export const intervalReach = ({ zone, centre }: Frame, now: EpochMs): Reach => ({
  start: localIntervalStart(zone, now, centre.intervalMs),
  now,
});

/** The local day that holds `now`. */
export const dayReach = ({ zone }: Frame, now: EpochMs): Reach => ({ start: dayStart(zone, now), now });

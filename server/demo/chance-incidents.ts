import type { DemoIncident } from '#domain/board/demo.ts';
import { MINUTE_MS, later, type EpochMs } from '#domain/time.ts';
import { randomStreams, unitAt } from '../../forecasting/simulation/random/random-streams.ts';

export type ChanceIncident = { readonly at: EpochMs; readonly incident: DemoIncident };

/** Between two incidents that come by themselves, 10 to 40 minutes pass: a visitor who stays for a coffee sees one. */
const LEAST_GAP_MS = 10 * MINUTE_MS;
const GAP_SPREAD_MS = 30 * MINUTE_MS;
/** Lost networks are more common than surges. */
const UNREACHABLE_SHARE = 0.6;
/** Keeps these numbers apart from the simulator's own, which are drawn from the same seed. */
const SALT = 77;

/** What comes by itself on a live floor, by time and without end. The same seed gives the same. */
export function* chanceIncidents(from: EpochMs, seed: number): Generator<ChanceIncident, never> {
  const streams = randomStreams(seed, SALT, 2);
  // As if the last one had been a while ago.
  let at = later(from, -LEAST_GAP_MS / 2);
  for (let nth = 0; ; nth += 1) {
    at = later(at, Math.round(LEAST_GAP_MS + GAP_SPREAD_MS * unitAt(streams, 0, nth)));
    yield { at, incident: unitAt(streams, 1, nth) < UNREACHABLE_SHARE ? 'unreachable' : 'surge' };
  }
}

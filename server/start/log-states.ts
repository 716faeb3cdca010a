import type { Logger } from 'pino';
import type { SourceState } from '#domain/board/board.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import type { Timers } from '../clock/timers.ts';
import { IN_SPAN, openGate, type Gate } from '../ingest/links/line-gate.ts';
import type { Seen } from '../pipeline/see-floor.ts';

/** How the feeds are at a moment. */
export type FeedsSeen = Pick<Seen, 'sources' | 'sourceAgeMs'>;

/** `ageMs`: since it was heard; undefined where it never was. */
type Known = { state: SourceState; ageMs: DurationMs | undefined; readonly gate: Gate };

/** Is told how the feeds are at each moment, and writes a line when one falls silent, is heard again, stops or has a wrong clock. */
export function logStates({
  log,
  timers,
}: {
  readonly log: Logger;
  readonly timers: Timers;
}): (seen: FeedsSeen) => void {
  const known = new Map<string, Known>();
  const openFor = (source: string): Gate =>
    openGate(timers, (times) =>
      log.warn({ source, times }, `${source}: its feed changed ${times} times more ${IN_SPAN}`),
    );
  return ({ sources, sourceAgeMs }) => {
    const ages: Readonly<Record<string, DurationMs | undefined>> = sourceAgeMs;
    for (const [source, { skewMs = 0, state }] of Object.entries(sources)) {
      const ageMs = ages[source];
      const before = known.get(source);
      const said = before === undefined ? undefined : wordsOf({ from: before, state, ageMs, skewMs });
      if (said !== undefined && before?.gate.pass() === true)
        log[LEVELS[state]]({ source, state }, `${source} ${said}`);
      known.set(source, { state, ageMs, gate: before?.gate ?? openFor(source) });
    }
    // What was replaced, or belongs to a recording that is over, is not shown any more.
    for (const source of known.keys()) if (!(source in sources)) known.delete(source);
  };
}

const LEVELS: Readonly<Record<SourceState, 'info' | 'warn'>> = {
  live: 'info',
  quiet: 'info',
  stopped: 'info',
  silent: 'warn',
  'clock-wrong': 'warn',
};

type Turn = {
  readonly from: Pick<Known, 'state' | 'ageMs'>;
  readonly state: SourceState;
  readonly ageMs: DurationMs | undefined;
  readonly skewMs: DurationMs;
};

/** What has become of a feed; undefined where it is as it was. That one beats now which did not before is no news. */
function wordsOf({ from, state, ageMs, skewMs }: Turn): string | undefined {
  if (from.state === state) return undefined;
  switch (state) {
    case 'silent':
      return ageMs === undefined
        ? 'is silent: nothing was ever heard of it'
        : `is silent: nothing was heard of it for ${secondsOf(ageMs)}`;
    case 'stopped':
      return 'says that it stops';
    case 'clock-wrong':
      return `has a clock that is ${secondsOf(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} ours: its figures are not believed`;
    case 'live':
    case 'quiet':
      if (from.state === 'silent')
        return from.ageMs === undefined
          ? 'is heard for the first time'
          : `is heard again after ${secondsOf(from.ageMs)}`;
      if (from.state === 'clock-wrong') return 'has a clock that is right again';
      return from.state === 'stopped' ? 'has begun again' : undefined;
  }
}

const secondsOf = (ms: DurationMs): string => `${Math.round(ms / SECOND_MS)} s`;

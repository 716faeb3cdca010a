import type { SourceId } from '#domain/ids.ts';
import type { SourceHealth } from './source-health.ts';

/** The connections by which a switch tells what happens now; beside them a log may be read that says what was. */
const LIVE_LINKS: readonly string[] = ['ami', 'esl'];

/**
 * Configured switches whose connection is not there and of which nothing new has come since the start: an old log does not make
 * them heard. Of one that has only a log, that log is the connection.
 */
export function neverConnected(sources: readonly SourceHealth[]): readonly SourceId[] {
  return sources.flatMap(({ id, links, accepted = 0 }) => {
    const live = LIVE_LINKS.flatMap((name) => links[name]?.state ?? []);
    const states = live.length > 0 ? live : Object.values(links).map(({ state }) => state);
    const isDown = states.length > 0 && !states.includes('live');
    return isDown && accepted === 0 ? [id] : [];
  });
}

/** Sources whose switch does not let us in. While it is asked again, what it said last holds. */
export function barredSources(sources: readonly SourceHealth[]): ReadonlySet<SourceId> {
  return new Set(sources.filter(({ isLoginRefused }) => isLoginRefused === true).map(({ id }) => id));
}

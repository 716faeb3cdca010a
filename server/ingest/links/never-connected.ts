import type { SourceId } from '#domain/ids.ts';
import type { SourceHealth } from './source-health.ts';

/** The connections by which a switch tells what happens now; beside them a log may be read that says what was. */
const LIVE_LINKS: readonly string[] = ['ami', 'esl'];

/** Configured switches whose connection is not there and of which nothing new has come since the start: an old log does not make them heard. */
export function neverConnected(sources: readonly SourceHealth[]): readonly SourceId[] {
  return sources.flatMap(({ id, links, accepted = 0 }) => {
    const states = LIVE_LINKS.flatMap((name) => links[name]?.state ?? []);
    const isDown = states.length > 0 && !states.includes('live');
    return isDown && accepted === 0 ? [id] : [];
  });
}

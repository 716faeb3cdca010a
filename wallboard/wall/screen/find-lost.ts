import type { DurationMs } from '#domain/time.ts';
import { serverNow, type Feed, type PageMs } from '../../link/feed.ts';
import type { Connection, Link } from '../../link/link.ts';

/** Why figures cannot be trusted: the connection or a source is silent, a switch refuses us, or a source's clock is wrong. */
export type Lost =
  | { readonly why: 'link'; readonly forMs: DurationMs }
  | { readonly why: 'silent'; readonly source: string; readonly forMs: DurationMs }
  /** It was never heard, or it is silent because its switch does not let us in. */
  | { readonly why: 'unheard' | 'refused'; readonly source: string }
  | { readonly why: 'clock'; readonly source: string; readonly skewMs: DurationMs };

/** Every feed whose figures cannot be trusted; with the connection itself lost nothing else is known. */
export function findLost({ feed }: Connection, link: Link, now: PageMs): readonly Lost[] {
  if (link.state === 'stale') return [{ why: 'link', forMs: link.ageMs }];
  if (feed === undefined) return [];
  const sinceHeardMs = now - feed.heardAt;
  return Object.entries(feed.board.sources).flatMap(([id, source]): readonly Lost[] => {
    const { isLoginRefused, isUnheard, skewMs = 0, state } = source;
    if (state === 'clock-wrong') return [{ why: 'clock', source: id, skewMs }];
    if (state !== 'silent') return [];
    if (isLoginRefused === true) return [{ why: 'refused', source: id }];
    if (isUnheard === true) return [{ why: 'unheard', source: id }];
    const toldMs = feed.sourceAgeMs[id];
    const forMs = toldMs === undefined ? stillFor(feed, now) : toldMs + sinceHeardMs;
    return [{ why: 'silent', source: id, forMs }];
  });
}

/** How long the figures stand still: until the first heartbeat has told the ages of the feeds. */
function stillFor(feed: Feed, now: PageMs): DurationMs {
  const { freshness } = feed.board.total;
  const clock = serverNow(feed, now);
  return clock - ('frozenAt' in freshness ? (freshness.frozenAt ?? clock) : clock);
}

import type { Board, Figures, Freshness } from '#domain/board/board.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import { serverNow, type PageMs } from '../../link/feed.ts';
import { figuresClock, readLink, type Connection, type Link } from '../../link/link.ts';
import type { Words } from '../words/wall-words.ts';
import { layoutFor, type Layout, type Screen } from '../screen/layout.ts';

/** All that a tile is a function of: the board, how far it can be believed, the language and the room there is. */
export type View = {
  /** Absent: nothing was ever heard. */
  readonly board?: Board;
  readonly link: Link;
  /** The server's time; it goes on when the link is dead. */
  readonly clock: EpochMs;
  /** The server's time by which waits are counted: it stands still when the link is dead. */
  readonly at: EpochMs;
  /** How far the figures of the centre can be believed; those of a queue by `believe`. */
  readonly totals: Belief;
  readonly believe: (figures: Pick<Figures, 'freshness'>) => Belief;
  readonly lost: readonly Lost[];
  readonly words: Words;
  readonly layout: Layout;
};

/** `at`: the time as of which the figures are, and by which waits are counted. It stands still while stale. */
export type Belief = { readonly isStale: boolean; readonly at: EpochMs };
/** A feed that is dead, and for how long: the link itself where no source is named. */
export type Lost = { readonly source?: string; readonly forMs: DurationMs };

export type Seen = {
  readonly connection: Connection;
  readonly now: PageMs;
  readonly words: Words;
  readonly screen: Screen;
};

/** What the page shows at an instant. */
export function viewOf({ connection, now, words, screen }: Seen): View {
  const link = readLink(connection, now);
  const { feed } = connection;
  const at = figuresClock(connection, now);
  const believe = ({ freshness }: Pick<Figures, 'freshness'>): Belief => beliefOf(freshness, link, at);
  const queues = Object.keys(feed?.board.queues ?? {}).length;
  return {
    ...(feed !== undefined && { board: feed.board }),
    link,
    at,
    clock: feed === undefined ? at : serverNow(feed, now),
    totals: feed === undefined ? { isStale: false, at } : believe(feed.board.total),
    believe,
    lost: findLost(connection, link, now),
    words,
    layout: layoutFor(screen, queues),
  };
}

function beliefOf(freshness: Freshness, link: Link, at: EpochMs): Belief {
  const isWrong = freshness.state === 'dead' || freshness.state === 'clock-wrong';
  const frozenAt = 'frozenAt' in freshness ? freshness.frozenAt : undefined;
  return { isStale: isWrong || link.state === 'stale', at: frozenAt ?? at };
}

function findLost({ feed }: Connection, link: Link, now: PageMs): readonly Lost[] {
  if (link.state === 'stale') return [{ forMs: link.ageMs }];
  if (feed === undefined) return [];
  const sinceHeardMs = now - feed.heardAt;
  return Object.entries(feed.board.sources)
    .filter(([, source]) => source.state === 'silent')
    .map(([source]) => ({ source, forMs: (feed.sourceAgeMs[source] ?? 0) + sinceHeardMs }));
}

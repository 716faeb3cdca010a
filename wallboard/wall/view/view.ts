import type { Board, Figures } from '#domain/board/board.ts';
import type { EpochMs } from '#domain/time.ts';
import { serverNow, type PageMs } from '../../link/feed.ts';
import { figuresClock, readLink, type Connection, type Link } from '../../link/link.ts';
import type { Words } from '../words/wall-words.ts';
import { layoutFor, type Layout, type Screen } from '../screen/layout.ts';
import { findLost, type Lost } from '../screen/find-lost.ts';
import { trustIn, type Trust } from '../screen/trust.ts';
import { orderQueues, type Row } from './queue-order.ts';

/** The input of every tile: the board, how far it can be trusted, the language and the space there is. */
export type View = {
  /** Absent: no board has been received yet. */
  readonly board?: Board;
  readonly link: Link;
  /** The server's time; it goes on while the connection is lost. */
  readonly clock: EpochMs;
  /** What is shown is counted again, and only in part. */
  readonly isCounting: boolean;
  /** The time of the figures; it stands still while the connection is lost. */
  readonly at: EpochMs;
  /** Feeds whose figures cannot be trusted; the connection itself comes first. */
  readonly lost: readonly Lost[];
  readonly words: Words;
  readonly screen: Screen;
  /** Every queue, in the order of the wall. */
  readonly rows: readonly Row[];
  readonly layout: Layout;
};

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
  const isCounting = feed?.board.recount?.scope === 'all';
  const queues = Object.keys(feed?.board.queues ?? {}).length;
  return {
    ...(feed !== undefined && { board: feed.board }),
    link,
    clock: feed === undefined ? at : serverNow(feed, now),
    at,
    isCounting,
    lost: findLost(connection, link, now),
    words,
    screen,
    rows:
      feed === undefined
        ? []
        : orderQueues(feed.board, words, (figures) => trustIn({ link, at, isCounting }, figures)),
    layout: layoutFor(screen, { queues, alertLines: 1 }),
  };
}

/** How far these figures of the view can be trusted. */
export const trustOf =
  (view: View) =>
  (figures: Figures): Trust =>
    trustIn(view, figures);

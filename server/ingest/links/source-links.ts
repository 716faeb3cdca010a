import type { Feeds } from '../intake/feeds.ts';
import type { SourceEntry } from './source-health.ts';
import type { LinkState } from './keep-linked.ts';

/** The connections of one source together: what its health and the board are told of them. */
export type SourceLinks = {
  /** To be told each state of the connection of that name. */
  onState(name: string): (state: LinkState) => void;
  /** To be told what was committed. */
  readonly committed: SourceEntry['committed'];
};

/** The board calls a source cut when none of its connections is live. */
export function sourceLinks(health: SourceEntry, feeds: Feeds): SourceLinks {
  const live = new Set<string>();
  let feed = feeds.open();
  return {
    onState: (name) => (state) => {
      health.link(name, state);
      if (state.state === 'live') live.add(name);
      else if (live.delete(name) && live.size === 0) {
        feed.closed();
        feed = feeds.open();
      }
    },
    committed(events, counts) {
      health.committed(events, counts);
      feed.heard(events);
    },
  };
}

import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';

/** Sources followed; what feeds more than a thousand from one place is not one centre's switch. */
const SOURCES_KEPT = 1_000;

/** Knows which sources' feeding sockets were cut, without waiting for silence to tell. */
export type Feeds = {
  /** A socket opened. */
  open(): Feed;
  /** Events came by another way than a socket: their sources are not cut. */
  heard(events: readonly AcdEvent[]): void;
  /** Sources that were fed by a socket that has closed, and by nothing since. */
  cut(): ReadonlySet<SourceId>;
};

/** One feeding socket. */
export type Feed = { heard(events: readonly AcdEvent[]): void; closed(): void };

/** No socket yet. */
export function createFeeds(): Feeds {
  const cut = new Set<SourceId>();
  const feeds = new Set<ReadonlySet<SourceId>>();
  return {
    open() {
      const sources = new Set<SourceId>();
      feeds.add(sources);
      return {
        heard(events) {
          for (const source of sourcesOf(events)) {
            cut.delete(source);
            if (sources.size < SOURCES_KEPT) sources.add(source);
          }
        },
        closed() {
          feeds.delete(sources);
          for (const source of sources)
            if (cut.size < SOURCES_KEPT && ![...feeds].some((other) => other.has(source))) cut.add(source);
        },
      };
    },
    heard(events) {
      for (const source of sourcesOf(events)) cut.delete(source);
    },
    cut: () => cut,
  };
}

function sourcesOf(events: readonly AcdEvent[]): ReadonlySet<SourceId> {
  return new Set(events.map(({ source }) => source));
}

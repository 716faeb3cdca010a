import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** A stretch in which nothing is known: from a source's stop to its next word. Without `until` there was none. */
type Stop = { readonly from: EpochMs; until?: EpochMs };

/** When sources had stopped. It grows with their stops. */
export type StopBook = {
  learn(events: readonly AcdEvent[]): void;
  /** What is left of a stretch that these sources tell of: where all of them had stopped, nobody knows. */
  heardParts<Part extends Stretch>(sources: ReadonlySet<SourceId>, stretch: Part): readonly Part[];
};

type Stretch = { readonly from: EpochMs; readonly until: EpochMs };

/** Nothing has stopped. */
export function stopBook(): StopBook {
  const stops = new Map<SourceId, Stop[]>();
  const latestAt = new Map<SourceId, EpochMs>();
  return {
    learn(events) {
      for (const event of events) {
        const known = stops.get(event.source) ?? [];
        const stop = known.findLast(({ from }) => from < event.at);
        if (stop !== undefined && (stop.until === undefined || event.at < stop.until)) stop.until = event.at;
        const latest = latestAt.get(event.source);
        if (latest === undefined || event.at > latest) latestAt.set(event.source, event.at);
        // A stop that is told when later words are known already stopped nothing.
        if (event.kind !== 'source-stopped' || (latest !== undefined && event.at < latest)) continue;
        if (known.at(-1)?.from !== event.at) known.push({ from: event.at });
        stops.set(event.source, known);
      }
    },
    heardParts(sources, stretch) {
      // Whoever is told of by several sources is known while one of them speaks.
      const parts = [...sources].flatMap((source) => heard(stops.get(source) ?? [], stretch));
      return sources.size === 0 ? [stretch] : joined(parts, stretch);
    },
  };
}

/** The stretch without what lies in stops, which are sorted. */
function heard(stops: readonly Stop[], { from, until }: Stretch): Stretch[] {
  const parts: Stretch[] = [];
  let at = from;
  for (const stop of stops) {
    if (stop.from >= until) break;
    if (stop.from > at) parts.push({ from: at, until: stop.from });
    const next = stop.until ?? until;
    if (next > at) at = next;
  }
  return at < until ? [...parts, { from: at, until }] : parts;
}

/** Parts that touch or overlap become one. */
function joined<Part extends Stretch>(parts: readonly Stretch[], stretch: Part): readonly Part[] {
  const whole: Part[] = [];
  for (const { from, until } of parts.toSorted((one, other) => one.from - other.from)) {
    const last = whole.at(-1);
    if (last === undefined || from > last.until) whole.push({ ...stretch, from, until });
    else if (until > last.until) whole[whole.length - 1] = { ...last, until };
  }
  return whole;
}

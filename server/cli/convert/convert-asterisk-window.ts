import type { AcdEvent } from '#domain/acd-event.ts';
import type { DurationMs } from '#domain/time.ts';

/** Events that come nearly in the order of time, and leave in it as lines of NDJSON. */
export type EventWindow = {
  add(events: readonly AcdEvent[]): void;
  /** Lines of all that is older than the window; empty while little is. */
  due(): string;
  /** Lines of all that is left. */
  rest(): string;
  size(): number;
};

/** Sorted at once: some megabytes of text. */
const BATCH_EVENTS = 8_192;
/** More than this never lies in a window of seconds: what is behind it leaves too early rather than not at all. */
const EVENTS_KEPT = 500_000;

/** An empty window. What comes later than `windowMs` after its time is out of order, which a reader of facts does not mind. */
export function eventWindow(windowMs: DurationMs): EventWindow {
  let waiting: AcdEvent[] = [];
  let latestAt = 0;
  let size = 0;

  function leave(before: number): string {
    waiting.sort(byTime);
    let end = 0;
    while (end < waiting.length && (waiting[end]?.at ?? 0) < before) end += 1;
    return waiting
      .splice(0, end)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join('');
  }

  return {
    add(events) {
      for (const event of events) {
        if (event.at > latestAt) latestAt = event.at;
        waiting.push(event);
      }
      size += events.length;
    },
    due() {
      if (waiting.length < BATCH_EVENTS) return '';
      return leave(waiting.length > EVENTS_KEPT ? Infinity : latestAt - windowMs);
    },
    rest: () => leave(Infinity),
    size: () => size,
  };
}

const byTime = (one: AcdEvent, other: AcdEvent): number =>
  one.at - other.at || (one.seq ?? 0) - (other.seq ?? 0);

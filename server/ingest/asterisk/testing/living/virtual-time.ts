import { epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';

/** Time that goes on from one thing to the next, as fast as they are done. */
export type VirtualTime = {
  now(): EpochMs;
  /** Runs after so long; things of one instant run in the order in which they were set. */
  after(ms: DurationMs, run: () => void): void;
  passTo(at: EpochMs): void;
};

type Entry = { readonly at: EpochMs; readonly nth: number; readonly run: () => void };

/** Stands at `start`. */
export function virtualTime(start: EpochMs): VirtualTime {
  let now = start;
  let count = 0;
  const heap: Entry[] = [];
  return {
    now: () => now,
    after(ms, run) {
      count += 1;
      push(heap, { at: epochMs(now + Math.round(ms)), nth: count, run });
    },
    passTo(at) {
      for (let first = heap[0]; first !== undefined && first.at <= at; first = heap[0]) {
        pop(heap);
        now = first.at;
        first.run();
      }
      now = later(at, 0);
    },
  };
}

const isBefore = (one: Entry, other: Entry): boolean =>
  one.at < other.at || (one.at === other.at && one.nth < other.nth);

function push(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(entry, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const [left, right] = [heap[at * 2 + 1], heap[at * 2 + 2]];
    const isRight = left !== undefined && right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (child === undefined || !isBefore(child, last)) break;
    heap[at] = child;
    at = at * 2 + (isRight ? 2 : 1);
  }
  heap[at] = last;
}

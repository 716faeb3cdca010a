import type { AcdEvent } from '#domain/acd-event.ts';

/** The line between a floor and the server, which can be cut. What is withheld is told when it is whole again. */
export type Outlet = {
  tell(events: readonly AcdEvent[]): void;
  /** Gives the server a part of what it has not been told: `more` is left, all is `told`, or there is no room (`full`). A cut line tells nothing more. */
  drain(): 'more' | 'told' | 'full';
  setCut(isCut: boolean): void;
  isCut(): boolean;
};

/** Events in one offer: what is committed in some tens of milliseconds, so that walls are told in between. */
const OFFER_EVENTS = 1_000;
/** A cut line is whole again by itself when it withholds this much: some 60 MB, two hours of a small floor at ×60. */
const WITHHELD_EVENTS = 200_000;

/** A line that is whole. `offer` answers false where the server has no room now; then it is offered again. */
export function createOutlet(offer: (events: readonly AcdEvent[]) => boolean): Outlet {
  let kept: AcdEvent[] = [];
  let cut = false;
  return {
    tell(events) {
      // A clock's word of earlier says nothing; all else comes late rather than never.
      for (const event of events) if (!cut || event.kind !== 'source-heartbeat') kept.push(event);
      if (kept.length >= WITHHELD_EVENTS) cut = false;
    },
    drain() {
      if (cut || kept.length === 0) return 'told';
      if (!offer(kept.slice(0, OFFER_EVENTS))) return 'full';
      kept = kept.slice(OFFER_EVENTS);
      return kept.length > 0 ? 'more' : 'told';
    },
    setCut(isCut) {
      cut = isCut;
    },
    isCut: () => cut,
  };
}

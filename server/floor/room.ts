import type { QueueId, SourceId } from '#domain/ids.ts';
import type { FLOOR_LIMITS } from '#domain/limits/limits.ts';

/** How much a floor may hold. */
export type FloorBounds = Readonly<Record<keyof typeof FLOOR_LIMITS, number>>;

/** What a source has of the floor's room, or all of them together. */
export type Share = {
  queues: number;
  agents: number;
  memberships: number;
  marks: number;
  contacts: number;
  factBytes: number;
};

/** Names of the definitions: there is always room for them. */
export type Reserved = { readonly sources: ReadonlySet<SourceId>; readonly queues: ReadonlySet<QueueId> };

/** How full a floor is. */
export type FloorRoom = {
  bounds: FloorBounds;
  reserved: Reserved;
  /** What all sources have together, and each. Counted up as it comes; `measureRoom` counts it anew. */
  all: Share;
  readonly bySource: Map<SourceId, Share>;
  /** Events for which there was no room: they are in the journal and change no figure. */
  readonly uncounted: Map<keyof FloorBounds, number>;
};

/** A floor without bounds, for a recording that its owner counts. */
export function endlessRoom(): FloorRoom {
  return {
    bounds: ENDLESS,
    reserved: { sources: new Set(), queues: new Set() },
    all: noShare(),
    bySource: new Map(),
    uncounted: new Map(),
  };
}

/** Nothing taken up. */
export const noShare = (): Share => ({
  queues: 0,
  agents: 0,
  memberships: 0,
  marks: 0,
  contacts: 0,
  factBytes: 0,
});

const ENDLESS: FloorBounds = {
  sources: Infinity,
  queues: Infinity,
  agents: Infinity,
  memberships: Infinity,
  marks: Infinity,
  agentMarks: Infinity,
  contacts: Infinity,
  contactFacts: Infinity,
  instantFacts: Infinity,
  factBytes: Infinity,
  restarts: Infinity,
  idleMs: Infinity,
  agentTimeMs: Infinity,
};

import { MOST_SLOTS } from '../model/compile-model.ts';

/** What an agent has told, and what the agent will do as soon as nothing is in hand. */
export const TOLD = { available: 0, wrapUp: 1, away: 2 } as const;
export const WISH = { none: 0, away: 1, signOut: 2 } as const;
/** `office`: no heartbeats. `cut`: heartbeats have stopped. `lost`: for so long that everyone knows. */
export const NETWORK = { office: 0, alive: 1, cut: 2, lost: 3 } as const;

/** Entries of an agent's plan that may lie ahead: two shifts of fifteen breaks. */
export const PLAN_ROOM = 64;

export type Agents = {
  readonly signedIn: Uint8Array;
  readonly told: Uint8Array;
  readonly wish: Uint8Array;
  /** Reason and length of the absence that is wished or under way. */
  readonly wishReason: Uint8Array;
  readonly wishMs: Float64Array;
  readonly onBreak: Uint8Array;
  readonly inHand: Uint8Array;
  readonly wrapping: Uint8Array;
  readonly ringing: Uint8Array;
  /** Slots in use: by contacts in hand, ringing and in wrap-up. */
  readonly load: Uint8Array;
  readonly network: Uint8Array;
  readonly heardAt: Float64Array;
  readonly networkBackAt: Float64Array;
  /** Heartbeats so far: the place in the stream of losses. */
  readonly beats: Int32Array;
  readonly losses: Int32Array;
  /** Since when the time is not yet in the ledger. */
  readonly since: Float64Array;
  readonly signedOutAt: Float64Array;
  /** Contacts in talk, MOST_SLOTS a agent, the first `inHand` of them; kept for groups with several slots only. */
  readonly hands: Int32Array;
  /** The list of free agents it is in (−1: none), its neighbours there, and when it came, as a number that only grows. */
  readonly list: Int32Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly order: Float64Array;
  orders: number;
  /** By list (group and load): who has been free longest, and who came last. */
  readonly firstFree: Int32Array;
  readonly lastFree: Int32Array;
  /** Agents of each group with nothing at all to do. */
  readonly idle: Int32Array;
  /** A ring of entries for each agent, PLAN_ROOM each: when, what, how long, why. */
  readonly planAt: Float64Array;
  readonly planWhat: Uint8Array;
  readonly planMs: Float64Array;
  readonly planReason: Uint8Array;
  readonly planHead: Uint8Array;
  readonly planSize: Uint8Array;
};

/** Nobody signed in. */
export function emptyAgents(count: number, groups: number): Agents {
  return {
    signedIn: new Uint8Array(count),
    told: new Uint8Array(count),
    wish: new Uint8Array(count),
    wishReason: new Uint8Array(count),
    wishMs: new Float64Array(count),
    onBreak: new Uint8Array(count),
    inHand: new Uint8Array(count),
    wrapping: new Uint8Array(count),
    ringing: new Uint8Array(count),
    load: new Uint8Array(count),
    network: new Uint8Array(count),
    heardAt: new Float64Array(count),
    networkBackAt: new Float64Array(count),
    beats: new Int32Array(count),
    losses: new Int32Array(count),
    since: new Float64Array(count),
    signedOutAt: new Float64Array(count).fill(-1),
    hands: new Int32Array(count * MOST_SLOTS),
    list: new Int32Array(count).fill(-1),
    before: new Int32Array(count),
    after: new Int32Array(count),
    order: new Float64Array(count),
    orders: 0,
    firstFree: new Int32Array(groups * MOST_SLOTS).fill(-1),
    lastFree: new Int32Array(groups * MOST_SLOTS).fill(-1),
    idle: new Int32Array(groups),
    planAt: new Float64Array(count * PLAN_ROOM),
    planWhat: new Uint8Array(count * PLAN_ROOM),
    planMs: new Float64Array(count * PLAN_ROOM),
    planReason: new Uint8Array(count * PLAN_ROOM),
    planHead: new Uint8Array(count),
    planSize: new Uint8Array(count),
  };
}

import type { EpochMs } from '#domain/time.ts';
import type { DeviceStatus } from '../facts/switch-fact.ts';

/** A queue that a member serves; `pause` is the reason, which may be empty, and absent when not paused. */
type Served = { pause?: string; isStatic?: true };

/** What the agents' time is made of: what was last said of an agent. */
export type ToldAgent = {
  isSignedIn: boolean;
  queues: readonly string[];
  state: 'available' | 'busy' | 'wrap-up' | 'away';
  reason: string;
  at: EpochMs;
  /** Events of that instant so far: they have the same names but for this number. */
  count: number;
};

/** What the switch said of one agent. */
export type MemberBook = {
  readonly agent: string;
  queues: Record<string, Served>;
  /** Served before the switch restarted: dynamic members may have survived that, which only evidence tells. */
  lapsed: Record<string, Served>;
  /** At the agent pool. */
  isLoggedOn: boolean;
  device: DeviceStatus;
  /** Since when the device is so. */
  deviceAt: EpochMs;
  /** In use for long enough without a contact of ours. */
  isBusyElsewhere: boolean;
  talks: readonly Talk[];
  /** Calls that ring at the agent, and since when any has. */
  rings: readonly string[];
  rangAt?: EpochMs;
  /** When what the device does was last known, where it is not known now. */
  unseenSince?: EpochMs;
  wrap?: Wrap;
  /** The latest instant of which the switch spoke. */
  changedAt: EpochMs;
  told: ToldAgent;
};

/** A call that an agent has in hand. */
export type Talk = { readonly call: string; readonly queue: string };

/** Wrap-up that is under way: of which call, and how its end is named. */
export type Wrap = {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly precisionMs?: number;
  readonly call: string;
  readonly name: readonly (string | number)[];
};

/** Nothing known of the agent, of a switch that started then. */
export function newMember(agent: string, at: EpochMs, startedAt: EpochMs): MemberBook {
  return {
    agent,
    queues: {},
    lapsed: {},
    isLoggedOn: false,
    device: 'idle',
    deviceAt: at,
    isBusyElsewhere: false,
    talks: [],
    rings: [],
    changedAt: at,
    told: { isSignedIn: false, queues: [], state: 'available', reason: '', at: startedAt, count: 0 },
  };
}

/** How an agent stands. */
export type MemberStanding = Pick<ToldAgent, 'isSignedIn' | 'queues' | 'state' | 'reason'>;

/** How the agent stands, as far as the switch says: paused everywhere is away, paused somewhere serves the other queues only. */
export function standingOf(book: MemberBook): MemberStanding {
  const present = Object.entries(book.queues).filter(
    ([, { isStatic }]) => !isStatic || book.device !== 'gone',
  );
  const active = present.filter(([, { pause }]) => pause === undefined);
  const queues = (active.length > 0 ? active : present).map(([queue]) => queue);
  const isSignedIn = book.isLoggedOn || present.length > 0;
  if (present.length > 0 && active.length === 0)
    return { isSignedIn, queues, state: 'away', reason: present[0]?.[1].pause ?? '' };
  return { isSignedIn, queues, ...stateOf(book) };
}

function stateOf(book: MemberBook): Pick<MemberStanding, 'state' | 'reason'> {
  if (book.device === 'gone' && !book.isLoggedOn) return { state: 'away', reason: DEVICE_GONE };
  if (book.wrap !== undefined) return { state: 'wrap-up', reason: '' };
  return { state: book.isBusyElsewhere ? 'busy' : 'available', reason: '' };
}

/** Of a signed-in agent whose telephone is not registered: no contact can reach it. */
const DEVICE_GONE = 'device unavailable';

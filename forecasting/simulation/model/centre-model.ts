import type { Channel, Direction, LeftReason } from '#domain/acd-event.ts';
import type { QueueId, SourceId } from '#domain/ids.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import type { DurationMs } from '#domain/time.ts';
import type { Spread } from './spread.ts';

/** Everything that determines how a simulated contact centre behaves. It does not change while the simulation runs. */
export type CentreModel = {
  readonly zone: string;
  readonly sources: readonly SourceId[];
  readonly queues: readonly QueueModel[];
  readonly lines: readonly LineModel[];
  readonly groups: readonly GroupModel[];
  /** Customer classes, the ordinary one first, at most 4. Absent: all customers are ordinary. */
  readonly classes?: readonly ContactClass[];
  /** Incidents that occur at random. */
  readonly mishaps?: readonly Mishap[];
};

/** Where contacts wait, and what answering one takes. */
export type QueueModel = {
  readonly id: QueueId;
  readonly target: ServiceTarget;
  readonly service: Spread;
  /** After-contact work. Absent: none. */
  readonly wrapUp?: Spread;
  /** How long customers wait before they hang up. Absent: for ever. */
  readonly patience?: Spread;
  /** How long it rings at an agent. Absent: a free agent answers at once. */
  readonly ring?: Ring;
  /** `all`: the agent does nothing else meanwhile. `one`: it takes one of the agent's slots, as a chat does. */
  readonly slots?: 'all' | 'one';
  /** Free agents that must be left over when one takes from this queue: for work that can wait, such as outbound. */
  readonly keepFree?: number;
  /** A head start over other queues; below 0 for work that can wait. */
  readonly boostMs?: DurationMs;
  /** How long agents of level 2, 3, … let a contact wait before they take it. */
  readonly widenAfterMs?: readonly DurationMs[];
  readonly diversions?: readonly Diversion[];
  /** Where a share of the answered contacts goes next. */
  readonly transfers?: readonly { readonly share: number; readonly to: QueueId }[];
};

export type Ring = {
  readonly answerAfter: Spread;
  readonly refusedShare: number;
  readonly timeoutMs: DurationMs;
  /** An agent who did not answer is away this long. */
  readonly penaltyMs: DurationMs;
};

/** A way out of a queue without an answer, for a share of the contacts that arrive while it is open. */
export type Diversion = {
  readonly reason: LeftReason;
  readonly share: number;
  readonly afterMs: DurationMs;
  /** Local minutes of the day, `to` may be below `from` (over midnight). Absent: always. */
  readonly window?: { readonly from: number; readonly to: number };
  /** Customer classes that never take it, such as complaints. */
  readonly spares?: readonly number[];
  /** To another queue, at once. */
  readonly to?: QueueId;
  /** A message or a wish to be called back becomes work of its own. */
  readonly followUp?: FollowUp;
};

export type FollowUp = {
  readonly queue: QueueId;
  readonly channel: Channel;
  /** It becomes visible to agents this much later, or at the next such minute of the local day. */
  readonly due: { readonly afterMs: DurationMs } | { readonly minuteOfDay: number };
};

/** A stream of arriving customers. */
export type LineModel = {
  /** The prefix of its contacts' ids. */
  readonly id: string;
  readonly channel: Channel;
  readonly direction: Direction;
  /** Index of its source among the model's sources. Absent: the first. */
  readonly source?: number;
  readonly queue: QueueId;
  /** Contacts in each quarter of an hour of a mean week, from Monday 00:00 local: 672 numbers. */
  readonly week: readonly number[];
  /** Gamma shape of the day's level: 25 is a day-to-day spread of 20 %. Absent: every day is a mean day. */
  readonly dayShape?: number;
  /** Factors of special days, by local `MM-DD`. */
  readonly calendar?: Readonly<Record<string, number>>;
  /** Shares of the centre's classes; the rest are ordinary. A class may have its own entrance. */
  readonly classes?: readonly {
    readonly class: number;
    readonly share: number;
    readonly queue?: QueueId;
  }[];
  readonly selfService?: SelfService;
  /** How customers who hung up call again. */
  readonly retrial?: { readonly share: number; readonly after: Spread };
  /** One label of each contact, such as its province or shop. */
  readonly label?: { readonly name: string; readonly values: readonly string[] };
  /** Number of different customers. Absent: events carry no customer. */
  readonly customers?: number;
};

/** A customer class. It is served as if it had waited `boostMs` longer than it has. */
export type ContactClass = { readonly priority?: number; readonly boostMs: DurationMs };

/** A bot or menu before the queue. Contacts that it neither resolves nor loses go on to the queue. */
export type SelfService = {
  readonly time: Spread;
  readonly containedShare: number;
  readonly hangUpShare: number;
};

/** Agents with the same skills, shifts and breaks. */
export type GroupModel = {
  readonly id: string;
  readonly agents: number;
  readonly skills: readonly { readonly queue: QueueId; readonly level: number }[];
  readonly site?: string;
  readonly source?: number;
  /** Contacts that one agent handles at a time, 1 to 8. Absent: 1. */
  readonly slots?: number;
  /** How much slower every chat becomes with each further open chat: 0.3 is 30 %. */
  readonly slowdown?: number;
  /** Handle time as a multiple of the queue's: a trainee of ramp 0.6 has 1 / 0.6. */
  readonly paceFactor?: number;
  /** Lognormal spread of the factor from agent to agent. */
  readonly paceSpread?: number;
  /** Home agents send heartbeats, and lose their network now and then. */
  readonly home?: Home;
  /** When they work. Absent: always. */
  readonly rota?: Rota;
};

export type Home = {
  readonly heartbeatMs: DurationMs;
  readonly lossesPerHour: number;
  readonly lostFor: Spread;
};

/** Crew `i` of the group works by row `i` of the table, which repeats; day 0 is Monday, 5 January 1970. */
export type Rota = {
  readonly shifts: readonly Shift[];
  /** Shift numbers by crew and day of the cycle; −1 is a day off. */
  readonly table: readonly (readonly number[])[];
  readonly lateShare?: number;
  readonly lateBy?: Spread;
  readonly absentShare?: number;
};

/** Local minutes of the day; `to` is above 1440 for a shift over midnight. */
export type Shift = {
  readonly from: number;
  readonly to: number;
  readonly breaks: readonly Break[];
};

/** `every` agents later ones begin `staggerMinutes` later, so that not all are away at once. */
export type Break = {
  readonly afterMinutes: number;
  readonly minutes: number;
  readonly reason: string;
  readonly staggerMinutes?: number;
  readonly every?: number;
};

/** What can be made to happen in a running simulation. */
export type Incident =
  /** More arrivals on these lines (absent: on all), by a factor. */
  | {
      readonly kind: 'surge';
      readonly factor: number;
      readonly forMs: DurationMs;
      readonly lines?: readonly string[];
      readonly queue?: QueueId;
    }
  | { readonly kind: 'unreachable'; readonly agents: number; readonly forMs: DurationMs };

/** An incident that comes on `share` of the days, at some minute of the window. */
export type Mishap = {
  readonly incident: Incident;
  readonly share: number;
  readonly window: { readonly from: number; readonly to: number };
};

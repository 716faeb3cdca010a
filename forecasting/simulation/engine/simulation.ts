import type { CompiledModel } from '../model/compile-model.ts';
import type { Ledger } from './ledger.ts';
import type { Timers } from './timers.ts';
import type { Agents } from './agents.ts';
import type { Contacts } from './contacts.ts';
import type { LineStates } from './line-states.ts';
import type { OpenIncident } from '../model/open-incident.ts';

/** Everything that changes: numbers and typed arrays, so that a copy is one structured clone. */
export type SimulationState = {
  /** The instant that has come. */
  now: number;
  /** Local midnights around it. */
  dayStart: number;
  dayEnd: number;
  /** Days since Monday, 5 January 1970, local. */
  dayNumber: number;
  /** Events told so far, by source. */
  readonly told: Float64Array;
  sourceHeartbeatMs: number;
  readonly timers: Timers;
  readonly contacts: Contacts;
  readonly agents: Agents;
  readonly lines: LineStates;
  readonly ledger: Ledger;
  /** Contacts in a queue and not with an agent yet: by queue, and in all. Those held back until they are due are among them. */
  readonly waiting: Int32Array;
  /** Of those, the ones an agent may take. */
  readonly takeable: Int32Array;
  takeableInAll: number;
  /** First and last contact of each waiting list, by queue and class; −1: empty. */
  readonly firstWaiting: Int32Array;
  readonly lastWaiting: Int32Array;
  readonly incidents: OpenIncident[];
};

/**
 * Told of everything that happens, as numbers: what kind of fact, the contact's and the agent's number (−1: none), and one
 * more number that the kind explains. Absent: nobody listens, and nothing but counting is done.
 */
export type Teller = (
  simulation: Simulation,
  fact: number,
  contact: number,
  agent: number,
  more: number,
) => void;

/** A contact centre at an instant. Changed in place by `advance`. */
export type Simulation = {
  readonly plan: CompiledModel;
  readonly state: SimulationState;
  teller: Teller | undefined;
};

/** Kinds of facts; `more` is in brackets. */
export const FACT = {
  started: 0,
  queued: 1,
  ringing: 2,
  refused: 3,
  answered: 4,
  /** [the queue it goes to] */
  transferred: 5,
  /** [place of the way out] */
  left: 6,
  /** [where: self-service 0, queue 1, ringing 2] */
  abandoned: 7,
  /** [by whom: customer 0, agent 1, system 2] */
  ended: 8,
  wrapped: 9,
  signedIn: 10,
  signedOut: 11,
  /** [state as told: available 0, wrap-up 1, away 2] */
  state: 12,
  heartbeat: 13,
  /** [source] */
  sourceStarted: 14,
  sourceHeartbeat: 15,
  sourceStopped: 16,
} as const;

import type { CompiledModel } from '../model/compile-model.ts';
import type { Ledger } from './ledger.ts';
import type { Timers } from './timers.ts';
import type { Agents } from './agents.ts';
import type { Contacts } from './contacts.ts';
import type { LineStates } from './line-states.ts';
import type { OpenIncident } from '../model/open-incident.ts';

/** The whole changing state, in numbers and typed arrays, so that structuredClone copies it. */
export type SimulationState = {
  /** The current simulated time. */
  now: number;
  /** The local midnights before and after it. */
  dayStart: number;
  dayEnd: number;
  /** Days since Monday, 5 January 1970, local. */
  dayNumber: number;
  /** Number of events emitted so far, by source. */
  readonly told: Float64Array;
  sourceHeartbeatMs: number;
  readonly timers: Timers;
  readonly contacts: Contacts;
  readonly agents: Agents;
  readonly lines: LineStates;
  readonly ledger: Ledger;
  /** Contacts waiting in a queue, by queue and in total, including those held back until they are due. */
  readonly waiting: Int32Array;
  /** Of those, the ones that an agent may take now. */
  readonly takeable: Int32Array;
  takeableInAll: number;
  /** First and last contact of each waiting list, by queue and class; −1 when the list is empty. */
  readonly firstWaiting: Int32Array;
  readonly lastWaiting: Int32Array;
  readonly incidents: OpenIncident[];
};

/**
 * Called for every event, with numbers: the kind of fact, the contact and the agent (−1: none), and one more number whose
 * meaning depends on the kind. Absent: nothing is emitted, only counted.
 */
export type Teller = (
  simulation: Simulation,
  fact: number,
  contact: number,
  agent: number,
  more: number,
) => void;

/** A simulated contact centre at one point in time. `advance` changes it in place. */
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

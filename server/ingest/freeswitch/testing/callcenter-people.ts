/** A pass of a call through a queue, as the switch lived it. Numbers are those of the events that said so. */
export type LivedVisit = {
  readonly session: string;
  readonly queue: string;
  readonly queued: Moment;
  answered?: Moment & { readonly agent: string };
  over?: Moment & { readonly how: 'served' | 'abandoned' | 'timeout' | 'key' | 'restart' };
};
type Moment = { readonly at: number; readonly said: number };

export type FakeCaller = {
  readonly visit: LivedVisit;
  readonly member: string;
  state: 'Waiting' | 'Trying' | 'Answered' | 'Abandoned';
  agent: FakeAgent | undefined;
  /** When this caller hangs up or presses the key, if nobody answers. */
  readonly patientUntil: number;
  readonly pressesKey: boolean;
  bridgedAt: number;
  abandonedAt: number;
  /** When the phone is picked up or not, or the talk is over. */
  turnsAt: number;
  hasMoved: boolean;
};

export type FakeAgent = {
  readonly name: string;
  readonly queues: readonly string[];
  status: 'Available' | 'On Break' | 'Logged Out';
  state: 'Waiting' | 'Receiving' | 'In a queue call';
  statusAt: number;
  lastBridgeEnd: number;
  /** No call is offered before. */
  readyAt: number;
  /** Wrap-up goes on until then; a break or a sign-out ends it. */
  wrapUntil: number;
};

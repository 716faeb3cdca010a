/** What a contact is doing. */
export const STAGE = {
  none: 0,
  selfService: 1,
  /** In a queue, not yet to be taken. */
  held: 2,
  waiting: 3,
  ringing: 4,
  talking: 5,
  wrapUp: 6,
  /** Hung up, and will call again. */
  away: 7,
} as const;

/** Contacts that are somewhere, each in a place of its own that is used again when it is over. */
export type Contacts = {
  /** Places ever used, and the first of those that are free again (−1: none). */
  used: number;
  free: number;
  stage: Uint8Array;
  line: Int16Array;
  queue: Int16Array;
  kind: Uint8Array;
  /** Which of its line's customers it is, and where in the streams of chance its numbers lie. */
  number: Int32Array;
  place: Int32Array;
  attempt: Uint8Array;
  visits: Uint8Array;
  refusals: Uint8Array;
  /** 0, or 1 + the place of the follow-up that it is. */
  follow: Uint8Array;
  before: Int32Array;
  after: Int32Array;
  queuedAt: Float64Array;
  /** Where the counts of its visit lie in the ledger. */
  cell: Int32Array;
  patienceEndsAt: Float64Array;
  /** When it is diverted, or due where it is held back; and by which way. */
  outAt: Float64Array;
  way: Int8Array;
  agent: Int32Array;
  answeredAt: Float64Array;
  ringEndsAt: Float64Array;
  /** Talk that is left as of `pacedAt`, at full speed. */
  work: Float64Array;
  pacedAt: Float64Array;
};

/** Room for `room` contacts. */
export function emptyContacts(room: number): Contacts {
  return {
    used: 0,
    free: -1,
    stage: new Uint8Array(room),
    line: new Int16Array(room),
    queue: new Int16Array(room),
    kind: new Uint8Array(room),
    number: new Int32Array(room),
    place: new Int32Array(room),
    attempt: new Uint8Array(room),
    visits: new Uint8Array(room),
    refusals: new Uint8Array(room),
    follow: new Uint8Array(room),
    before: new Int32Array(room),
    after: new Int32Array(room),
    queuedAt: new Float64Array(room),
    cell: new Int32Array(room),
    patienceEndsAt: new Float64Array(room),
    outAt: new Float64Array(room),
    way: new Int8Array(room),
    agent: new Int32Array(room),
    answeredAt: new Float64Array(room),
    ringEndsAt: new Float64Array(room),
    work: new Float64Array(room),
    pacedAt: new Float64Array(room),
  };
}

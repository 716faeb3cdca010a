/** What a customer's chance decides; each has a stream of its own for every line. */
export const CUSTOMER_PURPOSES = {
  arrival: 0,
  service: 1,
  wrapUp: 2,
  patience: 3,
  kind: 4,
  selfService: 5,
  selfServiceTime: 6,
  retrial: 7,
  retrialTime: 8,
  transfer: 9,
  ring: 10,
  refusal: 11,
  diversion: 12,
  label: 13,
  customer: 14,
  dayLevel: 15,
} as const;

export const CUSTOMER_PURPOSE_COUNT = 16;

/** What chance decides about agents and about the centre. */
export const AGENT_PURPOSES = {
  pace: 0,
  absence: 1,
  lateness: 2,
  lateBy: 3,
  networkLoss: 4,
  lostFor: 5,
  pick: 6,
  mishap: 7,
  mishapTime: 8,
} as const;

export const AGENT_PURPOSE_COUNT = 9;

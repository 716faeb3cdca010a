/** Callers present at one crew, 0…states−1, per mean handle time; the last state is where the chain is cut. */
export type CrewChain = {
  readonly agents: number;
  readonly load: number;
  readonly leaveRate: number;
  readonly states: number;
};

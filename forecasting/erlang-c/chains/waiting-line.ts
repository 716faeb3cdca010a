/**
 * A crew before its queue, with the mean handle time as the unit of time: `leaveRate` is handle time over patience
 * (0: nobody leaves), `places` the waiting places (Infinity: unlimited).
 */
export type WaitingLine = {
  readonly agents: number;
  readonly load: number;
  readonly leaveRate: number;
  readonly places: number;
};

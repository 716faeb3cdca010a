/** What planning takes from the outside world. */
export type PlanTools = {
  /** Milliseconds, from any beginning. */
  readonly clock: () => number;
  readonly seconds: number;
  readonly seed: number;
  readonly onProgress?: (progress: PlanProgress) => void;
  readonly isCancelled?: () => boolean;
  /** What no roster costs less than, as far as it is known by now; whoever works it out works beside. Absent: nobody does. */
  readonly boundNow?: () => number | undefined;
};

export type PlanProgress = {
  readonly seconds: number;
  readonly cost?: number;
  readonly bound?: number;
};

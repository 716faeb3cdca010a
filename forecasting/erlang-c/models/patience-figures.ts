/** The five service levels in use for the same calls; each is a share. */
export type ServiceLevels = {
  /** Answered in time / offered: blocked and abandoned calls count against it. */
  readonly offered: number;
  /** Answered in time / answered. */
  readonly answered: number;
  /** Answered in time / (offered − abandoned in time). */
  readonly excludingShortAbandons: number;
  /** (Answered in time + abandoned in time) / offered. */
  readonly abandonsCountGood: number;
  /** Share of offered calls whose wait would be in time if nobody ever gave up. */
  readonly virtual: number;
};

/** Model A's answer; see `erlangA` for units and edges. */
export type ErlangA = {
  readonly waitProbability: number;
  readonly blocking: number;
  readonly abandonProbability: number;
  readonly served: number;
  readonly speedOfAnswer: number;
  readonly meanWait: number;
  readonly occupancy: number;
  readonly queueLength: number;
  readonly abandonedWithin: number;
  readonly serviceLevel: ServiceLevels;
  readonly serviceMiss: number;
};

/**
 * The port to whatever solves linear programs. Everything minimises; a bound that is absent is ±Infinity.
 * Calls block until the solver answers, so long ones belong into a worker thread.
 */
export type LinearSolver = {
  /** A model that lives in the solver until it is closed. */
  open(program: LinearProgram): LinearModel;
};

/** Minimise cost · x with rowLower ≤ A x ≤ rowUpper and lower ≤ x ≤ upper. */
export type LinearProgram = LinearColumns & {
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
};

/** Columns of a program, packed: the entries of column j are at starts[j] … starts[j + 1] − 1 of `rows` and `values`. */
export type LinearColumns = {
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
  /** 1 where the column is a whole number. Absent: none is. */
  readonly isInteger?: Uint8Array;
};

/** One program that is solved again and again while it changes; each solve starts from the last basis. */
export type LinearModel = {
  addColumns(columns: LinearColumns): void;
  /** Takes away the columns at these ascending places; later ones move up. */
  removeColumns(places: Int32Array): void;
  setColumnBounds(place: number, lower: number, upper: number): void;
  setColumnCost(place: number, cost: number): void;
  setRowBounds(row: number, lower: number, upper: number): void;
  /** Solves without the wish for whole numbers. */
  solve(options: LinearOptions): LinearSolution;
  /** Solves with it. */
  solveInteger(options: IntegerOptions): IntegerSolution;
  /** Frees the memory; no other call may follow. */
  close(): void;
};

type Limits = {
  /** Wall time, at most. */
  readonly seconds: number;
  /** Asked now and then while it solves. */
  readonly isCancelled?: () => boolean;
};

export type LinearOptions = Limits & {
  /** Simplex where absent. Interior point is much faster on big covering programs that are solved once. */
  readonly method?: 'simplex' | 'interior-point';
  /** Interior point only: whether to go on to a vertex. Where false, values and duals are good to about 1e-7. */
  readonly crossover?: boolean;
  /** Whether it may be made smaller first. Absent: yes. On big programs that can take longer than the rest. */
  readonly presolve?: boolean;
  /** Interior point only: the share of the cost by which it may miss the optimum. Absent: 1e-8. */
  readonly tolerance?: number;
};

export type IntegerOptions = Limits & {
  /** Stops when (cost − bound) / |cost| is this small. Absent: 0. */
  readonly relativeGap?: number;
  /** Stops when cost − bound is this small. Absent: 1e-6. */
  readonly absoluteGap?: number;
  /** Values of all columns that the search may begin from; infeasible ones are passed over. */
  readonly start?: Float64Array;
  /** Effort of the solver's own heuristics, a share. Absent: the solver's choice. */
  readonly heuristicShare?: number;
  /** Told of each better solution, and the bound known then. */
  readonly onIncumbent?: (incumbent: Incumbent) => void;
};

export type Incumbent = { readonly cost: number; readonly bound: number; readonly values: Float64Array };

export type LinearSolution =
  | {
      readonly kind: 'optimal';
      readonly cost: number;
      readonly values: Float64Array;
      /** What one more unit of a row's bound costs: ≥ 0 on a lower bound, ≤ 0 on an upper one. */
      readonly rowDuals: Float64Array;
    }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unbounded' }
  | Unsolved;

export type IntegerSolution =
  /** `optimal` within the gap that was asked for. */
  | ({ readonly kind: 'optimal' | 'feasible' } & Incumbent)
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unbounded' }
  | (Unsolved & { readonly bound: number });

/** No answer: time was up, the caller cancelled, or the solver gave up. */
export type Unsolved = {
  readonly kind: 'unsolved';
  readonly reason: 'time' | 'cancelled' | 'failed';
};

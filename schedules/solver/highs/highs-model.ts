import type { Highs, HighsCallbackMap, Model, ModelStatusCode, SparseMatrix } from 'highs';
import { assert } from '#domain/assert.ts';
import type {
  IntegerOptions,
  IntegerSolution,
  LinearColumns,
  LinearModel,
  LinearOptions,
  LinearProgram,
  LinearSolution,
  Unsolved,
} from '../linear-solver.ts';

/** A program inside HiGHS. It owns memory there until it is closed. */
export class HighsModel implements LinearModel {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #integers: number[] = [];
  #columns = 0;
  /** The last basis still keeps to all rows and bounds: primal simplex goes on from it, dual simplex would start over. */
  #isPrimalFeasible = false;

  constructor(highs: Highs, program: LinearProgram) {
    this.#highs = highs;
    const { rowLower, rowUpper, cost, lower, upper } = program;
    this.#model = highs.createModel({
      numCols: cost.length,
      numRows: rowLower.length,
      colCost: cost,
      colLower: lower,
      colUpper: upper,
      rowLower,
      rowUpper,
      matrix: matrixOf(program, rowLower.length),
    });
    this.#model.options.set({ output_flag: false, log_to_console: false });
    this.#noteColumns(program);
  }

  addColumns(columns: LinearColumns): void {
    const { cost, lower, upper } = columns;
    if (cost.length === 0) return;
    const { numRows } = this.#model.getDimensions();
    this.#model.addCols({ cost, lower, upper, matrix: matrixOf(columns, numRows) });
    this.#noteColumns(columns);
  }

  removeColumns(places: Int32Array): void {
    if (places.length === 0) return;
    this.#isPrimalFeasible = false;
    this.#model.deleteCols({ kind: 'set', indices: places });
    const removed = new Set(places);
    const kept = Array.from({ length: this.#columns }, (_, place) => place).filter((at) => !removed.has(at));
    const movedTo = new Map(kept.map((from, to) => [from, to]));
    const integers = this.#integers.flatMap((at) => movedTo.get(at) ?? []);
    this.#integers.splice(0, this.#integers.length, ...integers);
    this.#columns = kept.length;
  }

  setColumnBounds(place: number, lower: number, upper: number): void {
    this.#isPrimalFeasible = false;
    this.#model.changeColBounds(place, lower, upper);
  }

  setColumnCost(place: number, cost: number): void {
    this.#model.changeColCost(place, cost);
  }

  setRowBounds(row: number, lower: number, upper: number): void {
    this.#isPrimalFeasible = false;
    this.#model.changeRowBounds(row, lower, upper);
  }

  solve(options: LinearOptions): LinearSolution {
    const { seconds, isCancelled, method = 'simplex', crossover = true, presolve = true } = options;
    const { tolerance = USUAL_TOLERANCE } = options;
    const model = this.#model;
    const solver = method === 'simplex' ? 'simplex' : 'ipm';
    const strategy = this.#isPrimalFeasible ? PRIMAL_SIMPLEX : DUAL_SIMPLEX;
    model.options.set({ solver, simplex_strategy: strategy, run_crossover: crossover ? 'on' : 'off' });
    model.options.set({ presolve: presolve ? 'choose' : 'off', ipm_optimality_tolerance: tolerance });
    const type = this.#highs.constants.callbackType;
    const kind = method === 'simplex' ? type.simplexInterrupt : type.ipmInterrupt;
    const status = this.#run(seconds, interruptions(kind, isCancelled));
    const { modelStatus } = this.#highs.constants;
    this.#isPrimalFeasible = status === modelStatus.optimal;
    // HiGHS checks interior solutions by its usual tolerance, and calls those that were to be looser unknown.
    const isLoose =
      method === 'interior-point' && tolerance > USUAL_TOLERANCE && status === modelStatus.unknown;
    if (this.#isPrimalFeasible || isLoose || status === EMPTY) {
      const { values, rowDuals } = this.#solution(status);
      return { kind: 'optimal', cost: model.getObjectiveValue(), values, rowDuals };
    }
    return this.#withoutSolution(status);
  }

  solveInteger(options: IntegerOptions): IntegerSolution {
    const model = this.#model;
    const { relativeGap = 0, absoluteGap = 1e-6, heuristicShare } = options;
    model.options.set({ solver: 'choose', mip_rel_gap: relativeGap, mip_abs_gap: absoluteGap });
    model.options.set({ presolve: 'choose' });
    if (heuristicShare !== undefined) model.options.set({ mip_heuristic_effort: heuristicShare });
    this.#setIntegers(this.#highs.constants.variableType.integer);
    if (options.start !== undefined) model.setSolution({ colValue: options.start });
    try {
      return this.#readInteger(this.#run(options.seconds, this.#integerCallbacks(options)));
    } finally {
      this.#setIntegers(this.#highs.constants.variableType.continuous);
    }
  }

  close(): void {
    this.#model.dispose();
  }

  #noteColumns({ cost, isInteger }: LinearColumns): void {
    for (const [at, flag] of (isInteger ?? []).entries())
      if (flag === 1) this.#integers.push(this.#columns + at);
    this.#columns += cost.length;
  }

  #setIntegers(type: 0 | 1): void {
    if (this.#integers.length === 0) return;
    const types = new Int32Array(this.#integers.length).fill(type);
    this.#model.changeColsIntegrality({ kind: 'set', indices: this.#integers }, types);
  }

  /** HiGHS counts its time limit from the first run of a model: the clock is set back before each. */
  #run(seconds: number, callbacks: HighsCallbackMap): ModelStatusCode {
    assert(seconds > 0, `a time limit of ${seconds} s is above 0`);
    this.#model.zeroAllClocks();
    this.#model.options.set('time_limit', Math.min(seconds, LONGEST_SECONDS));
    return this.#model.run(callbacks).modelStatus;
  }

  #integerCallbacks({ isCancelled, onIncumbent }: IntegerOptions): HighsCallbackMap {
    const type = this.#highs.constants.callbackType;
    const interrupt = interruptions(type.mipInterrupt, isCancelled);
    if (onIncumbent === undefined) return interrupt;
    return {
      ...interrupt,
      [type.mipImprovingSolution]: ({ data }) => {
        const { mip_solution: values, objective_function_value: cost, mip_dual_bound: bound } = data;
        if (values === undefined || cost === undefined) return;
        onIncumbent({ values, cost, bound: bound ?? -Infinity });
      },
    };
  }

  #readInteger(status: ModelStatusCode): IntegerSolution {
    const { modelStatus, solutionStatus } = this.#highs.constants;
    const bound = Number(this.#model.info.get('mip_dual_bound'));
    const hasSolution = this.#model.info.get('primal_solution_status') === solutionStatus.feasible;
    if (!hasSolution) {
      const ending = this.#withoutSolution(status);
      return ending.kind === 'unsolved' ? { ...ending, bound } : ending;
    }
    const kind = status === modelStatus.optimal || status === EMPTY ? 'optimal' : 'feasible';
    const cost = this.#model.getObjectiveValue();
    return { kind, cost, bound: Math.min(bound, cost), values: this.#solution(status).values };
  }

  /** Of a program without columns HiGHS gives no solution, though it is solved. */
  #solution(status: ModelStatusCode): { readonly values: Float64Array; readonly rowDuals: Float64Array } {
    if (status === EMPTY) {
      const { numCols, numRows } = this.#model.getDimensions();
      return { values: new Float64Array(numCols), rowDuals: new Float64Array(numRows) };
    }
    const { colValue, rowDual } = this.#model.getSolution();
    return { values: colValue, rowDuals: rowDual };
  }

  #withoutSolution(status: ModelStatusCode): { readonly kind: 'infeasible' | 'unbounded' } | Unsolved {
    const { modelStatus } = this.#highs.constants;
    if (status === modelStatus.infeasible) return { kind: 'infeasible' };
    if (status === modelStatus.unbounded) return { kind: 'unbounded' };
    // Presolve does not tell the two apart; a program with bounded columns, as all of ours, is infeasible.
    if (status === modelStatus.unboundedOrInfeasible) return { kind: 'infeasible' };
    if (status === modelStatus.timeLimit) return { kind: 'unsolved', reason: 'time' };
    if (status === modelStatus.interrupted) return { kind: 'unsolved', reason: 'cancelled' };
    return { kind: 'unsolved', reason: 'failed' };
  }
}

/** HiGHS's numbers for the two. */
const DUAL_SIMPLEX = 1;
const PRIMAL_SIMPLEX = 4;

/** HiGHS's own for interior points. */
const USUAL_TOLERANCE = 1e-8;

/** HiGHS takes no infinite option; nobody waits longer than a day. */
const LONGEST_SECONDS = 86_400;

/** The status of a program without columns or rows. */
const EMPTY: ModelStatusCode = 6;

function matrixOf({ cost, starts, rows, values }: LinearColumns, numRows: number): SparseMatrix {
  return { format: 'csc', numRows, numCols: cost.length, starts, indices: rows, values };
}

function interruptions(kind: 1 | 2 | 6, isCancelled: (() => boolean) | undefined): HighsCallbackMap {
  if (isCancelled === undefined) return {};
  return {
    [kind]: (event: { interrupt(): void }) => {
      if (isCancelled()) event.interrupt();
    },
  };
}

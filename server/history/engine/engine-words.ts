/** A value in a row as the engine takes and gives it: lists of texts and labels too. `null`: unknown. */
export type EngineValue =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, string>>
  | null;

/** What is done one after the other in the engine, with nothing between. */
export type EngineStep =
  /** A statement in the engine's SQL. */
  | {
      readonly kind: 'run';
      readonly sql: string;
      readonly values?: readonly (string | number | boolean | null)[];
    }
  /** Rows, column by column, added to a table that is there. */
  | { readonly kind: 'add'; readonly table: string; readonly columns: readonly (readonly EngineValue[])[] };

/** What one question is: steps, of which the last one's rows are the answer. */
export type EngineQuestion = {
  readonly steps: readonly EngineStep[];
  /** An answer of more rows is refused: whoever asks must ask for less. */
  readonly mostRows: number;
  readonly limitMs: number;
};

export type EngineAnswer = {
  readonly names: readonly string[];
  readonly rows: readonly (readonly EngineValue[])[];
};

/** To the process. */
export type EngineTask = EngineQuestion & { readonly number: number };

/** From the process. `absent`: this machine has no engine, and why. */
export type EngineWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'absent'; readonly message: string }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: EngineAnswer }
  | {
      readonly kind: 'failed';
      readonly number: number;
      readonly reason: 'late' | 'too-large' | 'refused';
      readonly message: string;
    };

/** How the process is opened. */
export type EngineSettings = {
  readonly memoryBytes: number;
  readonly threads: number;
  /** Where it may put what does not fit into memory. */
  readonly spillFolder: string;
  readonly spillBytes: number;
};

import type * as DuckDbPackage from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBTypeId, DuckDBValue } from '@duckdb/node-api';
import type {
  EngineAnswer,
  EngineSettings,
  EngineStep,
  EngineTask,
  EngineValue,
  EngineWord,
} from './engine-words.ts';

// The process of the engine. It holds nothing that is not elsewhere too: when it dies, an answer is lost and never an event.

/** A chunk of the engine has 2,048 rows: rows are added in these. */
const CHUNK_ROWS = 2_048;

const say = (word: EngineWord): void => void process.send?.(word);

type DuckDb = typeof DuckDbPackage;

async function main(settings: EngineSettings): Promise<void> {
  // Whoever asks is gone, so nobody waits for an answer.
  process.on('disconnect', () => process.exit(0));
  const opened = await open(settings).catch((error: unknown) => {
    say({ kind: 'absent', message: error instanceof Error ? error.message : String(error) });
  });
  if (opened === undefined) return;
  let last: Promise<void> = Promise.resolve();
  process.on('message', (task: EngineTask) => {
    last = last.then(() => work(opened, task));
  });
  say({ kind: 'ready' });
}

type Opened = { readonly duckDb: DuckDb; readonly connection: DuckDBConnection };

/** Loading fails where the package has no binary for this machine. */
async function open(settings: EngineSettings): Promise<Opened> {
  const duckDb = await import('@duckdb/node-api');
  const instance = await duckDb.DuckDBInstance.create(':memory:', {
    max_memory: `${Math.round(settings.memoryBytes / 1_048_576)}MiB`,
    threads: String(settings.threads),
    temp_directory: settings.spillFolder,
    max_temp_directory_size: `${Math.round(settings.spillBytes / 1_048_576)}MiB`,
    // Nothing is fetched from anywhere: what is not in the binary is not there.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  return { duckDb, connection: await instance.connect() };
}

async function work(opened: Opened, task: EngineTask): Promise<void> {
  const { number, limitMs } = task;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    opened.connection.interrupt();
  }, limitMs);
  try {
    say({ kind: 'answer', number, answer: await answer(opened, task) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof TooLarge) say({ kind: 'failed', number, reason: 'too-large', message });
    else say({ kind: 'failed', number, reason: isLate ? 'late' : 'refused', message });
  } finally {
    clearTimeout(timer);
  }
}

class TooLarge extends Error {}

async function answer(opened: Opened, { steps, mostRows }: EngineTask): Promise<EngineAnswer> {
  let found: EngineAnswer = { names: [], rows: [] };
  for (const step of steps) {
    if (step.kind === 'add') await add(opened, step);
    else found = await read(opened, step, mostRows);
  }
  return found;
}

async function read(
  { duckDb, connection }: Opened,
  { sql, values = [] }: Extract<EngineStep, { kind: 'run' }>,
  mostRows: number,
): Promise<EngineAnswer> {
  const reader = await connection.streamAndReadUntil(sql, mostRows + 1, [...values]);
  const rows = reader.getRowsJS();
  if (rows.length > mostRows) throw new TooLarge(`the answer has more than ${mostRows} rows`);
  const isLabels = reader.columnTypes().map(({ typeId }) => typeId === duckDb.DuckDBTypeId.MAP);
  return {
    names: reader.columnNames(),
    rows: rows.map((row) => row.map((value, column) => plain(value, isLabels[column] === true))),
  };
}

/** A value of the answer. The engine counts in integers of up to 128 bits; what it counted here fits a number. */
function plain(value: unknown, isLabels: boolean): EngineValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value))
    throw new Error(`no column of an answer holds ${Object.prototype.toString.call(value)}`);
  return isLabels ? Object.fromEntries(value.map(pairOf)) : value.map(String);
}

/** The engine gives labels as a list of keys with values. */
const pairOf = ({ key, value }: { key: unknown; value: unknown }): [string, string] => [
  String(key),
  String(value),
];

async function add(
  { duckDb, connection }: Opened,
  { table, columns }: Extract<EngineStep, { kind: 'add' }>,
): Promise<void> {
  const appender = await connection.createAppender(table);
  const types = columns.map((_, index) => appender.columnType(index));
  const takers = types.map(({ typeId }) => takerOf(duckDb, typeId));
  const rows = columns[0]?.length ?? 0;
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const to = Math.min(rows, from + CHUNK_ROWS);
    const chunk = duckDb.DuckDBDataChunk.create(types, to - from);
    for (const [index, column] of columns.entries())
      chunk.setColumnValues(
        index,
        column.slice(from, to).map((value) => takers[index]?.(value) ?? null),
      );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

type Taker = (value: EngineValue) => DuckDBValue;

/** How a value is handed to a column of this type. */
function takerOf({ DuckDBTypeId: types, mapValue, listValue }: DuckDb, type: DuckDBTypeId): Taker {
  if (type === types.BIGINT) return (value) => (typeof value === 'number' ? BigInt(value) : null);
  if (type === types.LIST) return (value) => (Array.isArray(value) ? listValue([...value]) : null);
  if (type !== types.MAP) return (value) => (typeof value === 'object' ? null : value);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return mapValue(Object.entries(value).map(([key, text]) => ({ key, value: text })));
  };
}

// The one argument is our own.
await main(JSON.parse(process.argv[2] ?? '') as EngineSettings);

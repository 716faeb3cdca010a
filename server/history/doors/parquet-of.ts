import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cell } from '../../files/table.ts';
import type { EngineValue } from '../engine/engine-words.ts';
import { quoted, sqlText } from '../conditions/sql-words.ts';
import type { Reading } from '../sql/reading.ts';
import type { AnswerTable } from './answer-tables.ts';

/** A table as a Parquet file, which the engine writes into the folder and which is gone from there afterwards. */
export async function parquetOf(
  { columns, rows }: AnswerTable,
  reading: Reading,
  folder: string,
): Promise<Buffer> {
  const file = join(folder, `${randomUUID()}.unfinished`);
  const declared = columns.map(
    ({ name, holds }) => `${quoted(name)} ${holds === 'text' ? 'VARCHAR' : 'DOUBLE'}`,
  );
  const table = 'answer_table';
  try {
    await reading.ask({
      mostRows: 1,
      steps: () => [
        { kind: 'run', sql: `CREATE OR REPLACE TABLE ${table} (${declared.join(', ')})` },
        { kind: 'add', table, columns: columns.map((_, place) => rows.map((row) => plain(row[place]))) },
        { kind: 'run', sql: `COPY ${table} TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)` },
      ],
    });
    return await readFile(file);
  } finally {
    await rm(file, { force: true });
  }
}

const plain = (cell: Cell): EngineValue => (typeof cell === 'object' ? cell.value : (cell ?? null));

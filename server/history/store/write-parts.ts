import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Row } from '#domain/history/column.ts';
import type { RowKind } from '#domain/history/rows.ts';
import type { ContactId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { MINUTE_MS, epochMs } from '#domain/time.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineStep } from '../engine/engine-words.ts';
import { sqlText } from '../conditions/sql-words.ts';
import { asColumns, freshTable, orderOf, tableColumns } from '../sql/row-tables.ts';
import { UNFINISHED, borders, partFile, utcDay, type Part, type Parts } from './parts.ts';
import { CONTACT_KINDS } from './contact-rows.ts';

/** Rows of one kind, and the position of the journal up to which each had been read. */
export type PositionedRows = { readonly rows: readonly Row[]; readonly positions: readonly number[] };

/** Contacts whose rows are written together. */
export type Batch = {
  readonly contacts: readonly ContactId[];
  readonly rows: ReadonlyMap<RowKind, PositionedRows>;
  /** Days on which some of the contacts may have rows already: they are replaced. */
  readonly stale: ReadonlySet<LocalDay>;
};

/** A part that was written, and the parts whose place it takes. */
export type Written = { readonly kind: RowKind; readonly part: Part; readonly replaced: readonly Part[] };

/** To write a day of a million rows anew takes some seconds on a busy machine. */
const WRITE_LIMIT_MS = 5 * MINUTE_MS;

/**
 * Writes the rows of a batch to parts of their days. A day on which one of its contacts had rows is written anew, without those. Nothing
 * counts until the caller adds it to the parts; done twice, after a kill, it comes to the same.
 */
export async function writeBatch(writer: Engine, parts: Parts, batch: Batch): Promise<readonly Written[]> {
  await writer.ask({ steps: batchSteps(batch), mostRows: 0, limitMs: WRITE_LIMIT_MS });
  const written: Written[] = [];
  const number = parts.nextNumber();
  try {
    for (const kind of CONTACT_KINDS)
      for (const day of daysOf(kind, batch, parts)) {
        const replaced = batch.stale.has(day) ? parts.of(kind, day) : [];
        written.push(await writePart({ writer, parts, kind, day, replaced, number, takes: 'batch' }));
      }
    return written;
  } catch (cause) {
    // All of it or nothing: the rows of the batch are still in memory, and are written again.
    for (const { kind, part } of written) await rm(partFile(parts.folder, kind, part), { force: true });
    throw cause;
  }
}

/** Puts parts of a day together into one. */
export async function mergeParts(
  writer: Engine,
  parts: Parts,
  kind: RowKind,
  replaced: readonly Part[],
): Promise<Written | undefined> {
  const [first] = replaced;
  if (first === undefined) return undefined;
  return writePart({
    writer,
    parts,
    kind,
    day: first.day,
    replaced,
    number: parts.nextNumber(),
    takes: 'nothing',
  });
}

/** Lets go of files that no question reads any more. */
export async function dropReplaced(parts: Parts, written: readonly Written[]): Promise<void> {
  for (const { kind, replaced } of written)
    for (const part of replaced) await rm(partFile(parts.folder, kind, part), { force: true });
}

const BATCH_CONTACTS = 'batch_contact';

function batchSteps({ contacts, rows }: Batch): readonly EngineStep[] {
  const steps: EngineStep[] = [
    { kind: 'run', sql: `CREATE OR REPLACE TABLE ${BATCH_CONTACTS} (contact VARCHAR)` },
    { kind: 'add', table: BATCH_CONTACTS, columns: [contacts] },
  ];
  for (const kind of CONTACT_KINDS) {
    steps.push({ kind: 'run', sql: `CREATE OR REPLACE TABLE ${freshTable(kind)} (${tableColumns(kind)})` });
    const some = rows.get(kind);
    if (some !== undefined && some.rows.length > 0)
      steps.push({
        kind: 'add',
        table: freshTable(kind),
        columns: asColumns(kind, some.rows, some.positions),
      });
  }
  // The last step answers with its rows: none.
  return [...steps, { kind: 'run', sql: 'SELECT 1 WHERE FALSE' }];
}

/** Days that have rows of the batch, or had. */
function daysOf(kind: RowKind, { rows, stale }: Batch, parts: Parts): readonly LocalDay[] {
  const days = new Set<LocalDay>([...stale].filter((day) => parts.of(kind, day).length > 0));
  for (const row of rows.get(kind)?.rows ?? []) {
    const at = row['arrived_at'];
    if (typeof at === 'number') days.add(utcDay(epochMs(at)));
  }
  return [...days].sort();
}

type Writing = {
  readonly writer: Engine;
  readonly parts: Parts;
  readonly kind: RowKind;
  readonly day: LocalDay;
  readonly replaced: readonly Part[];
  readonly number: number;
  readonly takes: 'batch' | 'nothing';
};

/** Written under another name, on the disk, renamed, and the name on the disk: a kill leaves the whole of it, or nothing that counts. */
async function writePart({ writer, parts, kind, day, replaced, number, takes }: Writing): Promise<Written> {
  const part: Part = { day, first: Math.min(number, ...replaced.map(({ first }) => first)), last: number };
  const file = partFile(parts.folder, kind, part);
  const unfinished = `${file}${UNFINISHED}`;
  const files = replaced.map((one) => sqlText(partFile(parts.folder, kind, one)));
  const { from, to } = borders(day);
  const kept = takes === 'batch' ? ` WHERE contact NOT IN (SELECT contact FROM ${BATCH_CONTACTS})` : '';
  const sources = [
    ...(files.length === 0
      ? []
      : [`SELECT * FROM read_parquet([${files.join(', ')}], union_by_name = true)${kept}`]),
    ...(takes === 'batch'
      ? [`SELECT * FROM ${freshTable(kind)} WHERE arrived_at >= ${from} AND arrived_at < ${to}`]
      : []),
  ];
  const rows = `FROM (${sources.join(' UNION ALL BY NAME ')}) ORDER BY ${orderOf(kind).join(', ')}`;
  const sql = `COPY (${rows}) TO ${sqlText(unfinished)} (FORMAT parquet, COMPRESSION zstd)`;
  await writer.ask({ steps: [{ kind: 'run', sql }], mostRows: 1, limitMs: WRITE_LIMIT_MS });
  await sync(unfinished);
  await rename(unfinished, file);
  await sync(dirname(file));
  return { kind, part, replaced };
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

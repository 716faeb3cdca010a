import type { TableReading } from '#domain/table-reading.ts';
import { DAY_MINUTES, MINUTE_MS } from '#domain/time.ts';
import { FileFailure } from '../../files/file-failure.ts';
import type { TableSource } from '../../files/table-source.ts';
import type { ColumnRole } from './headings/column-role.ts';
import { openIntervalTable } from './intervals/interval-table.ts';
import { RowNotes } from './intervals/row-notes.ts';
import type { IntervalShape } from './layout/measure-items.ts';
import type { TableChoices } from './layout/table-choices.ts';

/** A line of a staffing plan. */
export type PlanLine = {
  readonly queue: string;
  /** Milliseconds of UTC with the local digits. */
  readonly startLocalMs: number;
  readonly offered: number;
  readonly handleSeconds: number;
  /** People at work, and on the roster so that those are left. */
  readonly required: number;
  readonly scheduled: number;
};

export type ReadPlan = { readonly lines: readonly PlanLine[]; readonly reading: TableReading };

const SHAPE: IntervalShape = {
  measures: new Set<ColumnRole>(['offered', 'handle', 'required', 'scheduled']),
  needed: ['offered', 'handle', 'required'],
};

/** As many intervals as a plan is made for at once. */
const MOST_LINES = 2_000_000;

/** A staffing plan in a table of any form; a plan of another tool may know no shrinkage. What cannot be read is a FileFailure that names lines and values. */
export async function readPlan(source: TableSource, choices: TableChoices = {}): Promise<ReadPlan> {
  const table = await openIntervalTable({ source, shape: SHAPE, choices, isWhole: false });
  const at = (role: ColumnRole): number => table.roles.indexOf(role);
  const notes = new RowNotes(source.name);
  const lines: PlanLine[] = [];
  await table.read(notes, ({ line, queue, dayNumber, minute, values }) => {
    const [offered, handleSeconds, required] = SHAPE.needed.map((role) => values[at(role)]);
    if (offered === undefined || handleSeconds === undefined || required === undefined)
      return notes.mistake(line, 'offered, handle_seconds and required must have a number each', 'nothing');
    if (lines.length >= MOST_LINES)
      throw new FileFailure(`${source.name}: at most ${MOST_LINES} intervals are planned at once, got more`);
    const startLocalMs = (dayNumber * DAY_MINUTES + minute) * MINUTE_MS;
    lines.push({
      queue,
      startLocalMs,
      offered,
      handleSeconds,
      required,
      scheduled: values[at('scheduled')] ?? required,
    });
    return undefined;
  });
  if (choices.skipMistakes !== true) notes.refuseMistakes();
  return { lines, reading: table.reading(notes, lines.length) };
}

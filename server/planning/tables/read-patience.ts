import type { ListReading, PassedOverReason } from '#domain/table-reading.ts';
import { patienceFromCounts } from '../../../forecasting/staffing/patience/estimate-patience.ts';
import { FileFailure } from '../../files/file-failure.ts';
import type { GridChoices } from '../../files/reading/open-grids.ts';
import { readRows, type TableRow, type TableShape } from '../../files/reading/table-rows.ts';
import type { TableSource } from '../../files/table-source.ts';
import { EVERYONE, type LearntWaits } from '../staffing/queue-patience.ts';
import { COLUMN } from './columns.ts';
import { headingsOf } from './headings/known-headings.ts';
import { isTotalWord } from './headings/total-words.ts';
import { amountReader } from './intervals/read-amounts.ts';

const STREAM = 'stream';
const SPEEDS = [
  'avg speed ans',
  'avg speed of answer',
  'average speed of answer',
  'asa',
  'average queue answer time',
  'avg wait',
  '平均应答速度',
  '平均排队时长',
  '平均等待时长',
  'durchschn. wartezeit',
  'Ø wartezeit',
];
const ABANDON_WAITS = [
  'avg aban time',
  'avg abandon time',
  'average queue abandon time',
  'avg time to abandon',
  '平均放弃时长',
  '平均呼叫放弃时长',
  '放弃平均等待时长',
  'Ø zeit bis aufleger',
];
const AMOUNTS = [COLUMN.answered, COLUMN.abandoned, COLUMN.asaSeconds, COLUMN.abandonWaitSeconds] as const;

const SHAPE: TableShape = {
  needed: [COLUMN.queue, ...AMOUNTS],
  optional: [STREAM],
  aliases: new Map([
    ...headingsOf('queue').map((heading) => [heading, COLUMN.queue] as const),
    ...headingsOf('answered').map((heading) => [heading, COLUMN.answered] as const),
    ...headingsOf('abandoned').map((heading) => [heading, COLUMN.abandoned] as const),
    ...SPEEDS.map((heading) => [heading, COLUMN.asaSeconds] as const),
    ...ABANDON_WAITS.map((heading) => [heading, COLUMN.abandonWaitSeconds] as const),
  ]),
};

type Sums = {
  answered: number;
  abandoned: number;
  waitAnsweredSeconds: number;
  waitAbandonedSeconds: number;
};

/** The waits by queue, and what was understood of the report that they stood in. */
export type ReadPatience = {
  readonly waits: ReadonlyMap<string, LearntWaits>;
  readonly reading: ListReading;
};

/**
 * The waits of each queue in an interval report, as `callboard replay --report` or a switch writes it, and of all of them as `*`.
 * Who is called, and work that can wait, has no patience.
 */
export async function readPatience(source: TableSource, choices: GridChoices = {}): Promise<ReadPatience> {
  const sums = new Map<string, Sums>();
  const reading = await readRows(source, SHAPE, { choices, onRow: (row) => addRow(sums, row, source.name) });
  if (!sums.has(EVERYONE)) sums.set(EVERYONE, total([...sums.values()]));
  const waits = new Map(
    [...sums].map(([queue, sum]) => [queue, { answered: sum.answered, patience: patienceFromCounts(sum) }]),
  );
  return { waits, reading };
}

function addRow(sums: Map<string, Sums>, row: TableRow, name: string): PassedOverReason | undefined {
  const queue = row.field(COLUMN.queue);
  if (isTotalWord(queue)) return 'total';
  if (OTHERS.has(row.field(STREAM))) return 'other-stream';
  const [answered, abandoned, asa, wait] = amountsOf(row, `${name} line ${row.line}`);
  const sum = sums.get(queue) ?? noWaits();
  sum.answered += answered;
  sum.abandoned += abandoned;
  sum.waitAnsweredSeconds += answered * asa;
  sum.waitAbandonedSeconds += abandoned * wait;
  sums.set(queue, sum);
  return undefined;
}

const noWaits = (): Sums => ({ answered: 0, abandoned: 0, waitAnsweredSeconds: 0, waitAbandonedSeconds: 0 });

const OTHERS: ReadonlySet<string> = new Set(['outbound', 'deferred']);

const amounts = amountReader({ sign: 'point', isSure: false });

/** In the order of the columns. A mean of nothing is written as nothing, and weighs nothing. */
function amountsOf({ cell, field }: TableRow, where: string): readonly [number, number, number, number] {
  const read = (column: (typeof AMOUNTS)[number]): number => {
    const isCount = column === COLUMN.answered || column === COLUMN.abandoned;
    const amount = isCount ? amounts.number(cell(column)) : amounts.duration(cell(column), {});
    if (amount === 'wrong')
      throw new FileFailure(`${where}: ${column} must be a number of at least 0, got ${field(column)}`);
    return amount === 'empty' ? 0 : amount;
  };
  return [
    read(COLUMN.answered),
    read(COLUMN.abandoned),
    read(COLUMN.asaSeconds),
    read(COLUMN.abandonWaitSeconds),
  ];
}

function total(sums: readonly Sums[]): Sums {
  const sum = noWaits();
  for (const one of sums) {
    sum.answered += one.answered;
    sum.abandoned += one.abandoned;
    sum.waitAnsweredSeconds += one.waitAnsweredSeconds;
    sum.waitAbandonedSeconds += one.waitAbandonedSeconds;
  }
  return sum;
}

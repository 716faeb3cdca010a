import type { Measure } from '#domain/measures/definitions/measure.ts';
import { ROW_COLUMNS } from '#domain/history/rows.ts';
import { systemClock } from '../../clock/clock.ts';
import { writeEventFile, type EventFileWriter } from '../../files/write-file.ts';
import { csvRow } from '../../files/writing/csv-row.ts';
import { figuresTable } from '../../history/doors/answer-tables.ts';
import { ConditionMistake } from '../../history/conditions/condition-mistake.ts';
import { countFigures } from '../../history/figures/count-figures.ts';
import { listRows } from '../../history/figures/list-rows.ts';
import { prepareQuestion, type PreparedQuestion } from '../../history/figures/prepare-question.ts';
import { QuestionMistake, type Question } from '../../history/figures/question.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { CommandFailure } from '../run-command.ts';
import type { Answer } from './answer.ts';
import { besideAnswer } from './beside-answer.ts';
import { listedCells, listedColumns, listedHeading } from './listed-cells.ts';
import { listMeasures } from './list-measures.ts';
import { queryNotes } from './query-notes.ts';
import { questionOf, type QueryOptions } from './query-options.ts';
import { readOwnMeasures } from './read-own-measures.ts';
import { readRows, type RowOrigin } from './read-rows.ts';

/** Answers what was typed. Rejects with a CommandFailure that says what cannot be asked. */
export async function runQuery(events: string | undefined, options: QueryOptions): Promise<void> {
  try {
    const own = options.define === undefined ? [] : await readOwnMeasures(options.define);
    if (options.list === true) return await printList(options, own);
    notOntoItself({ inputs: [events, options.define], outs: { '--out': options.out } });
    await answer(originOf(events, options.data), questionOf(options, own), options);
  } catch (cause) {
    if (cause instanceof QuestionMistake || cause instanceof ConditionMistake)
      throw new CommandFailure(cause.message, { cause });
    throw cause;
  }
}

function originOf(events: string | undefined, data: string | undefined): RowOrigin {
  if (events !== undefined && data === undefined) return { kind: 'recording', path: events };
  if (events === undefined && data !== undefined) return { kind: 'folder', path: data };
  throw new QuestionMistake('expected a file of events, or --data with the data folder of a server');
}

async function printList(options: QueryOptions, own: readonly Measure[]): Promise<void> {
  const { profile } = questionOf({ ...options, measures: ['offered'] }, own);
  const out = writeEventFile(options.out);
  await flush(out, [...listMeasures(profile, own)]);
  await out.commit();
}

async function answer(origin: RowOrigin, question: Question, options: QueryOptions): Promise<void> {
  const prepared = prepareQuestion(question);
  const answering = answerOf(prepared, options);
  const out = writeEventFile(options.out);
  try {
    const notes = queryNotes(prepared);
    const read = await readRows({
      origin,
      prepared,
      written: answering.columns,
      take: (kind, row) => {
        notes.see(kind, row);
        answering.take(kind, row);
      },
    });
    await flush(out, answering.last(read));
    await out.commit();
    for (const note of [...notes.said(read), ...(answering.said?.(read) ?? [])])
      process.stderr.write(`${note}\n`);
  } finally {
    await out.discard();
  }
}

function answerOf(prepared: PreparedQuestion, { contacts, beside }: QueryOptions): Answer {
  if (contacts !== undefined) return listAnswer(prepared);
  return beside === undefined ? figuresAnswer(prepared) : besideAnswer(prepared, beside, systemClock());
}

function figuresAnswer(prepared: PreparedQuestion): Answer {
  const count = countFigures(prepared);
  return {
    columns: [],
    take: (kind, row) => count.add(kind, row),
    last() {
      const { columns, rows } = figuresTable(prepared, count.figures());
      return [columns.map(({ name }) => name), ...rows].map(csvRow);
    },
  };
}

function listAnswer(prepared: PreparedQuestion): Answer {
  const list = listRows(prepared);
  const { by, zone } = prepared.question;
  const columns = listedColumns(by, ROW_COLUMNS[list.sum.of]);
  const lines: { readonly at: number; readonly line: string }[] = [];
  return {
    columns,
    take(kind, row) {
      for (const listed of list.of(kind, row)) {
        const at = Number(listed.row['arrived_at']);
        lines.push({ at, line: csvRow(listedCells(listed, columns, zone)) });
      }
    },
    // Contacts are read in the order in which they were first heard of, and listed as they arrived. So the list is in memory until all is read.
    last: () => [
      csvRow([...by, ...columns.map(listedHeading)]),
      ...lines.sort((one, other) => one.at - other.at).map(({ line }) => line),
    ],
  };
}

async function flush(out: EventFileWriter, lines: readonly string[]): Promise<void> {
  if (lines.length > 0) await out.write(`${lines.join('\n')}\n`);
}

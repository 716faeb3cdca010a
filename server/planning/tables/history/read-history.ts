import { DAY_MS } from '#domain/time.ts';
import { queueId } from '#domain/ids.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import type { HistoryTableReading } from '#domain/table-reading.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { dayClock, type DayClock } from '../../../../forecasting/history/day-clock.ts';
import {
  historyBook,
  type HistoryBook,
  type HistoryEntry,
} from '../../../../forecasting/history/history-book.ts';
import type { QueueHistory } from '../../../../forecasting/history/queue-history.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import type { TableSource } from '../../../files/table-source.ts';
import { isTotalWord } from '../headings/total-words.ts';
import { openIntervalTable, type IntervalTable } from '../intervals/interval-table.ts';
import type { IntervalRow } from '../intervals/interval-question.ts';
import { RowNotes } from '../intervals/row-notes.ts';
import type { TableChoices } from '../layout/table-choices.ts';
import { watchColumns, type ColumnWatch } from './exchanged-columns.ts';
import { findGaps } from './find-gaps.ts';
import { handleSecondsOf, HISTORY_SHAPE } from './history-shape.ts';
import { RepeatedRows, startOf, type ToldRow } from './repeated-rows.ts';

export type HistoryReading = {
  readonly source: TableSource;
  readonly zone: TimeZone;
  /** Rows of shorter intervals are added up to this. */
  readonly intervalMinutes: number;
  readonly choices?: TableChoices;
  /** Told now and then how many rows were read. */
  readonly onRows?: ((rows: number) => void) | undefined;
};

/** The histories by queue, in order of name, and what was understood of the table that they stood in. */
export type ReadHistory = {
  readonly histories: readonly QueueHistory[];
  readonly reading: HistoryTableReading;
};

/** The history in a table of any form, in local times. What cannot be read is a FileFailure that names rows and values, all of them at once. */
export async function readHistory(reading: HistoryReading): Promise<ReadHistory> {
  const { source, zone, choices = {}, onRows } = reading;
  const table = await openIntervalTable({
    source,
    shape: HISTORY_SHAPE,
    choices,
    zone,
    isWhole: true,
    onRows,
  });
  return new HistoryReader(table, reading).read();
}

/** Our own reports call all queues together so. */
const EVERYONE = '*';

class HistoryReader {
  readonly #table: IntervalTable;
  readonly #reading: HistoryReading;
  readonly #notes: RowNotes;
  readonly #book: HistoryBook;
  readonly #repeated: RepeatedRows;
  readonly #toldOf: (row: IntervalRow) => ToldRow;
  readonly #columns: ColumnWatch;
  readonly #handleOf: ReturnType<typeof handleSecondsOf>;
  readonly #isOfAnother = otherStreams();
  readonly #days = new Map<number, { readonly day: LocalDay; readonly clock: DayClock }>();
  readonly #rowsByQueue = new Map<string, { rows: number; readonly lines: number[] }>();
  readonly #twice = new Map<LocalDay, { rows: number; readonly starts: Set<string> }>();
  #intervals = 0;
  #rowsWithoutHandleTime = 0;
  #step = 0;

  constructor(table: IntervalTable, reading: HistoryReading) {
    this.#table = table;
    this.#reading = reading;
    this.#notes = new RowNotes(reading.source.name);
    this.#book = historyBook(reading.intervalMinutes, (day) => dayClock(reading.zone, day));
    this.#repeated = new RepeatedRows(reading.source.name, table.apart);
    this.#columns = watchColumns(reading.source.name, table.roles);
    this.#handleOf = handleSecondsOf(table.roles);
    const offeredAt = table.roles.indexOf('offered');
    this.#toldOf = ({ line, queue, dayNumber, minute, values }) => ({
      line,
      queue,
      dayNumber,
      minute,
      offered: values[offeredAt] ?? 0,
      // Nobody is handled in no time: 0 is written where nobody was answered, or where it was not measured.
      handleSeconds: this.#handleOf(values) || undefined,
    });
  }

  async read(): Promise<ReadHistory> {
    const { source, choices = {} } = this.#reading;
    await this.#table.read(this.#notes, (row) => this.#hear(row));
    if (choices.skipMistakes !== true) this.#notes.refuseMistakes();
    if (this.#intervals === 0)
      throw new FileFailure(`${source.name} has no row, expected some of queue,start,offered`);
    this.#refuseCoarse();
    if (choices.columns?.has('offered') !== true) this.#columns.settle();
    if (!this.#repeated.isEmpty) await this.#settleRepeated();
    const histories = this.#withoutTotals(this.#book.takeHistories());
    return { histories, reading: this.#understood(histories) };
  }

  #hear(row: IntervalRow): void {
    if (this.#isOfAnother(row)) return this.#notes.passOver('other-stream', row.line);
    this.#columns.hear(row);
    const told = this.#toldOf(row);
    if (told.offered > 0 && this.#handleOf(row.values) === 0) this.#rowsWithoutHandleTime += 1;
    return this.#take(told);
  }

  #take(row: ToldRow): void {
    if (row.queue === EVERYONE) return this.#notes.passOver('all-queues', row.line);
    const problem = this.#book.add(this.#entryOf(row));
    switch (problem) {
      case undefined:
        return this.#count(row);
      case 'twice':
        return this.#repeated.add(row);
      case 'skipped':
        if (row.offered === 0) return this.#notes.passOver('skipped-hour', row.line);
        return this.#notes.mistake(
          row.line,
          `${startOf(row)} does not exist in ${this.#reading.zone.name}: the clock went forward`,
          '',
        );
      case 'off-grid':
        return this.#notes.mistake(row.line, 'start must be a whole number of five minutes', startOf(row));
    }
  }

  #count({ queue, line, dayNumber, minute }: ToldRow): void {
    this.#intervals += 1;
    this.#step = commonStep(this.#step, minute);
    const known = this.#rowsByQueue.get(queue) ?? { rows: 0, lines: [] };
    this.#rowsByQueue.set(queue, known);
    known.rows += 1;
    if (known.lines.length === 0) known.lines.push(line);
    const { day, clock } = this.#dayOf(dayNumber);
    if (clock(minute) !== 2) return;
    const twice = this.#twice.get(day) ?? { rows: 0, starts: new Set() };
    this.#twice.set(day, twice);
    twice.rows += 1;
    twice.starts.add(`${queue}\n${minute}`);
  }

  #dayOf(dayNumber: number): { readonly day: LocalDay; readonly clock: DayClock } {
    const known = this.#days.get(dayNumber);
    if (known !== undefined) return known;
    const day = localDay(new Date(dayNumber * DAY_MS).toISOString().slice(0, 10));
    const fresh = { day, clock: dayClock(this.#reading.zone, day) };
    this.#days.set(dayNumber, fresh);
    return fresh;
  }

  #entryOf({ queue, dayNumber, minute, offered, handleSeconds }: ToldRow): HistoryEntry {
    return {
      queue: queueId(queue),
      day: this.#dayOf(dayNumber).day,
      minute,
      offered,
      ...(handleSeconds === undefined ? {} : { handleSeconds }),
    };
  }

  #refuseCoarse(): void {
    const { source, intervalMinutes } = this.#reading;
    if (this.#intervals >= ROWS_THAT_TELL && this.#step > intervalMinutes)
      throw new FileFailure(
        `${source.name} has intervals of ${this.#step} minutes, which cannot be told apart by ${intervalMinutes}: give --interval ${this.#step}`,
      );
  }

  /** Equal rows are one; a zero in the hour after a skipped one is the skipped one's; others are settled as the user says, or refused. */
  async #settleRepeated(): Promise<void> {
    const { choices = {}, source } = this.#reading;
    const isOfAnother = otherStreams();
    await this.#table.read(new RowNotes(source.name), (row) => {
      if (!isOfAnother(row)) this.#repeated.hear(this.#toldOf(row));
    });
    const open = [];
    for (const { row, before, isEqual } of this.#repeated.pairs()) {
      if (isEqual) this.#notes.passOver('equal-duplicate', row.line);
      else if (this.#isAfterSkip(row) && (row.offered === 0 || before.offered === 0)) {
        this.#notes.passOver('skipped-hour', row.offered === 0 ? row.line : before.line);
        this.#book.amend(this.#entryOf(row), 1);
      } else open.push({ row, before });
    }
    this.#refuseManyEqual();
    if (open.length === 0) return;
    if (choices.duplicates === undefined) throw this.#repeated.conflict(open);
    for (const { row, before } of open) {
      if (choices.duplicates !== 'sum')
        this.#notes.passOver(
          'conflicting-duplicate',
          choices.duplicates === 'first' ? row.line : before.line,
        );
      if (choices.duplicates === 'last') this.#book.amend(this.#entryOf(before), -1);
      if (choices.duplicates !== 'first') this.#book.amend(this.#entryOf(row), 1);
    }
  }

  /** Rows that are told apart by a column that is not read may be equal by chance, but are no copies. */
  #refuseManyEqual(): void {
    const { choices = {} } = this.#reading;
    const equal = this.#notes.rowsOf('equal-duplicate');
    if (choices.duplicates !== undefined || this.#table.apart === undefined) return;
    if (equal > MOST_EQUAL_SHARE * this.#intervals) throw this.#repeated.equalRows(equal);
  }

  /** Programs that cannot tell a skipped hour tell it as the next one. */
  #isAfterSkip({ dayNumber, minute }: ToldRow): boolean {
    const { clock } = this.#dayOf(dayNumber);
    return clock(minute) === 1 && minute >= HOUR_MINUTES && clock(minute - HOUR_MINUTES) === 0;
  }

  /** A queue that is called a total, beside others, is all of them together. */
  #withoutTotals(histories: readonly QueueHistory[]): readonly QueueHistory[] {
    const own = histories.filter(({ queue }) => !isTotalWord(queue));
    if (own.length === 0 || own.length === histories.length) return histories;
    for (const { queue } of histories)
      if (isTotalWord(queue)) {
        const { rows = 0, lines = [] } = this.#rowsByQueue.get(queue) ?? {};
        for (let row = 0; row < rows; row += 1) this.#notes.passOver('all-queues', lines[0] ?? 0);
        this.#intervals -= rows;
      }
    return own;
  }

  #understood(histories: readonly QueueHistory[]): HistoryTableReading {
    const { zone } = this.#reading;
    const days = histories
      .flatMap((history) => [history.days[0], history.days.at(-1)])
      .filter((day) => day !== undefined)
      .sort();
    const clocks = new Map([...this.#days.values()].map(({ day, clock }) => [day, clock]));
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined)
      throw new FileFailure(`${this.#reading.source.name}: no day in it`);
    return {
      ...this.#table.reading(this.#notes, this.#intervals),
      zone: zone.name,
      stepMinutes: this.#step,
      queues: histories.length,
      first,
      last,
      rowsWithoutHandleTime: this.#rowsWithoutHandleTime,
      gaps: histories.flatMap((history) =>
        findGaps(history, (day) => clocks.get(day) ?? dayClock(zone, day)),
      ),
      repeatedHours: [...this.#twice].map(([day, { rows, starts }]) => ({
        day,
        rows,
        told: rows > starts.size ? 'twice' : 'once',
      })),
    };
  }
}

/**
 * A report tells outbound and deferred work of a queue apart, after its customers. Who we call is no demand, and deferred work is one
 * where it is all that comes into its queue.
 */
function otherStreams(): (row: IntervalRow) => boolean {
  const withCustomers = new Set<string>();
  return ({ queue, stream }) => {
    switch (stream) {
      case 'outbound':
        return true;
      case 'deferred':
        return withCustomers.has(queue);
      default:
        withCustomers.add(queue);
        return false;
    }
  };
}

/** Copied rows are some; where every fifth interval is told twice something tells them apart. */
const MOST_EQUAL_SHARE = 0.2;
const HOUR_MINUTES = 60;
/** So many starts that are all multiples of half an hour are no chance. */
const ROWS_THAT_TELL = 50;

/** The largest step that both are multiples of; midnight is one of any. */
function commonStep(step: number, minute: number): number {
  return minute === 0 ? step : commonStep(minute, step % minute);
}

import type { FormatFound } from '#domain/table-reading.ts';
import type { GridCell } from './cell.ts';

/** A row that is not blank. `line` is its line in a text, or its number in a sheet, from 1. */
export type GridRow = { readonly line: number; readonly cells: readonly GridCell[] };

/** Cells that a sheet shows as one: first and last row and column, rows from 1, columns from 0. */
export type MergedArea = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

/** Cells in rows, before anybody has asked what they mean. */
export type Grid = {
  /** Of the file. */
  readonly name: string;
  readonly found: FormatFound;
  readonly merged: readonly MergedArea[];
  /** All rows that are not blank, in portions, from the first one each time it is asked. What cannot be read throws a FileFailure. */
  rows(): AsyncGenerator<readonly GridRow[]>;
};

/** More columns are no table that people keep: a sheet has 16,384. */
export const MOST_COLUMNS = 16_384;
/** More characters than a cell of a sheet can have are no cell. */
export const MOST_CELL_CHARACTERS = 32_767;
/** A year of a thousand queues by quarter-hours has 35 million rows; three of them are beyond one machine's forecast. */
export const MOST_ROWS = 120_000_000;

import type { GridRow, MergedArea } from '../grid/grid.ts';

/** Hears the tables of a page or the sheets of a workbook in XML as they are read, by their places in the file. */
export type MarkupListener = {
  /** A table begins; undefined where it has no name. */
  readonly onTable: (table: number, name: string | undefined) => void;
  readonly onRow: (table: number, row: GridRow) => void;
  readonly onArea: (table: number, area: MergedArea) => void;
};

/** Takes a text in pieces, cut anywhere. What is no table that people keep throws a RangeError. */
export type MarkupReader = { write(piece: string): void; end(): void };

import type { Cell, TableHead } from '../table.ts';
import { headingInBoth } from './heading-in-both.ts';
import { shownWidth, sheetCell } from './sheet-cells.ts';
import type { SheetStyles } from './sheet-styles.ts';

/** Wider columns are cut off on a screen, and nobody reads them there. */
const WIDEST = 60;
const NARROWEST = 6;

/** A sheet up to its first row: header and first columns stay in sight, and each column is as wide as what stands in the first rows. */
export function sheetBegin(
  { header, stickyColumns = 1 }: TableHead,
  rows: readonly (readonly Cell[])[],
  styles: SheetStyles,
): string {
  const titles = header.map(headingInBoth);
  const widths = titles.map((title, at) => widthOf([title, ...rows.map((row) => row[at])]));
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const corner = `${columnLetters(stickyColumns)}2`;
  const split = stickyColumns === 0 ? '' : ` xSplit="${stickyColumns}"`;
  const pane = stickyColumns === 0 ? 'bottomLeft' : 'bottomRight';
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}">` +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView workbookViewId="0"><pane${split} ySplit="1" topLeftCell="${corner}" activePane="${pane}" state="frozen"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>` +
    rowXml(
      1,
      titles.map((title) => textXml(title, styles.header)),
    )
  );
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The rest of a sheet of so many rows: filters, and a page across that repeats the header and is as wide as the paper. */
export function sheetEnd({ header }: TableHead, rows: number): string {
  const last = `${columnLetters(Math.max(0, header.length - 1))}${Math.max(1, rows)}`;
  return (
    `</sheetData><autoFilter ref="A1:${last}"/>` +
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    '<headerFooter><oddFooter>&amp;L&amp;F · &amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>'
  );
}

/** A row of a sheet; `shades` are colours of cells by what stands in them. */
export function sheetRow(
  number: number,
  cells: readonly Cell[],
  { styles, shades }: { readonly styles: SheetStyles; readonly shades: TableHead['shades'] },
): string {
  const written = cells.map((cell) => {
    const shade = shades?.get(cell);
    if (cell === undefined) return '';
    const value = sheetCell(cell);
    const style = styles.of(value.kind === 'number' ? value.format : undefined, shade);
    return value.kind === 'text'
      ? textXml(value.text, style)
      : `<c r="@"${styleXml(style)}><v>${value.value}</v></c>`;
  });
  return rowXml(number, written);
}

/** Each cell has the letters of its column in place of `@`. */
function rowXml(number: number, cells: readonly string[]): string {
  const placed = cells.map((cell, at) => cell.replace('r="@"', `r="${columnLetters(at)}${number}"`));
  return `<row r="${number}">${placed.join('')}</row>`;
}

const textXml = (text: string, style: number): string =>
  `<c r="@" t="inlineStr"${styleXml(style)}><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

const styleXml = (style: number): string => (style === 0 ? '' : ` s="${style}"`);

/** The letters of a column, A for 0. */
export const columnLetters = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : columnLetters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

/** A text as XML can have it: signs are escaped, and control characters, which it cannot have at all, are written as spreadsheets write them. */
export const xmlText = (text: string): string =>
  text
    .replaceAll(/_x[\dA-Fa-f]{4}_/g, (found) => `_x005F${found}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(IMPOSSIBLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);

// oxlint-disable-next-line no-control-regex -- those that XML cannot have, and a return, which it would make a line feed of
const IMPOSSIBLE = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g;

function widthOf(cells: readonly Cell[]): number {
  return Math.min(
    WIDEST,
    2 + cells.reduce((most: number, cell) => Math.max(most, shownWidth(cell)), NARROWEST),
  );
}

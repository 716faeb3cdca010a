import { textEms } from '../../format/text-ems.ts';
import type { Layout } from '../screen/layout.ts';
import type { ColumnName, Words } from '../words/wall-words.ts';
import { closeService, openText } from './cell-texts.ts';
import type { Row } from '../view/queue-order.ts';

/** A column of the queue table: what it shows and how wide it is, in label em. */
export type Column = { readonly name: ColumnName; readonly ems: number };
/** `hasBar`: the service level has its bar and its target beside the figure. `waits`: what of a queue's waits has a place. */
export type Columns = {
  readonly columns: readonly Column[];
  readonly hasBar: boolean;
  readonly waits: 'columns' | 'together' | 'count';
};

/** Space at both sides of a cell's text, and of the icon before a name, in label em. */
export const CELL_PAD_EMS = 0.5;
export const NAME_ICON_EMS = 1.3;

/** Width of the bar of a service level, in label em. */
const BAR_EMS = 3.6;
/** The widest figure is "88–100 %". */
const SERVICE_EMS = { bare: 5.4, full: 5.4 + 2.3 + BAR_EMS };
/** A queue's name gets at least this much. */
const NAME_EMS = { least: 7, good: 9.4 };

/** What a column needs for five digits and for its heading. Also the order in which they come in, by what a floor needs first. */
const WANTED: readonly Column[] = [
  { name: 'waiting', ems: 4.5 },
  { name: 'longest', ems: 4.6 },
  { name: 'service', ems: SERVICE_EMS.bare },
];
const WELCOME: readonly Column[] = [
  { name: 'answered', ems: 5.7 },
  { name: 'agents', ems: 8.1 },
  { name: 'occupancy', ems: 5.4 },
  { name: 'speed', ems: 5.6 },
  { name: 'handle', ems: 5.4 },
];

/**
 * The columns that fit, and the width that is left for the name. Where that would cut names short, waits stand together in one column
 * that is as wide as they are. `rows` are all that there are: columns do not move from page to page.
 */
export function columnsFor(layout: Layout, rows: readonly Row[], words: Words): Columns {
  const widthEms = (layout.acrossEms - (layout.blocks + 1) * layout.space.margin) / layout.blocks;
  const spare = widthEms - sumOf(WANTED);
  if (spare >= NAME_EMS.least && (spare >= NAME_EMS.good || areNamesWhole(rows, spare)))
    return wideColumns(widthEms);
  const together = closeColumns(widthEms, { rows, words, waits: 'together' });
  if ((together.columns[0]?.ems ?? 0) >= NAME_EMS.least) return together;
  return closeColumns(widthEms, { rows, words, waits: 'count' });
}

const sumOf = (columns: readonly Column[]): number => columns.reduce((sum, { ems }) => sum + ems, 0);

const areNamesWhole = (rows: readonly Row[], ems: number): boolean =>
  rows.every(({ name }) => textEms(name) + NAME_ICON_EMS + CELL_PAD_EMS <= ems);

function wideColumns(widthEms: number): Columns {
  const spare = widthEms - sumOf(WANTED);
  const hasBar = spare - (SERVICE_EMS.full - SERVICE_EMS.bare) >= NAME_EMS.good;
  const wanted = WANTED.map(({ name, ems }) => ({
    name,
    ems: name === 'service' && hasBar ? SERVICE_EMS.full : ems,
  }));
  return { columns: withWelcome(widthEms, wanted), hasBar, waits: 'columns' };
}

/** The usual waits have this much, so that names stand still while they change: ten who wait, nine minutes at most. */
const USUAL = { together: '10 · 9:59', count: '10' } as const;
const USUAL_SERVICE = '61–63';

type Close = { readonly rows: readonly Row[]; readonly words: Words; readonly waits: 'together' | 'count' };

function closeColumns(widthEms: number, { rows, words, waits }: Close): Columns {
  const width = (column: 'waiting' | 'service', usual: string, texts: readonly string[]): Column => ({
    name: column,
    ems:
      Math.max(textEms(headingsOf(words, column).at(-1) ?? ''), ...[usual, ...texts].map(textEms)) +
      CELL_PAD_EMS,
  });
  const open = rows.map((row) => openText(row, waits));
  const service = rows.map(({ figures }) => closeService(figures) ?? '');
  const columns = [width('waiting', USUAL[waits], open), width('service', USUAL_SERVICE, service)];
  return { columns: withWelcome(widthEms, columns), hasBar: false, waits };
}

/** Those that there is room for besides, and the name before them. */
function withWelcome(widthEms: number, wanted: readonly Column[]): readonly Column[] {
  const columns = [...wanted];
  for (const column of WELCOME) {
    if (widthEms - sumOf(columns) - column.ems < NAME_EMS.good) break;
    columns.push(column);
  }
  return [{ name: 'queue', ems: widthEms - sumOf(columns) }, ...columns];
}

/** The headings of a column where waits stand together. */
export function headingsOf({ column }: Words, name: Exclude<ColumnName, 'queue'>): readonly string[] {
  return name === 'service' ? column.closeService : column[name];
}

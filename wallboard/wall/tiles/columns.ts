import type { ColumnName } from '../words/wall-words.ts';
import type { Layout } from '../screen/layout.ts';

/** A column of the queue table: what it shows and how wide it is, in label em. */
export type Column = { readonly name: ColumnName; readonly ems: number };
/** `hasBar`: the service level has its bar and its target beside the figure. */
export type Columns = { readonly columns: readonly Column[]; readonly hasBar: boolean };

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

/** The columns that fit, and the width that is left for the name. */
export function columnsFor({ acrossEms, blocks, space }: Layout): Columns {
  const widthEms = (acrossEms - (blocks + 1) * space.margin) / blocks;
  const spare = widthEms - NAME_EMS.least - WANTED.reduce((sum, column) => sum + column.ems, 0);
  // The longest wait of all is in its tile: its column is the first to go, before names become unreadable.
  const wanted = spare < 0 ? WANTED.filter(({ name }) => name !== 'longest') : WANTED;
  let leftEms = widthEms - wanted.reduce((sum, column) => sum + column.ems, 0);
  const hasBar = leftEms - (SERVICE_EMS.full - SERVICE_EMS.bare) >= NAME_EMS.good;
  if (hasBar) leftEms -= SERVICE_EMS.full - SERVICE_EMS.bare;
  const columns = wanted.map(({ name, ems }) => ({
    name,
    ems: name === 'service' && hasBar ? SERVICE_EMS.full : ems,
  }));
  for (const column of WELCOME) {
    if (leftEms - column.ems < NAME_EMS.good) break;
    leftEms -= column.ems;
    columns.push(column);
  }
  return { columns: [{ name: 'queue', ems: leftEms }, ...columns], hasBar };
}

import writeXlsx from 'write-excel-file/node';
import type { Cell, Table } from './table.ts';

/** Wider columns are cut off on a screen, and nobody reads them there. */
const WIDEST = 60;

/** Headings of tables in the other language of the house; days and names stand for themselves. */
const CHINESE: ReadonlyMap<string, string> = new Map([
  ['person', '工号'],
  ['name', '姓名'],
  ['day', '日期'],
  ['shift', '班次'],
  ['activity', '活动'],
  ['start', '开始'],
  ['end', '结束'],
  ['queue', '队列'],
  ['required', '需求人数'],
  ['present', '在岗人数'],
  ['under', '缺口'],
  ['over', '富余'],
  ['service_level', '预计服务水平'],
  ['people', '人数'],
  ['names', '人员'],
  ['rule', '规则'],
  ['strength', '硬/软'],
  ['by', '超出'],
  ['unit', '单位'],
  ['said', '说明（英）'],
  ['said_zh', '说明'],
  ['hours', '工时'],
  ['shifts', '班次数'],
  ['nights', '夜班'],
  ['weekend_shifts', '周末班'],
  ['early_starts', '早起班'],
  ['wishes_asked', '意愿数'],
  ['wishes_met', '满足数'],
  ['roster', '班表'],
  ['grid', '排班总表'],
  ['coverage', '覆盖'],
  ['sessions', '会议与培训'],
  ['rules', '规则'],
  ['fairness', '公平'],
]);

/** Writes tables as the sheets of one workbook, headings in English and Chinese; header and first columns stay in sight. */
export async function writeWorkbook(path: string, tables: readonly Table[]): Promise<void> {
  const sheets = tables.map(({ name, header, rows, stickyColumns = 1, shades }) => {
    const titles = header.map(inBoth);
    return {
      sheet: inBoth(name),
      stickyRowsCount: 1,
      stickyColumnsCount: stickyColumns,
      columns: titles.map((title, at) => ({ width: widthOf([title, ...rows.map((row) => row[at])]) })),
      data: [
        titles.map((title) => ({ value: title, fontWeight: 'bold' as const, backgroundColor: '#EEEEEE' })),
        ...rows.map((row) => row.map((cell) => cellOf(cell, shades))),
      ],
    };
  });
  await writeXlsx(sheets).toFile(path);
}

function inBoth(title: string): string {
  const chinese = CHINESE.get(title);
  return chinese === undefined ? title : `${title} ${chinese}`;
}

function cellOf(
  cell: Cell,
  shades: Table['shades'],
): { readonly value: string | number; readonly backgroundColor?: string } | null {
  if (cell === undefined) return null;
  const shade = shades?.get(cell);
  return { value: cell, ...(shade === undefined ? {} : { backgroundColor: shade }) };
}

/** As wide as what stands in it; a Chinese character takes two places. */
function widthOf(cells: readonly Cell[]): number {
  const widths = cells.map((cell) =>
    Array.from(String(cell ?? '')).reduce((sum, char) => sum + (char > '\u2E7F' ? 2 : 1), 0),
  );
  return Math.min(WIDEST, 2 + widths.reduce((most, width) => Math.max(most, width), 6));
}

import { cellText, type GridCell } from '../../../files/grid/cell.ts';
import type { DateText } from '../../../files/values/date-text.ts';
import { readWhen } from '../../../files/values/when-text.ts';

/** A day that a title tells, as it was written. */
export type TitleDay = { readonly date: DateText; readonly text: string };

/** The cells of a row of titles as one text; a title that is merged over several cells is told once. */
export const titleOf = (cells: readonly GridCell[]): string =>
  cells
    .map(cellText)
    .filter((text, at, all) => text !== '' && text !== all[at - 1])
    .join('  ');

const QUEUE =
  /(?:^|\s)(?:split|skill|queue|csq|vdn|队列|技能组|技能|warteschlange|gruppe)(?:\/skill)?(?: name)?\s*[:：]\s*(\S[^:：]*?)\s*(?:$|\s{2,})/i;

/** The queue that titles name, such as `Split: bank`; undefined where none is. */
export function titleQueue(titles: readonly string[]): string | undefined {
  return titles.flatMap((title) => QUEUE.exec(title)?.[1] ?? [])[0]?.trim();
}

const PRINTED = /导出|打印|生成|制表|print|export|created|generated|run (?:on|at)|erstellt|gedruckt|stand/i;
const DATE = /\d{1,4}(?:[-/.]|年 ?)\d{1,2}(?:[-/.]|月 ?)\d{1,4}日?|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{4}/g;

/** The one day that titles tell; undefined where they tell none, or several. When a report was made is not when its calls came. */
export function titleDay(titles: readonly string[]): TitleDay | undefined {
  const days = new Map<string, TitleDay>();
  for (const title of titles)
    for (const [text] of PRINTED.test(title) ? [] : title.matchAll(DATE)) {
      const date = readWhen(text)?.date;
      if (date !== undefined && date.kind !== 'no-year') days.set(JSON.stringify(date), { date, text });
    }
  const [only] = days.values();
  return days.size === 1 ? only : undefined;
}

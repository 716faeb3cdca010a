import type { SeenColumn } from './seen-columns.ts';
import type { TableLayout, WhenColumn, WhenScheme } from './table-layout.ts';

/** What has to be found beside what stands across. */
export type WhenNeeded = 'day' | 'time' | 'both';

export type WhenColumns = Pick<TableLayout, 'day' | 'time' | 'start' | 'titleDay'>;

/** So many of the filled cells say it. */
const MOST = 0.8;

const HOURS = /hour|小时|时点|stunde/i;
/** 1954 to 2119 as days of a sheet. */
const SERIAL_DAYS = [20_000, 80_000] as const;

/** The columns that say when, of those that are not read as something else; undefined when they are not there. */
export function whenColumns(columns: readonly SeenColumn[], needed: WhenNeeded): WhenColumns | undefined {
  const named = columns.filter(({ role }) => role === 'start' || role === 'day' || role === 'time');
  const unnamed = columns.filter(({ role, isVague }) => role === undefined && !isVague);
  const all = [...named, ...unnamed].map((column) => ({ column, scheme: schemeOf(column) }));
  const days = all.filter(({ column, scheme }) => saysDay(column, scheme));
  const times = all.filter(({ column, scheme }) => saysTime(column, scheme));
  const day = asWhen(days[0] ?? all.find(({ column }) => column.role === 'day'));
  const time = asWhen(
    times.find(({ column }) => column.column !== day?.column) ??
      all.find(({ column }) => column.role === 'time'),
  );
  switch (needed) {
    case 'day':
      return day === undefined ? undefined : { day };
    case 'time': {
      const only = asWhen(times[0]);
      return only === undefined ? undefined : { time: only };
    }
    case 'both':
      return (
        startOf(all, { days, times, time }) ??
        (day === undefined || time === undefined ? undefined : { day, time })
      );
  }
}

type Told = {
  readonly days: readonly Candidate[];
  readonly times: readonly Candidate[];
  readonly time: WhenColumn | undefined;
};

/** One column that tells both; a column that is called so tells it too, unless it has days only, so that what is wrong in it is named. */
function startOf(all: readonly Candidate[], { days, times, time }: Told): WhenColumns | undefined {
  const both = days.find((one) => times.includes(one));
  const start = asWhen(both);
  if (start !== undefined && (both?.column.role === 'start' || time === undefined)) return { start };
  const named = all.find(
    ({ column }) => column.role === 'start' || (column.role !== undefined && column.content.moments > 0),
  );
  const isDays = named !== undefined && named.column.content.days > 0;
  const isAlone = time === undefined && times.length === 0;
  const only = isAlone && !isDays ? asWhen(named) : undefined;
  return only === undefined ? undefined : { start: only };
}

type Candidate = { readonly column: SeenColumn; readonly scheme: WhenScheme };

const asWhen = (found: Candidate | undefined): WhenColumn | undefined =>
  found === undefined ? undefined : { column: found.column.column, scheme: found.scheme };

function saysDay({ content, role }: SeenColumn, scheme: WhenScheme): boolean {
  if (content.filled === 0) return false;
  if (scheme === 'serial') return content.least >= SERIAL_DAYS[0];
  if (scheme === 'digits' || scheme === 'epoch-seconds' || scheme === 'epoch-milliseconds') return true;
  const most = role === undefined ? content.filled : MOST * content.filled;
  return scheme === 'text' && content.days + content.moments >= most;
}

function saysTime({ content, role }: SeenColumn, scheme: WhenScheme): boolean {
  if (content.filled === 0) return false;
  switch (scheme) {
    case 'hours':
    case 'hours-and-minutes':
    case 'digits':
    case 'epoch-seconds':
    case 'epoch-milliseconds':
      return true;
    case 'serial':
      return content.counts < content.numbers;
    case 'text': {
      // Lengths of time look like times of the day, but do not begin on the grid of reports.
      if (role === undefined) return content.onGrid === content.filled && content.minutes.length > 1;
      const isConstant = content.moments > 0 && content.minutes.length <= 1 && content.filled > 1;
      return content.times + content.moments >= MOST * content.filled && !isConstant;
    }
  }
}

/** Year, month, day, hour and minute in twelve digits, or seconds too in fourteen. */
const WRITTEN_TOGETHER = [
  [190_001_010_000, 209_912_312_359],
  [19_000_101_000_000, 20_991_231_235_959],
] as const;

/** How numbers in a column are meant, if it has them. */
function schemeOf({ content, role, heading }: SeenColumn): WhenScheme {
  const { numbers, counts, filled, least, most } = content;
  if (numbers < MOST * filled || role === undefined) return 'text';
  if (WRITTEN_TOGETHER.some(([first, last]) => least >= first && most <= last)) return 'digits';
  if (least >= 1e12) return 'epoch-milliseconds';
  if (least >= 1e9) return 'epoch-seconds';
  if (least >= SERIAL_DAYS[0] && most <= SERIAL_DAYS[1]) return 'serial';
  if (counts < numbers && least >= 0 && most < 1) return 'serial';
  if (counts < numbers || role === 'day' || least === most) return 'text';
  if (most <= 24 && (HOURS.test(heading) || most <= 23)) return 'hours';
  return most <= 2400 ? 'hours-and-minutes' : 'text';
}

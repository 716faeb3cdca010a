import { parse } from 'csv-parse/sync';
import { CommandFailure } from '../../cli/run-command.ts';

/** One line of a forecast file; what is wrong with a field is a failure that names line, column and value. */
export type ForecastLine = {
  /** `F.csv line 7`. */
  readonly where: string;
  readonly has: (column: string) => boolean;
  readonly text: (column: string) => string;
  readonly amount: (column: string) => number;
};

const NEEDED = ['queue', 'start', 'offered'];
const BANDS = ['low80', 'high80', 'low95', 'high95'];

/** A thousand queues, eight weeks of half hours, twelve hours a day: what a plan can hold in memory. */
const MOST_LINES = 2_000_000;

/** The lines of a forecast file. Without any column of bands it is a list of known counts; other columns are passed over. */
export function readForecastTable(
  text: string,
  path: string,
): { readonly lines: readonly ForecastLine[]; readonly hasBands: boolean } {
  const [header, ...body] = parseCsv(text, path);
  const columns = new Map(header?.record.map((name, at) => [name.trim(), at]));
  const missing = NEEDED.filter((name) => !columns.has(name));
  if (missing.length > 0)
    throw new CommandFailure(
      `${path}: columns ${[...NEEDED, ...BANDS].join(',')} expected, without ${missing.join(',')}: got ${header?.record.join(',') ?? 'nothing'}`,
    );
  const bands = BANDS.filter((name) => columns.has(name));
  if (bands.length > 0 && bands.length < BANDS.length)
    throw new CommandFailure(`${path}: bands need all of ${BANDS.join(',')}, got only ${bands.join(',')}`);
  if (body.length > MOST_LINES)
    throw new CommandFailure(`${path}: at most ${MOST_LINES} intervals are planned at once, got more`);
  return {
    lines: body.map(({ record, info }) => lineOf(columns, record, `${path} line ${info.lines}`)),
    hasBands: bands.length > 0,
  };
}

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function parseCsv(text: string, path: string): readonly Parsed[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      to: MOST_LINES + 2,
    }) as unknown as Parsed[];
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailure(`${path}: not readable as CSV: ${said}`, { cause });
  }
}

function lineOf(
  columns: ReadonlyMap<string, number>,
  record: readonly string[],
  where: string,
): ForecastLine {
  const text = (column: string): string => record[columns.get(column) ?? -1]?.trim() ?? '';
  return {
    where,
    has: (column) => text(column) !== '',
    text,
    amount: (column) => {
      const written = text(column);
      const amount = Number(written);
      if (written !== '' && amount >= 0 && amount < Infinity) return amount;
      throw new CommandFailure(
        `${where}: ${column} must be a number of at least 0, got ${written === '' ? 'nothing' : written}`,
      );
    },
  };
}

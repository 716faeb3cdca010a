import { parse } from 'csv-parse/sync';
import { FileFailure } from '../../files/file-failure.ts';
import { BAND_COLUMNS, COUNT_COLUMNS } from './columns.ts';

/** One line of a forecast file; what is wrong with a field is a failure that names line, column and value. */
export type ForecastLine = {
  /** `F.csv line 7`. */
  readonly where: string;
  readonly has: (column: string) => boolean;
  readonly text: (column: string) => string;
  readonly amount: (column: string) => number;
};

/** A thousand queues, eight weeks of half hours, twelve hours a day: what a plan can hold in memory. */
const MOST_LINES = 2_000_000;

/** The lines of a forecast file. Without any column of bands it is a list of known counts; other columns are passed over. */
export function readForecastTable(
  text: string,
  path: string,
): { readonly lines: readonly ForecastLine[]; readonly hasBands: boolean } {
  const [header, ...body] = parseCsv(text, path);
  const columns = new Map(header?.record.map((name, at) => [name.trim(), at]));
  const missing = COUNT_COLUMNS.filter((name) => !columns.has(name));
  if (missing.length > 0)
    throw new FileFailure(
      `${path}: columns ${[...COUNT_COLUMNS, ...BAND_COLUMNS].join(',')} expected, without ${missing.join(',')}: got ${header?.record.join(',') ?? 'nothing'}`,
    );
  const bands = BAND_COLUMNS.filter((name) => columns.has(name));
  if (bands.length > 0 && bands.length < BAND_COLUMNS.length)
    throw new FileFailure(
      `${path}: bands need all of ${BAND_COLUMNS.join(',')}, got only ${bands.join(',')}`,
    );
  if (body.length > MOST_LINES)
    throw new FileFailure(`${path}: at most ${MOST_LINES} intervals are planned at once, got more`);
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
    throw new FileFailure(`${path}: not readable as CSV: ${said}`, { cause });
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
      throw new FileFailure(
        `${where}: ${column} must be a number of at least 0, got ${written === '' ? 'nothing' : written}`,
      );
    },
  };
}

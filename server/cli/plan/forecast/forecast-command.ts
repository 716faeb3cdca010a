import { DAY_MINUTES } from '#domain/time.ts';
import { Command, InvalidArgumentError, Option } from 'commander';
import { localDay, type LocalMoment } from '#domain/local-day.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { systemClock } from '../../../clock/clock.ts';
import { addExcelOption, addTableOptions, type TableOptions } from '../table-options.ts';
import { addHistoryOptions } from './history-options.ts';
import { addOwnHistoryOptions, type OwnHistoryOptions } from '../own-history/history-origin.ts';
import { progress } from '../../progress.ts';
import { endWithTwoOnMistakes, runCommand } from '../../run-command.ts';

type ForecastOptions = TableOptions &
  OwnHistoryOptions & {
    readonly now?: LocalMoment;
    readonly horizon: number;
    readonly interval: number;
    readonly zone?: TimeZone;
    readonly calendar?: string;
    readonly events?: string;
    readonly corrections?: string;
    readonly growth?: number;
    readonly override?: string;
    readonly out: string;
    readonly excel?: boolean;
    readonly keep?: string;
    readonly picture?: string;
  };

/** `callboard forecast HISTORY.csv …`: from what was offered to what is to be expected. */
export function forecastCommand(): Command {
  const command = new Command('forecast')
    .description('forecast what each queue will be offered, interval by interval, with bands')
    .argument(
      '[history]',
      'how many contacts each interval brought: CSV, zipped or not, or a workbook, of any switch; - is standard input',
    )
    .requiredOption('--out <forecast>', 'write the forecast: .csv, or .xlsx; - is standard output');
  addExcelOption(command);
  addTableOptions(addOwnHistoryOptions(addHistoryOptions(addOutlook(command))))
    .addHelpText('after', EXAMPLE)
    .action((input: string | undefined, options: ForecastOptions) =>
      runCommand(async () => {
        const { forecastFile } = await import('./forecast-file.ts');
        return forecastFile({
          input,
          ...options,
          horizonMinutes: options.horizon,
          intervalMinutes: options.interval,
          tell: (line) => process.stderr.write(`${line}\n`),
          progress: progress(process.stderr, systemClock),
        });
      }),
    );
  return endWithTwoOnMistakes(command);
}

/** What is forecast, and what else is made of it. */
function addOutlook(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--now <time>',
        'forecast from here on, a local time such as 2026-03-04T12:00 (default: the end of the history; of a last day that is over, its midnight)',
      ).argParser(momentArgument),
    )
    .addOption(
      new Option('--horizon <length>', 'how far: 28d, 4w or 12h')
        .default(28 * DAY_MINUTES, '28d')
        .argParser(horizonArgument),
    )
    .option(
      '--growth <share>',
      'planned change of volume in a year, 0.1 is a tenth more (default: what the history shows)',
      growthArgument,
    )
    .option(
      '--override <table>',
      'what you know better: queue,from[,until],factor|offered,reason as CSV or .xlsx; a day, a range or an interval',
    )
    .option(
      '--keep <file>',
      'add the forecast to this file, for callboard backtest --kept to compare with what came',
    )
    .option('--picture <folder>', 'draw history, decomposition and fan of the first queue as SVG');
}

const EXAMPLE = `
Rows of the day of --now that are over before it are evidence for the rest of that day; rows after --now are not looked at.
A day that is missing from the history is unknown, not empty.

Examples:
  callboard forecast history.csv --now 2026-03-04 --horizon 28d --interval 30 --zone Europe/Berlin --out forecast.csv
  callboard forecast history.csv --now 2026-03-04T12:00 --horizon 12h --zone Asia/Shanghai --events our-days.csv --out -
  callboard forecast --from-server http://127.0.0.1:8080 --token cb_… --out forecast.csv`;

function momentArgument(text: string): LocalMoment {
  const [, day = '', hour = '0', minute = '0'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d)?)?$/.exec(text) ?? [];
  try {
    if (Number(hour) < 24 && Number(minute) < 60)
      return { day: localDay(day), minute: Number(hour) * 60 + Number(minute) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
  }
  throw new InvalidArgumentError(
    `expected a local time such as 2026-03-04T12:00, without an offset, got ${text}`,
  );
}

/** A year ahead: nothing that is learnt from days says more. */
const MOST_HORIZON_DAYS = 366;
const UNIT_MINUTES: ReadonlyMap<string, number> = new Map([
  ['h', 60],
  ['d', DAY_MINUTES],
  ['w', 7 * DAY_MINUTES],
]);

function horizonArgument(text: string): number {
  const [, count = '', unit = ''] = /^(\d+)([hdw])$/.exec(text) ?? [];
  const minutes = Number(count) * (UNIT_MINUTES.get(unit) ?? Number.NaN);
  if (minutes > 0 && minutes <= MOST_HORIZON_DAYS * DAY_MINUTES) return minutes;
  throw new InvalidArgumentError(
    `expected a length such as 28d, 4w or 12h, at most ${MOST_HORIZON_DAYS}d, got ${text}`,
  );
}

function growthArgument(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share > -1 && share <= 10) return share;
  throw new InvalidArgumentError(
    `expected a share above -1 and at most 10 (0.1 is a tenth more a year), got ${text}`,
  );
}

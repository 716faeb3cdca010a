import { Command, InvalidArgumentError } from 'commander';
import type { TimeZone } from '#domain/time-zone.ts';
import { systemClock } from '../../../clock/clock.ts';
import { addTableOptions, type TableOptions } from '../table-options.ts';
import { addHistoryOptions } from './history-options.ts';
import { addOwnHistoryOptions, type OwnHistoryOptions } from '../own-history/history-origin.ts';
import { progress } from '../../progress.ts';
import { endWithTwoOnMistakes, runCommand } from '../../run-command.ts';

type BacktestOptions = TableOptions &
  OwnHistoryOptions & {
    readonly last: number;
    readonly kept?: string;
    readonly interval: number;
    readonly zone?: TimeZone;
    readonly calendar?: string;
    readonly events?: string;
    readonly corrections?: string;
  };

/** `callboard backtest HISTORY.csv`: how good forecasts of this history would have been. */
export function backtestCommand(): Command {
  const command = new Command('backtest')
    .description('forecast the past as it would have been forecast, and compare with what came')
    .argument(
      '[history]',
      'how many contacts each interval brought: CSV, zipped or not, or a workbook, of any switch; - is standard input',
    )
    .option('--kept <file>', 'instead: compare forecasts that callboard forecast --keep has kept')
    .option('--last <share>', 'forecast the days of this last part of the history', shareArgument, 1 / 3);
  addTableOptions(addOwnHistoryOptions(addHistoryOptions(command)))
    .addHelpText('after', EXAMPLE)
    .action((input: string | undefined, options: BacktestOptions) =>
      runCommand(async () => {
        const { backtestFile } = await import('./backtest-file.ts');
        return backtestFile({
          input,
          ...options,
          intervalMinutes: options.interval,
          tell: (line) => process.stderr.write(`${line}\n`),
          print: (line) => process.stdout.write(`${line}\n`),
          progress: progress(process.stderr, systemClock),
        });
      }),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Every day of the last third is forecast from the days before it: the day, its week (5 working days), its four weeks (20), and
its rest from noon on. WAPE is off/offered; floor is the WAPE that is left when the rate is known exactly; MASE is the error
in units of a week-old copy's; bias above 0 is too high; in 80 % should be 80 %.

Example:
  callboard backtest history.csv --zone Europe/Berlin`;

function shareArgument(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share > 0 && share < 1) return share;
  throw new InvalidArgumentError(`expected a share above 0 and below 1, got ${text}`);
}

import { Command, InvalidArgumentError } from 'commander';
import { systemClock } from '../../clock/clock.ts';
import { addCentreOption } from '../centre-option.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import type { SimulateOptions } from './write-simulation.ts';

/** `callboard simulate …`: the events of a simulated contact centre, as a switch would have sent them. */
export function simulateCommand(): Command {
  const command = new Command('simulate').description(
    'write the events of a simulated contact centre; the same seed gives the same bytes',
  );
  addCentreOption(command)
    .requiredOption('--from <date>', "the first day, or an instant, in the centre's time zone")
    .option('--days <number>', 'how many days', wholeDays, 1)
    .option('--seed <number>', 'another whole number is another run', wholeSeed, 1)
    .requiredOption(
      '--out <events>',
      'events as NDJSON, by time; zipped when the name ends in .gz; - is standard output',
    )
    .option(
      '--intervals <csv>',
      "write the simulator's own figures of every queue and half hour to this file",
    )
    .addHelpText('after', EXAMPLE)
    .action((options: SimulateOptions) =>
      runCommand(async () => (await import('./write-simulation.ts')).writeSimulation(options, systemClock)),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Example:
  callboard simulate --centre cable-company --from 2026-03-02 --days 7 --seed 1 --out week.ndjson.gz --intervals week.csv

What callboard replay counts from the events is what the simulator counted itself, to the millisecond.`;

/** The books by quarter reach a year and a day. */
const MOST_DAYS = 366;

function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidArgumentError(`expected whole days, 1 to ${MOST_DAYS}, got ${text}`);
}

function wholeSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(seed)) return seed;
  throw new InvalidArgumentError(`expected a whole number, got ${text}`);
}

import { Command, InvalidArgumentError } from 'commander';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import { zoneArgument } from '../zone-argument.ts';
import type { ReplayOptions } from './replay-file.ts';
import { DAY_MINUTES } from '#domain/time.ts';

/** `callboard replay …`: counts a recording as the live server would, as fast as it goes. */
export function replayCommand(): Command {
  const command = new Command('replay')
    .description('count a recording through the live pipeline and report every interval')
    .argument('<events>', 'events as NDJSON, zipped or not; - is standard input')
    .option(
      '--report <csv>',
      'write the figures of every queue and interval to this file; - is standard output',
    )
    .option('--interval <minutes>', 'length of an interval, counted from local midnight', wholeMinutes, 30)
    .option('--within <seconds>', 'answered within this wait counts for the service level', seconds, 20)
    .option('--short-abandon <seconds>', 'abandons under this wait stay out of the service level', seconds, 0)
    .option('--zone <zone>', 'time zone of the report', (text: string) => zoneArgument(text).name, 'UTC')
    .addHelpText('after', EXAMPLE)
    .action((events: string, options: ReplayOptions) =>
      runCommand(async () => (await import('./replay-file.ts')).replayFile(events, options)),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Example:
  callboard replay january.ndjson.gz --report january.csv --interval 30 --within 20 --zone Asia/Jerusalem

Prints events per second and a hash of everything counted: the same events give the same hash, in whatever order they come.`;

function wholeMinutes(text: string): number {
  const minutes = Number(text);
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= DAY_MINUTES && DAY_MINUTES % minutes === 0)
    return minutes;
  throw new InvalidArgumentError(`expected whole minutes that divide a day, got ${text}`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`expected seconds of at least 0, got ${text}`);
}

import { Command, InvalidArgumentError, Option } from 'commander';
import { BESIDES } from '#domain/measures/earlier-period.ts';
import { listedNames } from '#domain/text/listed-names.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import { zoneArgument } from '../zone-argument.ts';
import type { QueryOptions } from './query-options.ts';

/** `callboard query …`: any measure of a recording or of a server's data, and the contacts behind a number. */
export function queryCommand(): Command {
  const command = withTerms(new Command('query'))
    .description(
      'ask a recording for any measure, by anything, over any time; or for the contacts behind a number',
    )
    .argument('[events]', 'events as NDJSON, zipped or not; - is standard input')
    .option('--data <folder>', 'ask the data folder of a server that does not run, or a backup, instead')
    .option('--measures <ids>', 'what is asked for, as offered,answered,service_level', listedNames)
    .option('--contacts <count>', 'list the contacts that this count counts, one row each')
    .option('--define <yaml>', 'measures of your own, to be asked for like the others')
    .option('--by <columns>', 'put apart by these, as queue,half-hour', listedNames, [])
    .option('--where <condition>', 'only of rows for which this holds, as queue == "sales" && priority >= 2')
    .option(
      '--zone <zone>',
      'time zone of periods and of times without an offset',
      (text) => zoneArgument(text).name,
      'UTC',
    )
    .option('--from <time>', 'of what arrived from this time on, as 2026-03-04T00:00:00+08:00')
    .option('--to <time>', 'of what arrived before this time')
    .addOption(
      new Option(
        '--beside <period>',
        'beside the period before, or the same dates a year earlier; needs --from and --to',
      ).choices(BESIDES),
    )
    .option('--out <csv>', 'write the answer to this file; - is standard output', '-')
    .option('--list', 'print every measure with its formula and unit, the profiles and the columns')
    .addHelpText('after', HELP)
    .action((events: string | undefined, options: QueryOptions) =>
      runCommand(async () => (await import('./run-query.ts')).runQuery(events, options)),
    );
  return endWithTwoOnMistakes(command);
}

/** What the measures are counted by. */
function withTerms(command: Command): Command {
  return command
    .option(
      '--profile <name>',
      'whose service level: arrival (ours), genesys, amazon, cisco-ignore, …',
      'arrival',
    )
    .option('--within <seconds>', 'the target time of the service level', seconds, 20)
    .option('--short-abandon <seconds>', 'abandons under this wait are short', seconds, 0)
    .option(
      '--repeat-days <days>',
      'a visit is a repeat when its customer had one in these days before, with another contact',
      days,
      7,
    )
    .option('--slots <count>', 'chats that an agent can have at once, for slot_occupancy', slots, 1);
}

const HELP = `
Columns of --by: a period at most (quarter-hour, half-hour, hour, day, week, ten-days, month, quarter, year), queue, channel, direction, stream,
priority, agent, site, outcome, reason, state, label:NAME, …; a visit counts in the period in which it arrived, agents' time where it passed.

Examples:
  callboard query january.ndjson.gz --measures offered,answered,service_level --by queue,half-hour --zone Asia/Jerusalem --out january.csv
  callboard query january.ndjson.gz --measures service_level,wait_p90 --by day --profile cisco-negative --where 'queue in ["PS", "NE"]'
  callboard query quarters.ndjson.gz --measures offered,service_level --by queue --from 2013-04-01 --to 2013-07-01 --beside previous
  callboard query january.ndjson.gz --contacts abandoned --by queue,day --where 'wait_ms > duration("60s")'

The answer has a column for each of --by and one for each measure, empty where it is unknown; shares are of 1, times in seconds.
A list has as many rows as its count counts.
With --beside each measure has two more columns: <measure>_beside of the earlier period and <measure>_change, a share of 1 too: of a share the difference
(0.05 is 5 points), of all else the relative change (0.05 is 5 % more), of counts per day where the periods have unequal days. It is empty where a period
is known in part only, and that is said.`;

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`expected seconds of at least 0, got ${text}`);
}

function days(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`expected days above 0, such as 7, got ${text}`);
}

function slots(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError(`expected a whole number of at least 1, got ${text}`);
}

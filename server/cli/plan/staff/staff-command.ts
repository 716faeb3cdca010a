import { Command, Option } from 'commander';
import { endWithTwoOnMistakes, runCommand } from '../../run-command.ts';
import { addExcelOption, addTableOptions } from '../table-options.ts';
import {
  anySeconds,
  DEFINITIONS,
  definitionArgument,
  intervalMinutes,
  oneMoreShrinkage,
  hoursOfWeek,
  properShare,
  shareAboveNothing,
  shareBelowOne,
  someSeconds,
  wholeFrom,
} from './staff-arguments.ts';
import { oneMoreDeferred, oneMoreGroup, oneMoreWaiting } from './work-arguments.ts';
import type { StaffOptions } from './staff-options.ts';

/** `callboard staff F.csv …`: from a forecast to the people each queue needs in each interval. */
export function staffCommand(): Command {
  const command = new Command('staff')
    .description('plan how many people each queue needs in each interval of a forecast')
    .argument(
      '<forecast>',
      'a forecast, or counts that are known: queue,start,offered[,low80,high80,low95,high95][,handle_seconds], CSV or a workbook',
    )
    .requiredOption('--out <plan>', 'write the plan: .csv, or .xlsx; - is standard output')
    .option(
      '--rules <document>',
      'targets, patience, chats, call-backs, skills … queue by queue (YAML or JSON)',
    )
    .option(
      '--totals <table>',
      'write hours and full-time people by day and week (an .xlsx plan has them too)',
    );
  addTrials(command);
  addExcelOption(command);
  addTargets(command);
  addCustomers(command);
  addService(command);
  addPeople(command);
  addTableOptions(command);
  command
    .addHelpText('after', EXAMPLE)
    .action((path: string, options: StaffOptions) =>
      runCommand(async () => (await import('./staff-forecast.ts')).staffForecast(path, options)),
    );
  return endWithTwoOnMistakes(command);
}

function addTrials(command: Command): void {
  command
    .option('--picture <svg>', 'draw the first queue of the plan')
    .option(
      '--live-through <days>',
      'live the plan through in the simulator, with Erlang C on the mean beside it',
      wholeFrom(1, 10_000),
    )
    .option(
      '--seed <number>',
      'another whole number lives other days',
      wholeFrom(0, Number.MAX_SAFE_INTEGER),
      1,
    );
}

function addTargets(command: Command): void {
  command
    .option('--service-level <share>', 'answered in time at least so often', shareBelowOne)
    .option('--within <seconds>', 'what "in time" means (default: 20)', anySeconds)
    .addOption(
      new Option(
        '--definition <name>',
        `whose service level: ${DEFINITIONS.join(', ')} (default: callboard)`,
      ).argParser(definitionArgument),
    )
    .option('--short-abandon <seconds>', 'abandons before this are short (default: none are)', anySeconds)
    .option('--asa <seconds>', 'mean wait of the answered at most', someSeconds)
    .option('--abandonment <share>', 'abandoned at most', shareAboveNothing)
    .option('--occupancy <share>', 'people busy at most', shareAboveNothing);
}

function addCustomers(command: Command): void {
  command
    .option('--patience <seconds>', 'mean patience of customers', someSeconds)
    .option('--patience-from <report>', 'learn it from the report of callboard replay, queue by queue')
    .addOption(
      new Option(
        '--model <name>',
        'A: they give up; C: nobody does (default: A where patience is known)',
      ).choices(['A', 'C']),
    )
    .option('--handle <seconds>', 'handle time where the forecast has none', someSeconds)
    .option('--interval <minutes>', 'length of an interval where the starts do not tell', intervalMinutes)
    .option('--risk <share>', 'meet the target at the rate that so many days do not exceed', properShare)
    .option('--certain', 'take the forecast as certain');
}

/** How contacts are answered that are not simply one call after the other. */
function addService(command: Command): void {
  command
    .option('--chats <number>', 'people hold so many chats at once', wholeFrom(1, 8))
    .option('--slowdown <share>', 'each further chat slows all of them by so much', shareBelowOne)
    .option(
      '--callback <share>',
      'of those who find everyone busy so many ask to be called back',
      properShare,
    )
    .option('--reserve <people>', 'call back when more than so many are free', wholeFrom(0, 1_000))
    .option('--redial <share>', 'of those who give up so many call again', properShare)
    .option('--redial-after <seconds>', 'after so long (default: 300)', someSeconds)
    .option(
      '--deferred <work>',
      'work that comes every day and can wait: messages=60x180@20:00-09:00/QUEUE, contacts x seconds, ready and due, and whose people do it; may be repeated',
      oneMoreDeferred,
    )
    .option(
      '--can-wait <queue>',
      'contacts of a queue that can wait: email=4h/QUEUE, in what time and whose people do them; may be repeated',
      oneMoreWaiting,
    )
    .option(
      '--group <people>',
      'people of several skills: both=amdo+kham,cost=1.2,most=3; may be repeated',
      oneMoreGroup,
    )
    .option('--skill-figures <table>', 'write what the queues of the groups meet with');
}

function addPeople(command: Command): void {
  command
    .option(
      '--shrinkage <share>',
      'paid time lost: 0.3, training=0.05, lunch=0.25@12:00-14:00; as often as there are kinds',
      oneMoreShrinkage,
    )
    .option('--shrinkage-adds', 'kinds of shrinkage add up (default: they multiply)')
    .addOption(
      new Option(
        '--join <when>',
        'staff for what the line carries over from the interval before (default: auto)',
      ).choices(['auto', 'always', 'never', 'follow']),
    )
    .option('--least <people>', 'people who are there in any case', wholeFrom(0, 10_000))
    .option('--full-time <hours>', 'a week of somebody full time (default: 40)', hoursOfWeek);
}

const EXAMPLE = `
Examples:
  callboard staff F.csv --service-level 0.8 --within 20 --patience 150 --shrinkage 0.3 --out PLAN.csv
  callboard staff F.csv --service-level 0.8 --patience-from january.csv --occupancy 0.85 --risk 0.8 --out PLAN.csv
  callboard staff F.csv --rules centre.yaml --shrinkage 0.3 --totals HOURS.csv --out PLAN.csv

Without --risk and --certain the target is met on average over what the forecast's bands deem possible.
In the plan, low and high are the people needed if fewer or more come: nine and one day in ten.`;

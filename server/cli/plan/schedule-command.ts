import { Command, InvalidArgumentError, Option } from 'commander';
import { MOST_WEEKS } from '../../planning/roster/most-weeks.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import type { ScheduleOptions } from './schedule-file.ts';
import { checkCommand, exportCommand, replanCommand, whyCommand } from './schedule-roster.ts';
import { secondsUpTo } from './seconds-up-to.ts';
import { addExcelOption, addTableOptions } from './table-options.ts';

type Typed = Omit<ScheduleOptions, 'out'> & { readonly out?: string };

/** `callboard schedule …`: a roster of named people, and a proof of how good it is. */
export function scheduleCommand(): Command {
  const command: Command = new Command('schedule')
    .description('give named people their shifts, and say how far from the best possible that is at most')
    .argument('<file>', 'the problem')
    .addOption(
      new Option(
        '--format <name>',
        "Callboard's own JSON (docs/scheduling.md), or a published benchmark instance",
      )
        .choices(['callboard', 'curtois-qu'])
        .default('callboard'),
    )
    .option('--seconds <number>', 'how long to search', secondsUpTo(MOST_SECONDS), 60)
    .option('--seed <number>', 'another whole number is another search', wholeSeed, 1)
    .option(
      '--out <file>',
      'the roster: .csv, .xlsx with reports, .ics, .html to print, or .json, which becomes all of them; - is standard output',
    )
    .option(
      '--live-through <weeks>',
      'live the roster so many weeks in the simulator: promised beside realised',
      weeksOf,
    )
    .addHelpText('after', EXAMPLE)
    // Else the options of this command would be taken from the two below.
    .enablePositionalOptions()
    .addCommand(whyCommand())
    .addCommand(replanCommand())
    .addCommand(exportCommand())
    .addCommand(checkCommand())
    .action((file: string, { out, ...options }: Typed) => {
      // Required here and not by commander, which would ask `why` for it too.
      if (out === undefined) command.error("error: required option '--out <file>' not specified");
      return runCommand(async () =>
        (await import('./schedule-file.ts')).scheduleFile(file, { ...options, out }),
      );
    });
  addTableOptions(addExcelOption(command));
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Examples:
  callboard schedule problem.json --seconds 60 --out roster.xlsx
  callboard schedule Instance5.txt --format curtois-qu --seconds 30 --out roster.csv
  callboard schedule why roster.json --person amy --day 2026-11-25
  callboard schedule replan roster.json --absent amy:2026-11-25 --out roster-2.json
  callboard schedule export roster.json --out roster.ics
  callboard schedule check roster.json --edited roster.xlsx --out roster-2.json

It ends early when the roster is proved to be best, and with exit code 2 when the rules contradict each other,
with 3 when the time was too short to find a roster.
An interrupt (Ctrl-C) ends the search with the best roster until then.`;

/** A week: nobody waits longer for a roster. */
const MOST_SECONDS = 7 * 86_400;

function weeksOf(text: string): number {
  const weeks = Number(text);
  if (Number.isInteger(weeks) && weeks >= 1 && weeks <= MOST_WEEKS) return weeks;
  throw new InvalidArgumentError(`expected whole weeks, 1 to ${MOST_WEEKS}, got ${text}`);
}

function wholeSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(seed)) return seed;
  throw new InvalidArgumentError(`expected a whole number, got ${text}`);
}

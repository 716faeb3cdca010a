import { Command, InvalidArgumentError } from 'commander';
import { agentId } from '#domain/ids.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import type { Absence } from '../../../schedules/plan/replan/replan-absences.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import type { CheckOptions, ExportOptions, ReplanOptions, WhyOptions } from './roster-answers.ts';
import { secondsUpTo } from './seconds-up-to.ts';
import { addExcelOption } from './table-options.ts';

/** `callboard schedule why …`: why somebody has a shift, or is off, on a day. */
export function whyCommand(): Command {
  const command = new Command('why')
    .description(
      'say why somebody has a shift: who else could have it, what else they could have, and what that would cost',
    )
    .argument('<roster.json>', 'a roster that callboard schedule wrote')
    .requiredOption('--person <name>', 'id or name')
    .requiredOption('--day <day>', 'such as 2026-11-25', dayOf)
    .action((file: string, options: WhyOptions) =>
      runCommand(async () => (await import('./roster-answers.ts')).sayWhy(file, options)),
    );
  return endWithTwoOnMistakes(command);
}

/** `callboard schedule replan …`: the roster after somebody falls out, with the fewest days of others changed. */
export function replanCommand(): Command {
  const command = new Command('replan')
    .description('plan on from a roster when people fall out, with the fewest days of others changed')
    .argument('<roster.json>', 'a roster that callboard schedule wrote')
    .requiredOption(
      '--absent <person:day>',
      'who is away when: amy:2026-11-25 or amy:2026-11-25..2026-11-27, and why if wanted: amy:2026-11-25:training; may be repeated',
      absenceOf,
    )
    .option('--seconds <number>', 'how long to search', secondsUpTo(MOST_SECONDS), USUAL_SECONDS)
    .requiredOption('--out <file>', 'the new roster: .json, .csv, .xlsx, .ics or .html')
    .action((file: string, options: ReplanOptions) =>
      runCommand(async () => (await import('./roster-answers.ts')).sayReplanned(file, options)),
    );
  return endWithTwoOnMistakes(addExcelOption(command));
}

/** `callboard schedule export …`: a roster in another form, without another search. */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('write a roster in another form, without another search')
    .argument('<roster.json>', 'a roster that callboard schedule wrote')
    .requiredOption(
      '--out <file>',
      'a workbook (.xlsx), a table (.csv), a calendar (.ics) or pages to print (.html)',
    )
    .option('--person <name>', 'id or name: only what this person works')
    .action((file: string, options: ExportOptions) =>
      runCommand(async () => (await import('./roster-answers.ts')).exportRoster(file, options)),
    );
  return endWithTwoOnMistakes(addExcelOption(command));
}

/** `callboard schedule check …`: what a roster, edited by hand or held against another problem, does not keep. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('say what a roster does not keep of its problem, as it is or as it was edited by hand')
    .argument('<roster.json>', 'a roster that callboard schedule wrote')
    .option('--edited <file>', "the roster's table as it was exported and edited: .csv or .xlsx")
    .option('--problem <file>', 'another problem to hold it against')
    .option('--out <file>', 'keep the roster as it was checked: .json, or any other form')
    .action((file: string, options: CheckOptions) =>
      runCommand(async () => (await import('./roster-answers.ts')).sayChecked(file, options)),
    );
  return endWithTwoOnMistakes(command);
}

/** Enough for the forty people whose days may change. */
const USUAL_SECONDS = 20;
/** An hour: the shift is soon. */
const MOST_SECONDS = 3_600;

function dayOf(text: string): LocalDay {
  try {
    return localDay(text);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InvalidArgumentError(cause.message);
  }
}

function absenceOf(text: string, before: readonly Absence[] = []): readonly Absence[] {
  const [, person, from, until, why] =
    /^(.+?):(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?(?::(.+))?$/.exec(text) ?? [];
  if (person === undefined || from === undefined)
    throw new InvalidArgumentError(
      `expected such as amy:2026-11-25 or amy:2026-11-25..2026-11-27, got ${text}`,
    );
  const days = [dayOf(from), dayOf(until ?? from)] as const;
  if (days[1] < days[0])
    throw new InvalidArgumentError(`expected a last day not before the first, got ${text}`);
  return [...before, { person: agentId(person), from: days[0], until: days[1], why: why ?? 'sickness' }];
}

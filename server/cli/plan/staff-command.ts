import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { compareWays } from '../../../forecasting/staffing/compare-ways.ts';
import type { Behaviour } from '../../../forecasting/staffing/crew-models.ts';
import { planQueue } from '../../../forecasting/staffing/plan-queue.ts';
import { requirementPicture } from '../../../forecasting/pictures/requirement-picture.ts';
import type { Joining, QueueQuestion, Uncertainty } from '../../../forecasting/staffing/queue-question.ts';
import type { ShrinkageKind } from '../../../forecasting/staffing/shrinkage.ts';
import type { DefinitionName, StaffingTarget } from '../../../forecasting/staffing/staffing-target.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { livedTable } from './lived-table.ts';
import { readForecast, type QueueForecast } from '../../planning/tables/read-forecast.ts';
import { EVERYONE, readPatience } from '../../planning/tables/read-patience.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import {
  anySeconds,
  DEFINITIONS,
  definitionArgument,
  intervalMinutes,
  oneMoreShrinkage,
  properShare,
  shareAboveNothing,
  shareBelowOne,
  someSeconds,
  wholeFrom,
} from './staff-arguments.ts';
import { staffSummary, type StaffPlan } from './staff-summary.ts';
import { writeEventFile } from '../../files/write-file.ts';
import { writePlan } from '../../planning/tables/write-plan.ts';

type StaffOptions = {
  readonly serviceLevel?: number;
  readonly within: number;
  readonly definition: DefinitionName;
  readonly shortAbandon: number;
  readonly asa?: number;
  readonly abandonment?: number;
  readonly occupancy?: number;
  readonly patience?: number;
  readonly patienceFrom?: string;
  readonly model?: 'A' | 'C';
  readonly handle?: number;
  readonly risk?: number;
  readonly certain?: true;
  readonly shrinkage: readonly ShrinkageKind[];
  readonly shrinkageAdds?: true;
  readonly join: Joining;
  readonly least: number;
  readonly interval?: number;
  readonly out: string;
  readonly picture?: string;
  readonly liveThrough?: number;
  readonly seed: number;
};

/** `callboard staff F.csv …`: from a forecast to the people each queue needs in each interval. */
export function staffCommand(): Command {
  const command = new Command('staff')
    .description('plan how many people each queue needs in each interval of a forecast')
    .argument(
      '<forecast>',
      'a forecast as CSV: queue,start,offered,low80,high80,low95,high95[,handle_seconds]',
    )
    .requiredOption('--out <plan>', 'write the plan as CSV; - is standard output')
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
  addTargets(command);
  addCustomers(command);
  addPeople(command);
  command
    .addHelpText('after', EXAMPLE)
    .action((path: string, options: StaffOptions) => runCommand(() => staff(path, options)));
  return endWithTwoOnMistakes(command);
}

function addTargets(command: Command): void {
  command
    .option('--service-level <share>', 'answered in time at least so often', shareBelowOne)
    .option('--within <seconds>', 'what "in time" means', anySeconds, 20)
    .addOption(
      new Option('--definition <name>', `whose service level: ${DEFINITIONS.join(', ')}`)
        .default('callboard')
        .argParser(definitionArgument),
    )
    .option('--short-abandon <seconds>', 'abandons before this are short', anySeconds, 0)
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

function addPeople(command: Command): void {
  command
    .option(
      '--shrinkage <share>',
      'paid time lost: 0.3, training=0.05, lunch=0.25@12:00-14:00; as often as there are kinds',
      oneMoreShrinkage,
      [],
    )
    .option('--shrinkage-adds', 'kinds of shrinkage add up (default: they multiply)')
    .addOption(
      new Option('--join <when>', 'staff for what the line carries over from the interval before')
        .choices(['auto', 'always', 'never', 'follow'])
        .default('auto'),
    )
    .option('--least <people>', 'people who are there in any case', wholeFrom(0, 10_000), 0);
}

const EXAMPLE = `
Examples:
  callboard staff F.csv --service-level 0.8 --within 20 --patience 150 --shrinkage 0.3 --out PLAN.csv
  callboard staff F.csv --service-level 0.8 --patience-from january.csv --occupancy 0.85 --risk 0.8 --out PLAN.csv

Without --risk and --certain the target is met on average over what the forecast's bands deem possible.
In the plan, low and high are the people needed if fewer or more come: nine and one day in ten.`;

async function staff(path: string, options: StaffOptions): Promise<void> {
  const target = targetOf(options);
  const read = { path, handleSeconds: options.handle, intervalMinutes: options.interval };
  const forecasts = readForecast(await textOf(path), read);
  const behave = await behavioursOf(options);
  const plans = forecasts.map((forecast) => planOf(forecast, options, { target, ...behave(forecast) }));
  await writeLines(options.out, writePlan(plans.flatMap(({ rows }) => rows)));
  if (options.picture !== undefined)
    await writeLines(options.picture, [requirementPicture(plans[0]?.plan ?? [])]);
  process.stderr.write(`${staffSummary(plans).join('\n')}\n`);
  if (options.liveThrough !== undefined) livePlans(plans, options.liveThrough, options);
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const out = writeEventFile(path);
  try {
    for (const line of lines) await out.write(`${line}\n`);
    await out.commit();
  } finally {
    await out.discard();
  }
}

/** On standard output, unless the plan is there. */
function livePlans(plans: readonly StaffPlan[], days: number, { seed, out }: StaffOptions): void {
  const stream = out === '-' ? process.stderr : process.stdout;
  for (const { question, plan } of plans) {
    const compared = inWords(question, () => compareWays({ question, plan, days, seed }));
    stream.write(`\n${livedTable(question.queue, compared).join('\n')}\n`);
  }
}

function targetOf(options: StaffOptions): StaffingTarget {
  const { serviceLevel, asa, abandonment, occupancy } = options;
  if ([serviceLevel, asa, abandonment, occupancy].every((one) => one === undefined))
    throw new CommandFailure(
      'a target is needed: at least one of --service-level, --asa, --abandonment, --occupancy',
    );
  const { within: withinSeconds, definition, shortAbandon: shortAbandonSeconds } = options;
  return {
    serviceLevel,
    withinSeconds,
    definition,
    shortAbandonSeconds,
    asaSeconds: asa,
    abandonment,
    occupancy,
  };
}

const textOf = (path: string): Promise<string> =>
  (path === '-' ? text(process.stdin) : readFile(path, 'utf8')).catch((cause: unknown) =>
    Promise.reject(FileFailure.of('read', path, cause)),
  );

/** How a queue's customers behave, and in words where that is known from. */
type Behaved = { readonly behaviour: Behaviour; readonly said: string };

async function behavioursOf(options: StaffOptions): Promise<(forecast: QueueForecast) => Behaved> {
  const { patience, patienceFrom, model } = options;
  const learnt =
    patienceFrom === undefined ? undefined : readPatience(await textOf(patienceFrom), patienceFrom);
  return ({ queue }) => {
    if (model === 'C') return { behaviour: { kind: 'patient' }, said: 'Erlang C: nobody gives up' };
    if (patience !== undefined)
      return { behaviour: { kind: 'impatient', patienceSeconds: patience }, said: `patience ${patience} s` };
    const own = learnt?.get(queue);
    const found = own ?? learnt?.get(EVERYONE);
    if (found !== undefined) {
      const { meanSeconds, low, high, abandons } = found;
      const whose = own === undefined ? 'all queues, as this one is not in the report' : 'the report';
      return {
        behaviour: { kind: 'impatient', patienceSeconds: meanSeconds },
        said: `patience ${meanSeconds.toFixed(0)} s (${low.toFixed(0)} to ${high.toFixed(0)}), from ${abandons} abandons of ${whose}`,
      };
    }
    if (model === 'A' || learnt !== undefined)
      throw new CommandFailure(
        `the patience of queue ${queue} is not known: ${learnt === undefined ? 'give --patience or --patience-from' : `nobody abandoned in ${patienceFrom}, so give --patience or --model C`}`,
      );
    return {
      behaviour: { kind: 'patient' },
      said: 'Erlang C, as if nobody gave up: --patience or --patience-from would need fewer people',
    };
  };
}

function planOf(
  forecast: QueueForecast,
  options: StaffOptions,
  { target, behaviour, said }: Behaved & { readonly target: StaffingTarget },
): StaffPlan {
  const { shrinkage: kinds, shrinkageAdds, join: joining, least: leastAgents } = options;
  const { queue, intervals } = forecast;
  const question: QueueQuestion = {
    queue,
    intervals,
    intervalMinutes: forecast.intervalMinutes,
    behaviour,
    target,
    uncertainty: uncertaintyOf(options),
    joining,
    shrinkage: { kinds, combine: shrinkageAdds ? 'add' : 'multiply' },
    leastAgents,
  };
  const plan = inWords(question, () => planQueue(question));
  return {
    question,
    plan,
    said,
    rows: plan.map((one, at) => ({ start: intervals[at]?.start ?? '', planned: one })),
  };
}

/** What the library cannot do with what was typed, as a failure that names the queue. */
function inWords<Result>({ queue }: QueueQuestion, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new CommandFailure(`queue ${queue}: ${cause.message}`, { cause });
  }
}

function uncertaintyOf({ risk, certain }: StaffOptions): Uncertainty {
  if (risk !== undefined && certain)
    throw new CommandFailure('--risk and --certain exclude each other: give one of them');
  if (risk !== undefined) return { kind: 'risk', share: risk };
  return { kind: certain ? 'mean' : 'expected' };
}

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { compareWays } from '../../../../forecasting/staffing/compare-ways.ts';
import type { Behaviour } from '../../../../forecasting/staffing/crew-models.ts';
import { planQueue } from '../../../../forecasting/staffing/plan-queue.ts';
import { requirementPicture } from '../../../../forecasting/pictures/requirement-picture.ts';
import type { Joining, QueueQuestion, Uncertainty } from '../../../../forecasting/staffing/queue-question.ts';
import type { ShrinkageKind } from '../../../../forecasting/staffing/shrinkage.ts';
import type { DefinitionName, StaffingTarget } from '#domain/staffing-plan.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { livedTable } from './lived-table.ts';
import type { QueueForecast } from '#domain/forecast.ts';
import { intervalDemands } from '../../../../forecasting/staffing/interval-demands.ts';
import { readForecast } from '../../../planning/tables/read-forecast.ts';
import { EVERYONE, readPatience } from '../../../planning/tables/read-patience.ts';
import { CommandFailure } from '../../run-command.ts';
import { staffSummary, type StaffPlan } from './staff-summary.ts';
import { writeEventFile } from '../../../files/write-file.ts';
import { planLines } from '../../../planning/tables/plan-lines.ts';

export type StaffOptions = {
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

/** Writes the plan of every queue of the forecast, and says what it needs; lives it through when that is wanted. */
export async function staffForecast(path: string, options: StaffOptions): Promise<void> {
  const target = targetOf(options);
  const read = { path, handleSeconds: options.handle, intervalMinutes: options.interval };
  const forecasts = readForecast(await textOf(path), read);
  const behave = await behavioursOf(options);
  const plans = forecasts.map((forecast) => planOf(forecast, options, { target, ...behave(forecast) }));
  await writeLines(options.out, planLines(plans.map(({ queuePlan }) => queuePlan)));
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
  const { queue, intervalMinutes } = forecast;
  const question: QueueQuestion = {
    queue,
    intervals: intervalDemands(forecast),
    intervalMinutes,
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
    queuePlan: { queue, intervalMinutes, target, intervals: plan },
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

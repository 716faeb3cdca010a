import type { QueueForecast } from '#domain/forecast.ts';
import type { QueueId } from '#domain/ids.ts';
import type { DefinitionName, QueuePlan, StaffingTarget } from '#domain/staffing-plan.ts';
import type { TableReading } from '#domain/table-reading.ts';
import { requirementPicture } from '../../../../forecasting/pictures/requirement-picture.ts';
import type { Joining, Uncertainty } from '../../../../forecasting/staffing/queue-question.ts';
import type { ShrinkageKind } from '../../../../forecasting/staffing/shrinkage/shrinkage.ts';
import { systemClock } from '../../../clock/clock.ts';
import { tableSource } from '../../../files/table-source.ts';
import { writeEventFile } from '../../../files/write-file.ts';
import { openTableFile } from '../../../files/writing/open-table-file.ts';
import {
  behaviourOf,
  queuePatience,
  type PatienceKnowledge,
} from '../../../planning/staffing/queue-patience.ts';
import {
  livePlans,
  staffQueues,
  type QueueRules,
  type StaffedQueue,
  type StaffRequest,
} from '../../../planning/staffing/staff-queues.ts';
import { PLAN_HEAD, planRows } from '../../../planning/tables/plan-table.ts';
import { readForecast } from '../../../planning/tables/read-forecast.ts';
import { readPatience } from '../../../planning/tables/read-patience.ts';
import { progress } from '../../progress.ts';
import { CommandFailure } from '../../run-command.ts';
import { stepLine } from '../forecast/step-line.ts';
import { keepTypedMapping, tableChoicesOf } from '../table-choices-of.ts';
import type { TableOptions } from '../table-options.ts';
import { tableReadingLines } from '../table-words.ts';
import { livedTable } from './lived-table.ts';
import { staffSummary } from './staff-summary.ts';

export type StaffOptions = TableOptions & {
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
  readonly excel?: boolean;
  readonly picture?: string;
  readonly liveThrough?: number;
  readonly seed: number;
};

/** Writes the plan of every queue of the forecast, and says what it needs; lives it through when that is wanted. */
export async function staffForecast(path: string, options: StaffOptions): Promise<void> {
  const bar = progress(process.stderr, systemClock);
  const request = await requestOf(path, options);
  const staffed = await staffQueues(request, { onStep: stepLine(bar) });
  bar.clear();
  const plans = staffed.map(({ plan }) => plan);
  await writePlan(plans, options);
  if (options.picture !== undefined)
    await writeLines(options.picture, [requirementPicture(plans[0]?.intervals ?? []).trimEnd()]);
  process.stderr.write(`${staffSummary(plans).join('\n')}\n`);
  if (options.liveThrough !== undefined) await live(staffed, options.liveThrough, options);
}

async function writePlan(plans: readonly QueuePlan[], { out: path, excel }: StaffOptions): Promise<void> {
  const out = openTableFile(path, { isForExcel: excel });
  try {
    await out.begin(PLAN_HEAD);
    await out.add(planRows(plans));
    await out.commit();
  } finally {
    await out.discard();
  }
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
async function live(
  staffed: readonly StaffedQueue[],
  days: number,
  { seed, out }: StaffOptions,
): Promise<void> {
  const stream = out === '-' ? process.stderr : process.stdout;
  await livePlans(
    { staffed, days, seed },
    { onQueue: (queue, compared) => stream.write(`\n${livedTable(queue, compared).join('\n')}\n`) },
  );
}

async function requestOf(path: string, options: StaffOptions): Promise<StaffRequest> {
  const { shrinkage: kinds, shrinkageAdds, join: joining, least: leastAgents } = options;
  const target = targetOf(options);
  const uncertainty = uncertaintyOf(options);
  const patience = await patienceOf(options);
  const { forecasts, reading } = await readForecast({
    source: await tableSource(path),
    choices: await tableChoicesOf(options),
    handleSeconds: options.handle,
    intervalMinutes: options.interval,
  });
  await tellForecast(forecasts, reading, options);
  return {
    forecasts,
    rulesOf: (queue) => rulesOf(queue, { target, patience, from: options.patienceFrom }),
    uncertainty,
    joining,
    shrinkage: { kinds, combine: shrinkageAdds ? 'add' : 'multiply' },
    leastAgents,
  };
}

/** What was understood of the forecast's table; the mapping that was typed for it is kept. */
async function tellForecast(
  forecasts: readonly QueueForecast[],
  reading: TableReading,
  options: StaffOptions,
): Promise<void> {
  const queues = forecasts.length === 1 ? '1 queue' : `${forecasts.length} queues`;
  const lines = tableReadingLines(reading, `${reading.intervals} intervals of ${queues}`);
  const kept = await keepTypedMapping(options);
  process.stderr.write(`${[...lines, ...(kept === undefined ? [] : [kept])].join('\n')}\n`);
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

function uncertaintyOf({ risk, certain }: StaffOptions): Uncertainty {
  if (risk !== undefined && certain)
    throw new CommandFailure('--risk and --certain exclude each other: give one of them');
  if (risk !== undefined) return { kind: 'risk', share: risk };
  return { kind: certain ? 'mean' : 'expected' };
}

async function patienceOf({ patience, patienceFrom, model }: StaffOptions): Promise<PatienceKnowledge> {
  if (model === 'C') return { kind: 'endless', why: 'asked' };
  if (patience !== undefined) return { kind: 'given', seconds: patience };
  if (patienceFrom !== undefined)
    return { kind: 'learnt', byQueue: await readPatience(await tableSource(patienceFrom)) };
  if (model === 'A')
    throw new CommandFailure('--model A needs a patience: give --patience or --patience-from');
  return { kind: 'endless', why: 'unknown' };
}

type Known = {
  readonly target: StaffingTarget;
  readonly patience: PatienceKnowledge;
  readonly from: string | undefined;
};

function rulesOf(queue: QueueId, { target, patience: known, from }: Known): QueueRules {
  const patience = queuePatience(known, queue);
  if (patience === undefined)
    throw new CommandFailure(
      `the patience of queue ${queue} is not known: nobody abandoned in ${from}, so give --patience or --model C`,
    );
  return { target, patience, behaviour: behaviourOf(patience) };
}

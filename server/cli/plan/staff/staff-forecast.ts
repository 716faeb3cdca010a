import { queueId } from '#domain/ids.ts';
import type { StaffingPlan } from '#domain/staffing-plan.ts';
import { requirementPicture } from '../../../../forecasting/pictures/requirement-picture.ts';
import { systemClock } from '../../../clock/clock.ts';
import { tableSource } from '../../../files/table-source.ts';
import { writeEventFile } from '../../../files/write-file.ts';
import { openTableFile, writeTables } from '../../../files/writing/open-table-file.ts';
import type { Table } from '../../../files/table.ts';
import { livePlans } from '../../../planning/staffing/live-plans.ts';
import { planTotals } from '../../../planning/staffing/plan-totals.ts';
import type { PatienceKnowledge } from '../../../planning/staffing/queue-patience.ts';
import { wishesOf, type StaffingRules } from '../../../planning/staffing/staffing-rules.ts';
import { staffQueues, type Staffed, type StaffRequest } from '../../../planning/staffing/staff-queues.ts';
import { PLAN_HEAD, planRows } from '../../../planning/tables/plan-table.ts';
import { skillTable, totalsTable } from '../../../planning/tables/totals-table.ts';
import {
  readForecast,
  type DurationOrigins,
  type ReadForecast,
} from '../../../planning/tables/read-forecast.ts';
import { readPatience } from '../../../planning/tables/read-patience.ts';
import { progress } from '../../progress.ts';
import { notOntoItself } from '../../not-onto-itself.ts';
import { CommandFailure } from '../../run-command.ts';
import { stepLine } from '../forecast/step-line.ts';
import { keepTypedMapping, tableChoicesOf } from '../table-choices-of.ts';
import { listReadingLines, tableReadingLines } from '../table-words.ts';
import { livedTable, skillsLivedTable } from './lived-table.ts';
import { noteLines } from './note-words.ts';
import type { StaffOptions } from './staff-options.ts';
import { rulesOfOptions } from './staff-rules.ts';
import { staffSummary, totalsSummary } from './staff-summary.ts';

/** Writes the plan of a forecast, and says what it needs; lives it through when that is wanted. */
export async function staffForecast(path: string, options: StaffOptions): Promise<void> {
  const { out, totals, skillFigures, picture } = options;
  notOntoItself({
    inputs: [path, options.rules, options.patienceFrom],
    outs: { '--out': out, '--totals': totals, '--skill-figures': skillFigures, '--picture': picture },
  });
  const bar = progress(process.stderr, systemClock);
  const work = { onStep: stepLine(bar) };
  try {
    const request = await requestOf(path, options);
    const staffed = await staffQueues(request, work);
    bar.clear();
    await writeStaffed(staffed, request.rules, options);
    if (options.liveThrough !== undefined) await live(staffed, options.liveThrough, options);
  } finally {
    bar.clear();
  }
}

async function writeStaffed({ plan }: Staffed, rules: StaffingRules, options: StaffOptions): Promise<void> {
  const totals = planTotals(
    plan.queues.flatMap(({ intervals }) => intervals),
    rules.fullTimeHours,
  );
  const skills = skillTable(plan.skillQueues);
  await writePlan(plan, [totalsTable(totals), ...(plan.skillQueues.length > 0 ? [skills] : [])], options);
  const written = { isForExcel: options.excel };
  if (options.totals !== undefined) await writeTables(options.totals, [totalsTable(totals)], written);
  if (options.skillFigures !== undefined) await writeTables(options.skillFigures, [skills], written);
  if (options.picture !== undefined)
    await writeLines(options.picture, [requirementPicture(plan.queues[0]?.intervals ?? []).trimEnd()]);
  const lines = [
    ...staffSummary(plan),
    ...totalsSummary(totals, rules.fullTimeHours),
    ...noteLines(plan, rules),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** A workbook has the other tables as sheets of its own; a text has the plan alone. */
async function writePlan(
  { queues }: StaffingPlan,
  others: readonly Table[],
  { out: path, excel }: StaffOptions,
): Promise<void> {
  const out = openTableFile(path, { isForExcel: excel });
  try {
    await out.begin(PLAN_HEAD);
    await out.add(planRows(queues));
    for (const table of /\.xlsx$/i.test(path) ? others : []) {
      await out.begin(table);
      await out.add(table.rows);
    }
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
async function live(staffed: Staffed, days: number, { seed, out }: StaffOptions): Promise<void> {
  const stream = out === '-' ? process.stderr : process.stdout;
  const say = (lines: readonly string[]): void => void stream.write(`\n${lines.join('\n')}\n`);
  await livePlans(
    { staffed, days, seed },
    {
      onQueue: (queue, compared) =>
        say(
          livedTable(
            queue,
            compared,
            staffed.plan.deferred.filter(({ doneBy }) => doneBy === queue),
          ),
        ),
      onSkills: (lived) => say(skillsLivedTable(staffed.plan, lived)),
    },
  );
}

async function requestOf(path: string, options: StaffOptions): Promise<StaffRequest> {
  const rules = await rulesOfOptions(options);
  if (rules.usual.target === undefined && rules.queues.size === 0)
    throw new CommandFailure(
      'a target is needed: at least one of --service-level, --asa, --abandonment, --occupancy',
    );
  const patience = await patienceOf(options, rules);
  const read = await readForecast({
    source: await tableSource(path),
    choices: await tableChoicesOf(options),
    handleOf: (queue) => wishesOf(rules, queueId(queue)).handleSeconds,
    intervalMinutes: options.interval,
  });
  await tellForecast(read, options);
  return { forecasts: read.forecasts, rules, patience };
}

/** What was understood of the forecast's table; the mapping that was typed for it is kept. */
async function tellForecast(read: ReadForecast, options: StaffOptions): Promise<void> {
  const { forecasts, reading } = read;
  const queues = forecasts.length === 1 ? '1 queue' : `${forecasts.length} queues`;
  const lines = [
    ...tableReadingLines(reading, `${reading.intervals} intervals of ${queues}`),
    ...handleTimeLines(read.handleTimes, options.handle),
  ];
  const kept = await keepTypedMapping(options);
  process.stderr.write(`${[...lines, ...(kept === undefined ? [] : [kept])].join('\n')}\n`);
}

/** Where handle times are from, unless they are the table's and nothing else was said. */
function handleTimeLines(
  { told, given, mean }: DurationOrigins,
  typed: number | undefined,
): readonly string[] {
  if (given + mean === 0)
    return typed === undefined
      ? []
      : [`  --handle ${typed} is not used: every row has a handle time of its own`];
  const parts = [
    ...(told > 0 ? [`the table's in ${told} rows`] : []),
    ...(given > 0 ? [`that of --handle or --rules in ${given}`] : []),
    ...(mean > 0 ? [`the mean of its queue in ${mean}, where none is told`] : []),
  ];
  return [`  handle time: ${parts.join(', ')}`];
}

async function patienceOf(
  { patienceFrom, model }: StaffOptions,
  { usual }: StaffingRules,
): Promise<PatienceKnowledge> {
  if (model === 'C') return { kind: 'endless', why: 'asked' };
  if (patienceFrom !== undefined) {
    const { waits, reading } = await readPatience(await tableSource(patienceFrom));
    process.stderr.write(`${listReadingLines(reading, 'row').join('\n')}\n`);
    return { kind: 'learnt', byQueue: waits };
  }
  if (model === 'A' && usual.patienceSeconds === undefined)
    throw new CommandFailure('--model A needs a patience: give --patience or --patience-from');
  return { kind: 'endless', why: 'unknown' };
}

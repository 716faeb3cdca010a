import type { QueueId } from '#domain/ids.ts';
import { dayNumber, type LocalDay } from '#domain/local-day.ts';
import { DAY_MINUTES, DAY_MS, epochMs, MINUTE_MS } from '#domain/time.ts';
import { advance } from '../../../forecasting/simulation/advance.ts';
import type { CentreModel } from '../../../forecasting/simulation/model/centre-model.ts';
import { readCounts } from '../../../forecasting/simulation/read-books.ts';
import { startSimulation } from '../../../forecasting/simulation/start-simulation.ts';
import type { AssessedPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { rosterModel, wholeWeek } from './roster-model.ts';

/** What a queue was promised in an interval of the week, and what it lived; shares of offered contacts answered in time. */
export type LivedRow = {
  readonly queue: QueueId;
  /** Place in the plan. */
  readonly interval: number;
  readonly offered: number;
  readonly promised: number;
  readonly realised: number;
};

export type LiveQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly plan: AssessedPlan;
  readonly weeks: number;
  readonly seed: number;
  /** Where customers come from and how they behave. Absent: as the load of the problem says, exponentially. */
  readonly centre?: CentreModel;
};

/** Monday, 5 January 1970: where the simulator's weeks begin. */
const FIRST_MONDAY = epochMs(4 * DAY_MS);
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** A week of the roster lived `weeks` times. Throws a RangeError for a plan that holds no whole week, or has no load to live. */
export function liveRoster(question: LiveQuestion): readonly LivedRow[] {
  const { problem, plan, weeks } = question;
  const monday = wholeWeek(problem);
  if (monday === undefined)
    throw new RangeError(
      `expected a plan that holds a week from Monday to Sunday, got ${problem.from} to ${problem.until}`,
    );
  const promised = new Map(
    plan.coverage.map(({ queue, interval, serviceLevel }) => [`${queue} ${interval}`, serviceLevel]),
  );
  if ([...promised.values()].every((level) => level === undefined))
    throw new RangeError('expected a load to live: a plan with offered and handle_seconds');
  return [...liveWeeks(question, monday)].flatMap(
    ([key, { queue, interval, offered, within }]): LivedRow[] => {
      const level = promised.get(key);
      return level === undefined
        ? []
        : [{ queue, interval, offered: offered / weeks, promised: level, realised: within / offered }];
    },
  );
}

type Lived = { offered: number; within: number; readonly queue: QueueId; readonly interval: number };

function liveWeeks(
  { problem, plan, weeks, seed, centre }: LiveQuestion,
  monday: LocalDay,
): ReadonlyMap<string, Lived> {
  const model = rosterModel(problem, plan.shifts, monday);
  const world = centre === undefined ? model : { ...centre, zone: 'UTC', mishaps: [], groups: model.groups };
  // A week before, so that Monday's first hours have Sunday's nights.
  const simulation = startSimulation({ model: world, seed, from: FIRST_MONDAY });
  advance(simulation, epochMs(FIRST_MONDAY + (weeks + 1) * 7 * DAY_MS));
  const first = (dayNumber(monday) - dayNumber(problem.from)) * DAY_MINUTES;
  const lived = new Map<string, Lived>();
  for (const { start, queue: at, counts } of readCounts(simulation)) {
    const minutes = (start - FIRST_MONDAY) / MINUTE_MS - WEEK_MINUTES;
    const queue = world.queues[at]?.id;
    if (queue === undefined || minutes < 0 || minutes >= weeks * WEEK_MINUTES) continue;
    const interval = Math.floor((first + (minutes % WEEK_MINUTES)) / problem.intervalMinutes);
    const key = `${queue} ${interval}`;
    const known = lived.get(key) ?? { offered: 0, within: 0, queue, interval };
    known.offered += counts.offered;
    known.within += counts.answeredWithin;
    lived.set(key, known);
  }
  return lived;
}

/** Promised and realised of a queue over all its intervals, each contact alike. */
export function livedTotals(
  rows: readonly LivedRow[],
): readonly { readonly queue: QueueId; readonly promised: number; readonly realised: number }[] {
  const queues = [...new Set(rows.map(({ queue }) => queue))];
  return queues.map((queue) => {
    const own = rows.filter((row) => row.queue === queue);
    const offered = own.reduce((sum, row) => sum + row.offered, 0);
    const mean = (figure: 'promised' | 'realised'): number =>
      own.reduce((sum, row) => sum + row.offered * row[figure], 0) / offered;
    return { queue, promised: mean('promised'), realised: mean('realised') };
  });
}

import { sourceId, type QueueId } from '#domain/ids.ts';
import { addDays, dayNumber, mondayOf, type LocalDay } from '#domain/local-day.ts';
import { DAY_MINUTES, SECOND_MS } from '#domain/time.ts';
import type {
  CentreModel,
  GroupModel,
  QueueModel,
  Shift,
} from '../../../forecasting/simulation/model/centre-model.ts';
import type { NamedShift } from '../../../schedules/plan/model/person-times.ts';
import type { QueueRequirement, ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { staffGroups, worthToQueues } from '../../../schedules/plan/model/staff-groups.ts';

const QUARTERS = 7 * 96;

/** The first week from Monday to Sunday that a plan holds whole; undefined where it holds none. */
export function wholeWeek({ from, until }: ShiftPlanProblem): LocalDay | undefined {
  const monday = mondayOf(addDays(from, 6));
  return addDays(monday, 7) <= until ? monday : undefined;
}

/**
 * A week of a roster as a contact centre that lives it again and again: everybody comes, goes and takes breaks as planned, contacts come at
 * random as the load says. What the plan takes off for absence stays away by chance.
 */
export function rosterModel(
  problem: ShiftPlanProblem,
  shifts: readonly NamedShift[],
  monday: LocalDay,
): CentreModel {
  const loaded = problem.queues.filter(({ load }) => load !== undefined);
  return {
    zone: 'UTC',
    sources: [sourceId('simulation')],
    queues: loaded.map(queueModel),
    lines: loaded.map((need, at) => ({
      id: `q${at}`,
      channel: 'voice',
      direction: 'inbound',
      queue: need.queue,
      week: weekOf(problem, need, monday),
    })),
    groups: groupModels(problem, shifts, { monday, queues: new Set(loaded.map(({ queue }) => queue)) }),
  };
}

function queueModel({ queue, load }: QueueRequirement): QueueModel {
  const offered = load?.offered ?? [];
  const total = offered.reduce((sum, one) => sum + one, 0);
  const handled = offered.reduce((sum, one, at) => sum + one * (load?.handleSeconds[at] ?? 0), 0);
  const model: QueueModel = {
    id: queue,
    target: { share: 0.8, withinMs: (load?.withinSeconds ?? 20) * SECOND_MS, shortAbandonMs: 0 },
    service: { kind: 'exponential', meanMs: (handled / Math.max(total, 1e-9)) * SECOND_MS },
  };
  const patience = load?.patienceSeconds;
  return patience === undefined
    ? model
    : { ...model, patience: { kind: 'exponential', meanMs: patience * SECOND_MS } };
}

/** Contacts by quarter-hour from Monday on. */
function weekOf(
  { from, intervalMinutes }: ShiftPlanProblem,
  { load }: QueueRequirement,
  monday: LocalDay,
): readonly number[] {
  const first = (dayNumber(monday) - dayNumber(from)) * DAY_MINUTES;
  return Array.from({ length: QUARTERS }, (_, quarter) => {
    const interval = Math.floor((first + quarter * 15) / intervalMinutes);
    return (load?.offered[interval] ?? 0) * (15 / intervalMinutes);
  });
}

type Week = { readonly monday: LocalDay; readonly queues: ReadonlySet<QueueId> };

/** A crew for each person, in one group with those who are alike; whoever is in a rotation makes a group alone. */
function groupModels(
  problem: ShiftPlanProblem,
  shifts: readonly NamedShift[],
  { monday, queues }: Week,
): readonly GroupModel[] {
  const grouped = staffGroups({ ...problem, rotations: [] });
  const absentShare = 1 - meanAtWork(problem);
  return grouped.flatMap(({ people }, at): GroupModel[] => {
    const [first] = people;
    const worth =
      first === undefined ? [] : worthToQueues(problem, first).filter(({ queue }) => queues.has(queue));
    if (worth.length === 0) return [];
    const rows = people.map(({ id }) => rowOf(shifts, id, monday));
    const all = rows.flat().filter((one) => one !== undefined);
    if (all.length === 0) return [];
    return [
      {
        id: `g${at}`,
        agents: people.length,
        skills: worth.map(({ queue }) => ({ queue, level: 1 })),
        paceFactor: 1 / (worth[0]?.worth ?? 1),
        rota: {
          shifts: all,
          table: rows.map((row) => row.map((one) => (one === undefined ? -1 : all.indexOf(one)))),
          ...(absentShare > 1e-6 ? { absentShare } : {}),
        },
      },
    ];
  });
}

function rowOf(
  shifts: readonly NamedShift[],
  person: string,
  monday: LocalDay,
): readonly (Shift | undefined)[] {
  return Array.from({ length: 7 }, (_, at) => {
    const found = shifts.find((shift) => shift.person === person && shift.day === addDays(monday, at));
    if (found === undefined) return undefined;
    const { template } = found;
    return {
      from: template.startMinute,
      to: template.startMinute + template.lengthMinutes,
      breaks: awayIn(found),
    };
  });
}

/** Breaks, meetings and training, in order of time: nobody answers in them. */
function awayIn({ template, breakStarts, activities = [] }: NamedShift): Shift['breaks'] {
  const breaks = template.breaks.map(({ name, lengthMinutes, earliestMinute }, place) => ({
    afterMinutes: breakStarts[place] ?? earliestMinute,
    minutes: lengthMinutes,
    reason: name,
  }));
  const sessions = activities.flatMap(({ name, kind, startMinute, lengthMinutes }) =>
    kind === 'session' ? [{ afterMinutes: startMinute, minutes: lengthMinutes, reason: name }] : [],
  );
  return [...breaks, ...sessions].toSorted((one, other) => one.afterMinutes - other.afterMinutes);
}

/** What of the roster is at work, each interval weighed by what it requires. */
function meanAtWork({ queues }: ShiftPlanProblem): number {
  let [required, atWork] = [0, 0];
  for (const need of queues) {
    for (const [at, people] of need.required.entries()) {
      required += people;
      atWork += people * (need.load?.atWorkShare[at] ?? 1);
    }
  }
  return required === 0 ? 1 : atWork / required;
}

import { DAY_MINUTES } from '#domain/time.ts';
import type { QueueForecast } from '#domain/forecast.ts';
import { queueId, type QueueId } from '#domain/ids.ts';
import { dayNumber } from '#domain/local-day.ts';
import type {
  CrewFigures,
  PatienceSource,
  QueuePlan,
  SkillQueuePlan,
  StaffingTarget,
} from '#domain/staffing-plan.ts';
import { intervalDemands } from '../../../forecasting/staffing/interval-demands.ts';
import type { IntervalDemand, Uncertainty } from '../../../forecasting/staffing/queue-question.ts';
import { gammaQuantile } from '../../../forecasting/staffing/rates/gamma-quantile.ts';
import { rosterPeople, type Unrostered } from '../../../forecasting/staffing/shrinkage/roster-people.ts';
import { planSkills, type SkillPlanInterval } from '../../../forecasting/staffing/skills/plan-skills.ts';
import type { SkillGroup, SkillQueue } from '../../../forecasting/staffing/skills/skill-question.ts';
import { PlanningFailure } from '../work/planning-failure.ts';
import { nextTurn, type PlanningWork } from '../work/planning-work.ts';
import type { QueueTask } from './queue-behaviour.ts';
import type { StaffingRules } from './staffing-rules.ts';

/** A queue that people of several skills answer, with what it brings. */
export type SkillTask = {
  readonly queue: QueueId;
  readonly task: QueueTask;
  readonly intervalMinutes: number;
  readonly demands: readonly IntervalDemand[];
};

/** A group's plan, and the queues of the forecast that it answers. */
export type GroupPlan = QueuePlan & { readonly answers: readonly QueueId[] };

export type StaffedGroups = {
  /** By group, in their order: each as a queue of its own name. */
  readonly groups: readonly GroupPlan[];
  readonly queues: readonly SkillQueuePlan[];
};

/** Contacts in each of the lives that a crew is tried on: its service level is known to half a point. */
const SAMPLE = { seed: 1, runs: 4, contacts: 3_000 };

/** The queues of the groups with what they bring. A queue whose customers do not simply wait throws a PlanningFailure. */
export function skillTasks(
  forecasts: readonly QueueForecast[],
  taskOf: (queue: QueueId) => QueueTask,
): readonly SkillTask[] {
  return forecasts.map((forecast) => {
    const { queue, intervalMinutes } = forecast;
    const task = taskOf(queue);
    if (task.behaviour.kind !== 'patient' && task.behaviour.kind !== 'impatient')
      throw new PlanningFailure(
        `queue ${queue}: people of several skills are found for contacts one after the other, not for ${task.behaviour.kind}`,
      );
    return { queue, task, intervalMinutes, demands: intervalDemands(forecast, task.handleSeconds) };
  });
}

/** The cheapest people of several skills for each interval, by simulation. */
export async function staffGroups(
  tasks: readonly SkillTask[],
  { groups, shrinkage, uncertainty }: StaffingRules,
  work: PlanningWork,
): Promise<StaffedGroups> {
  const moments = momentsOf(tasks);
  const intervals = moments.map(({ day, minuteOfDay, brings }) => ({
    day,
    minuteOfDay,
    queues: brings.map(({ task, demand }) => skillQueue(task, demand, uncertainty)),
  }));
  const answers: SkillPlanInterval[] = [];
  for (const answer of planSkills({ intervals, groups, sample: SAMPLE })) {
    answers.push(answer);
    work.onStep?.({ kind: 'intervals', done: answers.length, of: intervals.length });
    await nextTurn(work);
  }
  const seen = moments.map((moment, at) => ({ ...moment, answer: answers[at]?.answer }));
  return {
    groups: groups.map((group, at) => groupPlan(group, at, { tasks, moments: seen, shrinkage })),
    queues: tasks.map((task) => queuePlan(task, seen)),
  };
}

type Brought = { readonly task: SkillTask; readonly demand: IntervalDemand };
type Moment = Pick<IntervalDemand, 'day' | 'minuteOfDay' | 'comesTwice'> & {
  readonly minutes: number;
  readonly brings: readonly Brought[];
};

/** What all queues bring at the same time, in order of time. */
function momentsOf(tasks: readonly SkillTask[]): readonly Moment[] {
  const [first] = tasks;
  if (first === undefined) return [];
  const odd = tasks.find(({ intervalMinutes }) => intervalMinutes !== first.intervalMinutes);
  if (odd !== undefined)
    throw new PlanningFailure(
      `queues ${first.queue} and ${odd.queue} share people and must have equal intervals, got ${first.intervalMinutes} and ${odd.intervalMinutes} minutes`,
    );
  const moments = new Map<number, Brought[]>();
  for (const task of tasks)
    for (const demand of task.demands) {
      const at = dayNumber(demand.day) * DAY_MINUTES + demand.minuteOfDay;
      moments.set(at, [...(moments.get(at) ?? []), { task, demand }]);
    }
  return [...moments]
    .sort(([one], [other]) => one - other)
    .flatMap(([, brings]) => {
      const demand = brings[0]?.demand;
      if (demand === undefined) return [];
      const { day, minuteOfDay, comesTwice } = demand;
      const twice = comesTwice ? { comesTwice } : {};
      return [{ day, minuteOfDay, minutes: first.intervalMinutes, brings, ...twice }];
    });
}

/** A rate that is exceeded on few days where that is asked for; the mean otherwise. */
function skillQueue(
  { queue, task, intervalMinutes }: SkillTask,
  demand: IntervalDemand,
  uncertainty: Uncertainty,
): SkillQueue {
  const ratio = uncertainty.kind === 'risk' ? gammaQuantile(uncertainty.share, demand.rateCv) : 1;
  const { behaviour, target } = task;
  return {
    queue,
    perHour: (ratio * demand.offered * 60) / intervalMinutes,
    handleSeconds: demand.handleSeconds,
    target,
    ...(behaviour.kind === 'impatient' ? { patienceSeconds: behaviour.patienceSeconds } : {}),
  };
}

type Seen = Moment & { readonly answer: SkillPlanInterval['answer'] };

type Around = {
  readonly tasks: readonly SkillTask[];
  readonly moments: readonly Seen[];
  readonly shrinkage: StaffingRules['shrinkage'];
};

function groupPlan(group: SkillGroup, at: number, { tasks, moments, shrinkage }: Around): GroupPlan {
  const own = tasks.filter(({ queue }) => group.queues.includes(queue));
  const name = queueId(group.name);
  const answers = own.map(({ queue }) => queue);
  const { target, behaviour, patience } = own[0]?.task ?? NO_TASK;
  const intervals = moments.map((moment) => groupInterval(moment, { name, at, own }));
  const intervalMinutes = own[0]?.intervalMinutes ?? tasks[0]?.intervalMinutes ?? 0;
  return {
    queue: name,
    answers,
    intervalMinutes,
    target,
    behaviour,
    patience,
    intervals: rosterPeople(intervals, shrinkage),
  };
}

type Member = { readonly name: QueueId; readonly at: number; readonly own: readonly SkillTask[] };

function groupInterval(moment: Seen, { name, at, own }: Member): Unrostered {
  const required = moment.answer?.crew[at] ?? 0;
  const occupancy = moment.answer?.trial.groups[at] ?? 0;
  const brings = moment.brings.filter(({ task }) => own.includes(task));
  const handleSeconds = meanHandle(brings);
  const load = required * occupancy;
  return {
    queue: name,
    day: moment.day,
    minuteOfDay: moment.minuteOfDay,
    minutes: moment.minutes,
    offered: handleSeconds === 0 ? 0 : (load * moment.minutes * 60) / handleSeconds,
    handleSeconds,
    rateCv: 0,
    load,
    required,
    low: required,
    high: required,
    figures: required === 0 ? undefined : meanFigures(moment, brings, occupancy),
    oneFewer: undefined,
    oneMore: undefined,
    binds: [],
    ...(moment.comesTwice ? { comesTwice: true } : {}),
  };
}

const NO_TASK: {
  readonly target: StaffingTarget;
  readonly behaviour: QueuePlan['behaviour'];
  readonly patience: PatienceSource;
} = {
  target: {},
  behaviour: { kind: 'patient' },
  patience: { kind: 'endless', why: 'unknown' },
};

function meanHandle(brings: readonly Brought[]): number {
  const contacts = brings.reduce((sum, { demand }) => sum + demand.offered, 0);
  if (contacts === 0) return brings[0]?.demand.handleSeconds ?? 0;
  return brings.reduce((sum, { demand }) => sum + demand.offered * demand.handleSeconds, 0) / contacts;
}

const figuresAt = ({ answer, brings }: Seen, task: SkillTask): CrewFigures | undefined => {
  const busy = brings.filter(({ demand }) => demand.offered > 0);
  return answer?.trial.queues[busy.findIndex((one) => one.task === task)];
};

/** Of the queues that a group answers, each contact alike; the busy time is the group's own. */
function meanFigures(moment: Seen, brings: readonly Brought[], occupancy: number): CrewFigures {
  const parts = brings.flatMap(({ task, demand }) => {
    const figures = figuresAt(moment, task);
    return figures === undefined ? [] : [{ figures, weight: demand.offered }];
  });
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (figures: CrewFigures) => number): number =>
    parts.reduce((sum, { figures, weight }) => sum + weight * of(figures), 0) / all;
  return {
    serviceLevel: mean(({ serviceLevel }) => serviceLevel),
    asaSeconds: mean(({ asaSeconds }) => asaSeconds),
    abandonment: mean(({ abandonment }) => abandonment),
    occupancy,
    waitShare: mean(({ waitShare }) => waitShare),
    allBusy: mean(({ allBusy }) => allBusy),
  };
}

function queuePlan(task: SkillTask, moments: readonly Seen[]): SkillQueuePlan {
  return {
    queue: task.queue,
    intervalMinutes: task.intervalMinutes,
    target: task.task.target,
    intervals: moments.flatMap((moment) => {
      const own = moment.brings.find((one) => one.task === task);
      if (own === undefined) return [];
      const { offered, handleSeconds } = own.demand;
      const { day, minuteOfDay, minutes } = moment;
      const figures = figuresAt(moment, task);
      return [{ day, minuteOfDay, minutes, offered, handleSeconds, figures }];
    }),
  };
}

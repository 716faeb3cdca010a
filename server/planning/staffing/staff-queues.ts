import type { QueueForecast } from '#domain/forecast.ts';
import type { QueueId } from '#domain/ids.ts';
import type { DeferredSummary, PlanNote, QueuePlan, StaffingPlan } from '#domain/staffing-plan.ts';
import { planDeferred } from '../../../forecasting/staffing/deferred/plan-deferred.ts';
import { intervalDemands } from '../../../forecasting/staffing/interval-demands.ts';
import { planQueue } from '../../../forecasting/staffing/plan-queue.ts';
import type { QueueQuestion } from '../../../forecasting/staffing/queue-question.ts';
import { orFailure, PlanningFailure } from '../work/planning-failure.ts';
import { nextTurn, type PlanningWork } from '../work/planning-work.ts';
import { dailyDues, placeWork, queueDues, type Due } from './deferred-work.ts';
import { losingNote } from './plan-notes.ts';
import { queueTask, type QueueTask } from './queue-behaviour.ts';
import type { PatienceKnowledge } from './queue-patience.ts';
import { skillTasks, staffGroups, type SkillTask, type StaffedGroups } from './staff-groups.ts';
import type { StaffingRules } from './staffing-rules.ts';

/** A forecast, and how people are to be found for it. */
export type StaffRequest = {
  readonly forecasts: readonly QueueForecast[];
  readonly rules: StaffingRules;
  readonly patience: PatienceKnowledge;
};

/** A queue's plan, with the question that it answers and the work that can wait which its people do. */
export type StaffedQueue = {
  readonly question: QueueQuestion;
  readonly plan: QueuePlan;
  readonly dues: readonly Due[];
};

/** A plan, and what it was made from. */
export type Staffed = {
  readonly plan: StaffingPlan;
  readonly queues: readonly StaffedQueue[];
  /** Queues that people of several skills answer, and those people. */
  readonly skills: StaffedGroups & { readonly tasks: readonly SkillTask[] };
};

/** How many people a forecast needs, by queue or by group. What cannot be planned rejects with a PlanningFailure that names the queue. */
export async function staffQueues(request: StaffRequest, work: PlanningWork): Promise<Staffed> {
  const { forecasts, rules, patience } = request;
  expectQueues(request);
  const taskOf = (queue: QueueId): QueueTask => queueTask(queue, rules, patience);
  const inGroups = new Set(rules.groups.flatMap(({ queues }) => queues));
  const canWait = new Set(rules.deferredQueues.map(({ queue }) => queue));
  const own = forecasts.filter(({ queue }) => !inGroups.has(queue) && !canWait.has(queue));
  const queues: StaffedQueue[] = [];
  const notes: PlanNote[] = [];
  const deferred: DeferredSummary[] = [];
  for (const [at, forecast] of own.entries()) {
    const staffed = staffQueue(forecast, taskOf(forecast.queue), rules);
    const withWork = addDeferred(staffed, request);
    queues.push(withWork.staffed);
    deferred.push(...withWork.summaries);
    notes.push(...losingNote(staffed.question, staffed.plan));
    work.onStep?.({ kind: 'queue', queue: forecast.queue, number: at + 1, of: own.length });
    await nextTurn(work);
  }
  const tasks = skillTasks(
    forecasts.filter(({ queue }) => inGroups.has(queue)),
    taskOf,
  );
  const groups = tasks.length === 0 ? NO_GROUPS : await staffGroups(tasks, rules, work);
  if (tasks.length > 0 && rules.uncertainty.kind !== 'mean') notes.push({ kind: 'skills-at-one-rate' });
  const plans = [...queues.map(({ plan }) => plan), ...groups.groups];
  return {
    plan: { queues: plans, skillQueues: groups.queues, deferred, notes },
    queues,
    skills: { ...groups, tasks },
  };
}

const NO_GROUPS: StaffedGroups = { groups: [], queues: [] };

/** A queue that the rules name and the forecast does not have is most likely misspelt. */
function expectQueues({ forecasts, rules }: StaffRequest): void {
  const known = new Set(forecasts.map(({ queue }) => queue));
  const named = [
    ...rules.queues.keys(),
    ...rules.groups.flatMap(({ queues }) => queues),
    ...rules.deferredQueues.map(({ queue }) => queue),
    ...[...rules.deferredQueues, ...rules.dailyWork].map(({ doneBy }) => doneBy),
  ];
  const strange = named.find((queue) => !known.has(queue));
  if (strange !== undefined)
    throw new PlanningFailure(
      `queue ${strange} is not in the forecast, expected one of ${[...known].slice(0, 10).join(', ')}`,
    );
  const inGroups = new Set(rules.groups.flatMap(({ queues }) => queues));
  const canWait = new Set(rules.deferredQueues.map(({ queue }) => queue));
  for (const { doneBy } of [...rules.deferredQueues, ...rules.dailyWork])
    if (inGroups.has(doneBy) || canWait.has(doneBy))
      throw new PlanningFailure(
        `work that can wait is done by the people of one queue, and ${doneBy} has none of its own`,
      );
}

function staffQueue(forecast: QueueForecast, task: QueueTask, rules: StaffingRules): StaffedQueue {
  const { queue, intervalMinutes } = forecast;
  const { target, behaviour, patience, handleSeconds, leastPeople: leastAgents } = task;
  const { uncertainty, joining, shrinkage } = rules;
  return orFailure(`queue ${queue}`, () => {
    const question: QueueQuestion = {
      queue,
      intervals: intervalDemands(forecast, handleSeconds),
      intervalMinutes,
      behaviour,
      target,
      uncertainty,
      joining,
      shrinkage,
      leastAgents,
    };
    const intervals = planQueue(question);
    const plan = { queue, intervalMinutes, target, behaviour, patience, intervals };
    return { question, plan, dues: [] };
  });
}

/** The queue's plan with the work that can wait which its people do. */
function addDeferred(
  staffed: StaffedQueue,
  { forecasts, rules }: StaffRequest,
): { readonly staffed: StaffedQueue; readonly summaries: readonly DeferredSummary[] } {
  const { plan } = staffed;
  const isOurs = ({ doneBy }: { readonly doneBy: QueueId }): boolean => doneBy === plan.queue;
  const parts = [
    ...rules.deferredQueues.filter(isOurs).map((one) => {
      const forecast = forecasts.find(({ queue }) => queue === one.queue);
      const handleSeconds = rules.queues.get(one.queue)?.handleSeconds ?? rules.usual.handleSeconds;
      const dues =
        forecast === undefined
          ? []
          : orFailure(`queue ${one.queue}`, () => queueDues(forecast, one, handleSeconds));
      return { name: one.queue, dues };
    }),
    ...rules.dailyWork
      .filter(isOurs)
      .map((one) => ({ name: one.name, dues: dailyDues(one, plan.intervals) })),
  ];
  if (parts.length === 0) return { staffed, summaries: [] };
  const placed = parts.map(({ name, dues }) => placeWork(dues, plan.intervals, { name, doneBy: plan.queue }));
  const intervals = orFailure(`queue ${plan.queue}`, () =>
    planDeferred({
      plan: plan.intervals,
      work: placed.flatMap(({ work }) => work),
      mostOccupancy: rules.deferredOccupancy,
      shrinkage: rules.shrinkage,
    }),
  );
  return {
    staffed: { ...staffed, plan: { ...plan, intervals }, dues: parts.flatMap(({ dues }) => dues) },
    summaries: placed.map(({ summary }) => summary),
  };
}

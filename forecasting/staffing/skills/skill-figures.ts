import type { CrewFigures } from '#domain/staffing-plan.ts';
import { emptyCounts } from '#domain/measures/counts.ts';
import { serviceLevelDefinitions } from '#domain/measures/service-level-definitions.ts';
import { HOUR_MS, SECOND_MS, epochMs } from '#domain/time.ts';
import { advance } from '../../simulation/advance.ts';
import { LEDGER_COUNTS } from '../../simulation/engine/ledger.ts';
import type { Simulation } from '../../simulation/engine/simulation.ts';
import { readTimes, totalCounts, type BookedCounts } from '../../simulation/read-books.ts';
import { estimate } from '../../simulation/replications.ts';
import { startSimulation } from '../../simulation/start-simulation.ts';
import { skillModel } from './skill-model.ts';
import type { Crew, SkillQuestion, SkillQueue } from './skill-question.ts';

/** What a crew of several skills gives, measured. */
export type SkillFigures = {
  /** In the order of the question's queues. */
  readonly queues: readonly SkillQueueFigures[];
  /** Busy share of each group's time; undefined for a group without people. */
  readonly groups: readonly (number | undefined)[];
};

/** A standard error for the figure that decides. `allBusy` and `occupancy` are those of the people who may answer the queue. */
export type SkillQueueFigures = CrewFigures & { readonly serviceLevelError: number };

/** Lives a crew through and says what each queue got, all runs together. */
export function skillFigures(question: SkillQuestion, crew: Crew): SkillFigures {
  const runs = Array.from({ length: question.sample.runs }, (_, run) => liveRun(question, crew, run));
  const groups = question.groups.map((_group, at) => busyShare(runs.map(({ times }) => times[at])));
  return {
    groups,
    queues: question.queues.map((queue, at) => {
      const own = question.groups.flatMap((group, place) =>
        group.queues.includes(queue.queue) ? [place] : [],
      );
      const occupancy = busyShare(runs.flatMap(({ times }) => own.map((place) => times[place]))) ?? 1;
      return queueFigures(queue, {
        counts: runs.map(({ counts }) => counts[at]).filter(isBooked),
        occupancy,
      });
    }),
  };
}

type GroupTime = { readonly busyMs: number; readonly wholeMs: number };
type Run = { readonly counts: readonly BookedCounts[]; readonly times: readonly GroupTime[] };

const isBooked = (counts: BookedCounts | undefined): counts is BookedCounts => counts !== undefined;

function busyShare(times: readonly (GroupTime | undefined)[]): number | undefined {
  const busy = times.reduce((sum, one) => sum + (one?.busyMs ?? 0), 0);
  const whole = times.reduce((sum, one) => sum + (one?.wholeMs ?? 0), 0);
  return whole === 0 ? undefined : busy / whole;
}

/** Of the contacts of a run, before anything is counted. */
const WARM_UP = 0.25;

function liveRun(question: SkillQuestion, crew: Crew, run: number): Run {
  const { queues, sample } = question;
  const hours = sample.contacts / queues.reduce((sum, one) => sum + one.perHour, 0);
  const model = skillModel(question, crew);
  const simulation = startSimulation({ model, seed: sample.seed + run, from: epochMs(0), books: 'total' });
  advance(simulation, epochMs(Math.round(WARM_UP * hours * HOUR_MS)));
  const before = readRun(question, simulation);
  advance(simulation, epochMs(Math.round((1 + WARM_UP) * hours * HOUR_MS)));
  const after = readRun(question, simulation);
  return {
    counts: after.counts.map((counts, at) => less(counts, before.counts[at])),
    times: after.times.map(({ busyMs, wholeMs }, at) => ({
      busyMs: busyMs - (before.times[at]?.busyMs ?? 0),
      wholeMs: wholeMs - (before.times[at]?.wholeMs ?? 0),
    })),
  };
}

function readRun({ queues, groups }: SkillQuestion, simulation: Simulation): Run {
  const times = groups.map(() => ({ busyMs: 0, wholeMs: 0 }));
  for (const { group, time } of readTimes(simulation)) {
    const sum = times[group];
    if (sum === undefined) continue;
    sum.busyMs += time.busyMs + time.wrapUpMs;
    sum.wholeMs += time.busyMs + time.wrapUpMs + time.availableMs;
  }
  return { counts: queues.map((_queue, at) => totalCounts(simulation, at)), times };
}

function less(after: BookedCounts, before: BookedCounts | undefined): BookedCounts {
  const difference = { ...after };
  for (const name of LEDGER_COUNTS) difference[name] -= before?.[name] ?? 0;
  return difference;
}

function queueFigures(
  { target }: SkillQueue,
  { counts, occupancy }: { readonly counts: readonly BookedCounts[]; readonly occupancy: number },
): SkillQueueFigures {
  const judge = serviceLevelDefinitions[target.definition ?? 'callboard'];
  const levels = counts.map((one) => judge({ ...emptyCounts(), ...one }));
  const sum = (name: keyof BookedCounts): number => counts.reduce((whole, one) => whole + one[name], 0);
  const [met, of] = [
    levels.reduce((whole, one) => whole + one.met, 0),
    levels.reduce((whole, one) => whole + one.of, 0),
  ];
  const [offered, answered] = [sum('offered'), sum('answered')];
  const waitShare = offered === 0 ? 0 : sum('delayed') / offered;
  return {
    serviceLevel: of === 0 ? 1 : met / of,
    serviceLevelError: estimate(levels.map((one) => (one.of === 0 ? 1 : one.met / one.of))).error,
    asaSeconds: answered === 0 ? Infinity : sum('waitAnsweredMs') / answered / SECOND_MS,
    abandonment: offered === 0 ? 0 : sum('abandoned') / offered,
    occupancy,
    waitShare,
    // Who comes at random sees what a clock sees (Wolff 1982).
    allBusy: waitShare,
  };
}

import { fileURLToPath } from 'node:url';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { compareWays } from '../forecasting/staffing/live/compare-ways.ts';
import { planQueue } from '../forecasting/staffing/plan-queue.ts';
import type { IntervalDemand, QueueQuestion } from '../forecasting/staffing/queue-question.ts';
import { livedTable } from '../server/cli/plan/staff/lived-table.ts';
import { report } from './report.ts';

/** A planner drags a slider: the answer must come before the hand notices. */
const ROUNDS = 9;

/** Prints how long a queue-week takes to plan, beside a naive way, and what plans promise beside what days bring. */
export function benchStaffing(): void {
  for (const { name, perHalfHour, rateCv, minutes } of SETTINGS) {
    const question = questionOf(weekOf({ perHalfHour, rateCv, minutes, handleSeconds: 300 }), minutes);
    const bare: QueueQuestion = {
      ...question,
      intervals: question.intervals.map((one) => ({ ...one, rateCv: 0 })),
      behaviour: { kind: 'patient' },
    };
    for (const [way, work] of [
      [`${name}: a queue-week`, () => planQueue(question)],
      ['  as Erlang C on the mean', () => planQueue(bare)],
      ['  the same by factorials, one by one', () => naiveWeek(question)],
    ] as const) {
      report(way, milliseconds(work), 'ms');
    }
    report('  of which without an answer', naiveWeek(question).filter(Number.isNaN).length, 'intervals');
  }
  for (const { name, perHalfHour, rateCv, minutes, handleSeconds } of LIVES) {
    const week = weekOf({ perHalfHour, rateCv, minutes, handleSeconds });
    const day = week.filter(
      ({ day: date, minuteOfDay }) => date === MONDAY && minuteOfDay >= 480 && minuteOfDay < 1320,
    );
    const question = questionOf(day, minutes);
    const plan = planQueue(question);
    const compared = compareWays({ question, plan, days: 200, seed: 1 });
    console.log(`\n${livedTable(name, compared).join('\n')}`);
  }
}

const SETTINGS = [
  { name: 'small, half hours, unsure by 8 %', perHalfHour: 5, rateCv: 0.08, minutes: 30 },
  { name: 'middle, half hours, unsure by 8 %', perHalfHour: 60, rateCv: 0.08, minutes: 30 },
  { name: 'large, half hours, unsure by 8 %', perHalfHour: 600, rateCv: 0.08, minutes: 30 },
  { name: 'middle, half hours, taken as certain', perHalfHour: 60, rateCv: 0, minutes: 30 },
  { name: 'middle, quarter hours, unsure by 8 %', perHalfHour: 60, rateCv: 0.08, minutes: 15 },
] as const;

const LIVES = [
  { name: 'certain', perHalfHour: 60, rateCv: 0, minutes: 30, handleSeconds: 300 },
  { name: 'unsure by 10 %', perHalfHour: 60, rateCv: 0.1, minutes: 30, handleSeconds: 300 },
  { name: 'unsure by 20 %', perHalfHour: 60, rateCv: 0.2, minutes: 30, handleSeconds: 300 },
  { name: 'handling of a quarter of an hour', perHalfHour: 60, rateCv: 0.1, minutes: 15, handleSeconds: 900 },
  { name: 'two or three people', perHalfHour: 5, rateCv: 0.1, minutes: 30, handleSeconds: 240 },
] as const;

const MONDAY = localDay('2026-11-23');

type Week = {
  readonly perHalfHour: number;
  readonly rateCv: number;
  readonly minutes: number;
  readonly handleSeconds: number;
};

/** Round the clock, two waves a day; no two intervals alike, as in a forecast. */
function weekOf({ perHalfHour, rateCv, minutes, handleSeconds }: Week): readonly IntervalDemand[] {
  return Array.from({ length: (7 * 1440) / minutes }, (_, at) => {
    const minute = at * minutes;
    const wave = 1.1 + 0.6 * Math.sin(((minute / 1440) * 2 - 0.45) * 2 * Math.PI) + 0.001 * (at % 97);
    return {
      day: addDays(MONDAY, Math.floor(minute / 1440)),
      minuteOfDay: minute % 1440,
      offered: (perHalfHour * wave * minutes) / 30,
      handleSeconds,
      rateCv: rateCv * (1 + 0.001 * (at % 53)),
    };
  });
}

const questionOf = (intervals: readonly IntervalDemand[], intervalMinutes: number): QueueQuestion => ({
  queue: queueId('bench'),
  intervalMinutes,
  intervals,
  behaviour: { kind: 'impatient', patienceSeconds: 150 },
  target: { serviceLevel: 0.8, withinSeconds: 20, occupancy: 0.9 },
  uncertainty: { kind: 'expected' },
  joining: 'auto',
  shrinkage: { kinds: [{ name: 'all', share: 0.3 }], combine: 'multiply' },
});

/** The best of several: what the machine's other work took is not ours. */
function milliseconds(work: () => unknown): number {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { user: before } = process.cpuUsage();
    work();
    best = Math.min(best, (process.cpuUsage().user - before) / 1_000);
  }
  return best;
}

/** 171! is more than a number can hold: from there on the first thing one would write answers nothing. */
const MOST_FACTORIAL = 170;

/** Factorials, and one more agent until it is enough; of the mean, without band, patience or what one more would change. */
function naiveWeek({ intervals, intervalMinutes }: QueueQuestion): readonly number[] {
  return intervals.map(({ offered, handleSeconds }) => {
    const load = (offered * handleSeconds) / (intervalMinutes * 60);
    for (let agents = Math.floor(load) + 1; agents <= MOST_FACTORIAL; agents += 1) {
      let sum = 0;
      for (let n = 0; n < agents; n += 1) sum += load ** n / factorial(n);
      const top = (load ** agents / factorial(agents)) * (agents / (agents - load));
      const level = 1 - (top / (sum + top)) * Math.exp((-(agents - load) * 20) / handleSeconds);
      if (level >= 0.8 && load / agents <= 0.9) return agents;
    }
    return Number.NaN;
  });
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

if (process.argv[1] === fileURLToPath(import.meta.url)) benchStaffing();

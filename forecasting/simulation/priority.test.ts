import { erlangA, erlangC } from 'erlang-c';
import { expect, test } from 'vitest';
import { SECOND_MS } from '#domain/time.ts';
import { queueId } from '#domain/ids.ts';
import type { CentreModel } from './model/centre-model.ts';
import { plainQueue } from './testing/plain-queue.ts';
import { estimate, replications } from './replications.ts';

const RUNS = 30;
/** Student's t, 29 degrees of freedom, 99.9 %. */
const T = 3.659;

type Setting = {
  readonly agents: number;
  readonly load: number;
  readonly vipShare: number;
  readonly patienceSeconds?: number;
};

test.for<Setting>([
  { agents: 1, load: 0.8, vipShare: 0.3 },
  { agents: 4, load: 3.4, vipShare: 0.2 },
  { agents: 20, load: 18, vipShare: 0.5 },
])(
  'waits with strict priority are those of Cobham 1954 and Kella and Yechiali 1985 for $agents agents',
  ({ agents, load, vipShare }, { expect: expectHere }) => {
    const handleSeconds = 240;
    const perHour = (load * 3_600) / handleSeconds;
    const model = withPriority({ agents, load, vipShare }, perHour, handleSeconds);
    const hours = 12_000 / perHour;
    const runs = replications({ model, seed: 500, runs: RUNS, warmUpHours: hours / 4, hours });
    // C · (h / n) / ((1 − σ of those before)(1 − σ including these)); with equal handling for every class.
    const { waitProbability } = erlangC({ agents, load, handleSeconds, withinSeconds: 20 });
    const base = (waitProbability * handleSeconds) / agents;
    const vipLoad = (load * vipShare) / agents;
    const whole = load / agents;
    const expected = [base / (1 - vipLoad), base / ((1 - vipLoad) * (1 - whole))];
    for (const [queue, wait] of expected.entries()) {
      const figures = runs.map((run) => {
        const { waitAnsweredMs = 0, answered = 1 } = run[queue] ?? {};
        return waitAnsweredMs / answered / SECOND_MS;
      });
      const { mean, error } = estimate(figures);
      expectHere(Math.abs(mean - wait) / error).toBeLessThan(T);
    }
  },
);

test.for<Setting>([
  { agents: 1, load: 1.2, vipShare: 0.3 },
  { agents: 6, load: 6, vipShare: 0.2 },
  { agents: 30, load: 33, vipShare: 0.5 },
])(
  'with equal patience priority decides who abandons and not how many: M/M/n+M (Palm 1957) for $agents agents',
  ({ agents, load, vipShare }, { expect: expectHere }) => {
    const handleSeconds = 240;
    const patienceSeconds = 180;
    const perHour = (load * 3_600) / handleSeconds;
    const model = withPriority({ agents, load, vipShare, patienceSeconds }, perHour, handleSeconds);
    const hours = 12_000 / perHour;
    const runs = replications({ model, seed: 900, runs: RUNS, warmUpHours: hours / 4, hours });
    const shareOf = (queues: readonly number[]) =>
      estimate(runs.map((run) => sumOf(run, queues, 'abandoned') / sumOf(run, queues, 'offered')));
    const all = shareOf([0, 1]);
    const { abandonProbability } = erlangA({
      agents,
      load,
      handleSeconds,
      patienceSeconds,
      withinSeconds: 20,
    });
    expectHere(Math.abs(all.mean - abandonProbability) / all.error).toBeLessThan(T);
    expectHere(shareOf([0]).mean).toBeLessThan(shareOf([1]).mean);
  },
);

type Run = ReturnType<typeof replications>[number];
const sumOf = (run: Run, queues: readonly number[], name: 'abandoned' | 'offered'): number =>
  queues.reduce((sum, queue) => sum + (run[queue]?.[name] ?? 0), 0);

test('a head start is caught up with by waiting: with one of a minute, VIPs wait less than others and more than with one without end', () => {
  const waits = [0, 60, 1e9].map((seconds) => vipWait(seconds));
  expect(waits[0]).toBeGreaterThan(waits[1] ?? 0);
  expect(waits[1]).toBeGreaterThan(waits[2] ?? 0);
});

function vipWait(boostSeconds: number): number {
  const model = withPriority({ agents: 4, load: 3.6, vipShare: 0.2 }, 54, 240, boostSeconds);
  const [run] = replications({ model, seed: 3, runs: 1, warmUpHours: 20, hours: 300 });
  const { waitAnsweredMs = 0, answered = 1 } = run?.[0] ?? {};
  return waitAnsweredMs / answered;
}

/** Two classes as two queues that the same agents serve: so each has counts of its own. */
function withPriority(
  setting: Setting,
  perHour: number,
  handleSeconds: number,
  boostSeconds = 1e9,
): CentreModel {
  const plain = plainQueue({
    agents: setting.agents,
    perHour,
    handleSeconds,
    ...(setting.patienceSeconds === undefined ? {} : { patienceSeconds: setting.patienceSeconds }),
  });
  const [queue] = plain.queues;
  const [line] = plain.lines;
  if (queue === undefined || line === undefined) return plain;
  const vip = queueId('vip');
  const share = (part: number): readonly number[] => line.week.map((contacts) => contacts * part);
  return {
    ...plain,
    queues: [{ ...queue, id: vip, boostMs: boostSeconds * SECOND_MS }, queue],
    lines: [
      { ...line, id: 'v', queue: vip, week: share(setting.vipShare) },
      { ...line, week: share(1 - setting.vipShare) },
    ],
    groups: [
      {
        id: 'agents',
        agents: setting.agents,
        skills: [
          { queue: vip, level: 1 },
          { queue: queue.id, level: 1 },
        ],
      },
    ],
  };
}

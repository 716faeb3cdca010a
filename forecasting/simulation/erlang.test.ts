import { erlangA, erlangC } from 'erlang-c';
import { expect, test } from 'vitest';
import { plainQueue } from './testing/plain-queue.ts';
import { estimate, replications } from './replications.ts';

const RUNS = 20;
/** Student's t with 19 degrees of freedom: 99 % of the time within the first; of a hundred figures all within the second in 99 % of cases. */
const T_99 = 2.861;
const T_ALL = 5.2;
const CONTACTS = 5_000;

type Setting = readonly [agents: number, load: number, handleSeconds: number, patienceSeconds?: number];

const SETTINGS: readonly Setting[] = [
  [1, 0.3, 180],
  [1, 0.6, 240],
  [2, 1.2, 240],
  [3, 2, 180],
  [4, 2.9, 300],
  [6, 4.5, 200],
  [10, 8, 240],
  [15, 12, 180],
  [25, 21, 300],
  [40, 35, 240],
  [70, 63, 200],
  [120, 111, 240],
  [250, 237, 300],
  [500, 482, 240],
  [1, 0.8, 240, 120],
  [2, 2.4, 180, 90],
  [3, 2.5, 240, 240],
  [5, 4.6, 300, 60],
  [8, 9, 200, 180],
  [12, 11, 240, 300],
  [20, 22, 180, 120],
  [35, 33, 240, 600],
  [60, 62, 300, 90],
  [100, 105, 240, 120],
  [180, 178, 200, 240],
  [300, 310, 240, 60],
  [500, 500, 240, 180],
];

const away = (figures: readonly number[], expected: number): number => {
  const { mean, error } = estimate(figures);
  return Math.abs(mean - expected) / error;
};

/** How many standard errors each figure of the simulator lies from the formula's. */
function deviations(
  [agents, load, handleSeconds, patienceSeconds]: Setting,
  seed: number,
): Readonly<Record<string, number>> {
  const perHour = (load * 3_600) / handleSeconds;
  const patience = patienceSeconds === undefined ? {} : { patienceSeconds };
  const model = plainQueue({ agents, perHour, handleSeconds, withinSeconds: 20, ...patience });
  const hours = CONTACTS / perHour;
  const runs = replications({ model, seed, runs: RUNS, warmUpHours: hours / 4, hours }).flat();
  const question = { agents, load, handleSeconds, withinSeconds: 20 };
  const truth = patienceSeconds === undefined ? erlangC(question) : erlangA({ ...question, patienceSeconds });
  const level = typeof truth.serviceLevel === 'number' ? truth.serviceLevel : truth.serviceLevel.offered;
  return {
    waitProbability: away(
      runs.map((run) => run.delayed / run.offered),
      truth.waitProbability,
    ),
    serviceLevel: away(
      runs.map((run) => run.answeredWithin / run.offered),
      level,
    ),
    speedOfAnswer: away(
      runs.map((run) => run.waitAnsweredMs / run.answered / 1_000),
      truth.speedOfAnswer,
    ),
    ...('abandonProbability' in truth
      ? {
          abandonProbability: away(
            runs.map((run) => run.abandoned / run.offered),
            truth.abandonProbability,
          ),
        }
      : {}),
  };
}

test('simulated queues of 1 to 500 agents agree with Erlang C and Erlang A within 99 % confidence', () => {
  const all = SETTINGS.map((setting, number) => ({
    setting,
    figures: deviations(setting, 1 + number * RUNS),
  }));
  const missed = all.filter(({ figures }) => Object.values(figures).some((one) => one > T_99));
  const far = all.filter(({ figures }) => Object.values(figures).some((one) => !(one < T_ALL)));
  expect(far).toEqual([]);
  // One figure in a hundred lies outside its interval if all is right: of 27 settings some may have one such.
  expect(all.length - missed.length, JSON.stringify(missed)).toBeGreaterThanOrEqual(22);
});

import { expect, test } from 'vitest';
import { randomStreams, unitAt } from '../../simulation/random/random-streams.ts';
import { countQueue } from '../../simulation/testing/count-queue.ts';
import { patienceFromCounts } from './estimate-patience.ts';
import { patienceCurve, type Wait } from './patience-curve.ts';

const streams = randomStreams(17, 0, 2);
const exponential = (stream: number, place: number, mean: number): number =>
  -mean * Math.log(unitAt(streams, stream, place));

/** Customers with such patience who would be answered after some exponential time. */
function waits(count: number, patienceOf: (place: number) => number): readonly Wait[] {
  return Array.from({ length: count }, (_, place) => {
    const [offered, patience] = [exponential(0, place, 60), patienceOf(place)];
    return { seconds: Math.min(offered, patience), abandoned: patience < offered };
  });
}

test('patience is all waiting over all abandons: who is answered was patient so long, and longer', () => {
  const patience = patienceFromCounts({
    abandoned: 10,
    waitAnsweredSeconds: 1_600,
    waitAbandonedSeconds: 400,
  });
  expect(patience?.meanSeconds).toBe(200);
  expect(patience?.low).toBeLessThan(120);
  expect(patience?.high).toBeGreaterThan(330);
});

test('nobody abandoned: patience is not known', () => {
  expect(
    patienceFromCounts({ abandoned: 0, waitAnsweredSeconds: 900, waitAbandonedSeconds: 0 }),
  ).toBeUndefined();
  expect(patienceCurve([{ seconds: 20, abandoned: false }])).toBeUndefined();
});

test('the counts of a simulated queue give back the patience it was made with, and not the wait of those who left', () => {
  const counts = countQueue({ agents: 8, perHour: 130, handleSeconds: 240, patienceSeconds: 90 }, 3, 60_000);
  const patience = patienceFromCounts({
    abandoned: counts.abandoned,
    waitAnsweredSeconds: counts.waitAnsweredMs / 1_000,
    waitAbandonedSeconds: counts.waitAbandonedMs / 1_000,
  });
  expect(Math.abs((patience?.meanSeconds ?? 0) / 90 - 1)).toBeLessThan(0.03);
  expect(patience?.low).toBeLessThan(90);
  expect(patience?.high).toBeGreaterThan(90);
  expect(counts.waitAbandonedMs / counts.abandoned / 1_000).toBeLessThan(45);
});

test('single waits: the curve of Kaplan and Meier by hand', () => {
  const curve = patienceCurve([
    { seconds: 1, abandoned: true },
    { seconds: 2, abandoned: false },
    { seconds: 3, abandoned: true },
    { seconds: 3, abandoned: false },
    { seconds: 5, abandoned: true },
  ]);
  expect(curve?.survival.map(({ seconds }) => seconds)).toEqual([1, 3, 5]);
  expect(curve?.survival.map(({ stillWaiting }) => stillWaiting)).toEqual([
    expect.closeTo(4 / 5, 12),
    expect.closeTo((4 / 5) * (2 / 3), 12),
    0,
  ]);
  expect(curve?.mean.meanSeconds).toBeCloseTo(14 / 3, 12);
});

test('exponential patience is recognised, and its curve is the exponential one in spite of the answered', () => {
  const curve = patienceCurve(waits(4_000, (place) => exponential(1, place, 120)));
  expect(curve?.isExponential).toBe(true);
  for (const { seconds, stillWaiting } of curve?.survival ?? []) {
    if (seconds < 120) expect(Math.abs(stillWaiting - Math.exp(-seconds / 120))).toBeLessThan(0.05);
  }
});

test('a third who hang up at the first announcement are seen in the hazards', () => {
  const curve = patienceCurve(
    waits(4_000, (place) => (place % 3 === 0 ? 5 + (place % 2) : exponential(1, place, 300))),
  );
  expect(curve?.isExponential).toBe(false);
  const early = curve?.hazards.filter(({ toSeconds }) => toSeconds >= 5 && toSeconds <= 6.5) ?? [];
  const rest = curve?.hazards.at(-1)?.perSecond ?? 1;
  expect(Math.max(...early.map(({ perSecond }) => perSecond))).toBeGreaterThan(10 * rest);
});

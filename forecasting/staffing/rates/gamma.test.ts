import { gammaRate } from 'erlang-c';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crewModels } from '../crew-models.ts';
import { gammaNodes } from './gamma-nodes.ts';
import { gammaQuantile } from './gamma-quantile.ts';
import { crewFigures } from '../outcome.ts';
import { bandVariance } from './band-variance.ts';
import { rateCv } from './rate-cv.ts';

test('the nodes have the weight, mean and spread of the rate', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 1.5, noNaN: true }),
      fc.double({ min: 0.1, max: 2_000, noNaN: true }),
      (cv, load) => {
        const nodes = gammaNodes(cv, load);
        const sum = (of: (ratio: number) => number): number =>
          nodes.reduce((whole, { ratio, weight }) => whole + weight * of(ratio), 0);
        expect(sum(() => 1)).toBeCloseTo(1, 10);
        expect(sum((ratio) => ratio)).toBeCloseTo(1, 10);
        expect(Math.sqrt(sum((ratio) => (ratio - 1) ** 2))).toBeCloseTo(cv, 8);
        for (const { ratio, weight } of nodes) expect(ratio > 0 && weight >= 0).toBe(true);
      },
    ),
  );
});

test.each([
  [0.05, 10],
  [0.1, 50],
  [0.15, 50],
  [0.2, 200],
  [0.3, 200],
  [0.2, 5],
])(
  'a rate unsure by %d at %d Erlang: the average over the nodes is that of erlang-c within 0.1 points',
  (cv, load) => {
    for (const agents of [Math.ceil(load * 0.95), Math.ceil(load * 1.05), Math.ceil(load * 1.2)]) {
      const demand = { load, handleSeconds: 300, rates: gammaNodes(cv, load) };
      const target = { serviceLevel: 0.8, withinSeconds: 20 };
      const behaviour = { kind: 'impatient', patienceSeconds: 120 } as const;
      const figures = crewFigures(crewModels(behaviour, target)(demand, 1).outcomeOf(agents));
      const exact = gammaRate({
        agents,
        load,
        handleSeconds: 300,
        patienceSeconds: 120,
        withinSeconds: 20,
        rateCv: cv,
      });
      expect(Math.abs(figures.serviceLevel - exact.serviceLevel.offered)).toBeLessThan(0.001);
      expect(Math.abs(figures.abandonment - exact.abandonProbability)).toBeLessThan(0.001);
      expect(Math.abs(figures.occupancy - exact.occupancy)).toBeLessThan(0.001);
    }
  },
);

test('a gamma quantile of cv 1 is the exponential one; of cv 0 there is only the mean', () => {
  for (const share of [0.01, 0.1, 0.5, 0.9, 0.99])
    expect(gammaQuantile(share, 1)).toBeCloseTo(-Math.log1p(-share), 10);
  expect(gammaQuantile(0.9, 0)).toBe(1);
});

// Chi-squared with 10 and 100 degrees of freedom (Abramowitz and Stegun, table 26.8) is 2 × gamma of shape 5 and 50.
test.each([
  [0.9, 5, 15.987],
  [0.95, 5, 18.307],
  [0.1, 5, 4.865],
  [0.9, 50, 118.498],
  [0.1, 50, 82.358],
])('the %d quantile of shape %d is chi-squared %d', (share, shape, chi) => {
  expect(gammaQuantile(share, 1 / Math.sqrt(shape)) * shape * 2).toBeCloseTo(chi, 3);
});

const bandOf = (offered: number, deviation: number) => ({
  offered,
  low80: offered - 1.28155 * deviation,
  high80: offered + 1.28155 * deviation,
  low95: offered - 1.95996 * deviation,
  high95: offered + 1.95996 * deviation,
});

const rateSpread = (offered: number, deviation: number): number =>
  rateCv({ offered, variance: bandVariance(bandOf(offered, deviation)) });

test("a band as wide as Poisson noise leaves the rate certain; what is wider is the rate's", () => {
  expect(rateSpread(100, 10)).toBeLessThan(0.01);
  expect(rateSpread(100, 9)).toBe(0);
  expect(rateSpread(100, Math.sqrt(100 + 225))).toBeCloseTo(0.15, 3);
  expect(rateSpread(0, 0)).toBe(0);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCounts, emptyCounts } from './counts.ts';
import { abandonWait, answerRate, handleTime, occupancy, serviceLevel, speedOfAnswer } from './measures.ts';
import { serviceLevelDefinitions } from './service-level-definitions.ts';

/** ICMI's worked example: 1,000 answered, 860 of them in 20 s; 60 abandoned, 20 in 20 s, 10 of those in 5 s. */
const icmi = {
  ...emptyCounts(),
  offered: 1060,
  answered: 1000,
  answeredWithin: 860,
  abandoned: 60,
  abandonedWithin: 20,
  shortAbandoned: 10,
};

test.each([
  ['abandons-help', 83.0],
  ['answered-only', 86.0],
  ['abandons-hurt', 81.1],
  ['abandons-within-ignored', 82.7],
  ['short-abandons-out', 81.9],
  ['callboard', 81.9],
] as const)('the same contacts have a service level of %s: %d %% (ICMI sample)', (name, percent) => {
  const { met, of } = serviceLevelDefinitions[name](icmi);
  expect((100 * met) / of).toBeCloseTo(percent, 1);
});

test('our own definition is the measure that the screens show', () => {
  const { met, of } = serviceLevelDefinitions.callboard(icmi);
  expect(serviceLevel(icmi)).toEqual({ low: met / of, high: met / of });
});

test('what has no contacts has no ratio, never 0 % or 100 %', () => {
  const nothing = emptyCounts();
  for (const measure of [serviceLevel, answerRate, speedOfAnswer, handleTime, abandonWait]) {
    expect(measure(nothing)).toBeUndefined();
  }
  expect(occupancy({ busyMs: 0, wrapUpMs: 0, availableMs: 0 })).toBeUndefined();
});

test('whatever becomes of the undecided, the service level ends inside its bracket', () => {
  const cases = fc.record({
    met: fc.nat(50),
    missed: fc.nat(50),
    answered: fc.nat(10),
    late: fc.nat(10),
    short: fc.nat(10),
  });
  fc.assert(
    fc.property(cases, ({ met, missed, answered, late, short }) => {
      const undecided = answered + late + short;
      const now = { ...emptyCounts(), offered: met + missed + undecided, answeredWithin: met };
      const end = { ...now, answeredWithin: met + answered, shortAbandoned: short };
      const bracket = serviceLevel({ ...now, undecided });
      const final = serviceLevel(end);
      if (bracket === undefined || final === undefined) return;
      expect(final.low).toBeGreaterThanOrEqual(bracket.low - 1e-12);
      expect(final.low).toBeLessThanOrEqual(bracket.high + 1e-12);
    }),
  );
});

test('counts add up and can be taken back', () => {
  const sum = emptyCounts();
  addCounts(sum, icmi);
  addCounts(sum, icmi);
  addCounts(sum, icmi, -1);
  expect(sum).toEqual(icmi);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allMeasures } from '#domain/measures/all-measures.ts';
import type { Sum } from '#domain/measures/definitions/measure.ts';
import { addTo, emptyState, mergeInto, valueOfState } from './sum-state.ts';
import { profileOf } from './testing/ask.ts';

/** One sum of each way of putting rows together. */
const sums = [
  ...Map.groupBy(
    allMeasures(profileOf('arrival')).filter((one): one is Sum => one.kind === 'sum'),
    ({ how }) => how,
  ).values(),
].flatMap(([first]) => first ?? []);

test('two parts put together are the whole, however they are cut', () => {
  const rows = fc.array(
    fc.tuple(fc.option(fc.nat(1e6), { nil: undefined }), fc.constantFrom('a', 'b', undefined)),
  );
  fc.assert(
    fc.property(rows, fc.nat(), fc.constantFrom(...sums), (all, cut, sum) => {
      const [whole, one, other] = [emptyState(sum), emptyState(sum), emptyState(sum)];
      for (const [place, [amount, text]] of all.entries()) {
        addTo(whole, amount, text);
        addTo(place < cut % (all.length + 1) ? one : other, amount, text);
      }
      mergeInto(one, other);
      expect(valueOfState(sum, one)).toEqual(valueOfState(sum, whole));
    }),
  );
});

test('a percentile lies between two ranks as far as it is from them, and is unknown of nothing', () => {
  const median: Sum = {
    kind: 'sum',
    how: 'quantile',
    share: 0.9,
    amount: 'wait_ms',
    of: 'visit',
    unit: 'seconds',
    id: 'p',
    en: '',
    zh: '',
  };
  const state = emptyState(median);
  expect(valueOfState(median, state)).toBeUndefined();
  for (const wait of [40_000, 10_000, 30_000, 20_000]) addTo(state, wait, undefined);
  expect(valueOfState(median, state)).toBeCloseTo(37, 9);
});

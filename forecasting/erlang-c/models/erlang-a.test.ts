import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactErlangA } from '../testing/exact-erlang-a.ts';
import { flatFigures } from '../testing/flat-figures.ts';
import { erlangA } from './erlang-a.ts';
import type { ErlangAQuestion } from './erlang-a.ts';
import { erlangB } from './erlang-b.ts';
import { erlangC } from './erlang-c.ts';

const SHARES = new Set([
  'waitProbability',
  'blocking',
  'abandonProbability',
  'served',
  'occupancy',
  'abandonedWithin',
  'serviceMiss',
  'offered',
  'answered',
  'excludingShortAbandons',
  'abandonsCountGood',
  'virtual',
]);

/** e^x for x even over the range, cut to six digits so that a decimal reads it exactly. */
function spread(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true }).map((x) => Number(Math.exp(x).toPrecision(6)));
}

const crews = fc.record({
  agents: fc.integer({ min: 1, max: 120 }),
  load: spread(-1, 5),
  handleSeconds: spread(2, 6),
  patienceSeconds: spread(0, 7.5),
  withinSeconds: fc.oneof(fc.constant(0), spread(-1, 6)),
  places: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
});

function questionOf({ places, ...crew }: ErlangAQuestion & { places: number | undefined }): ErlangAQuestion {
  return { ...crew, lines: places === undefined ? undefined : crew.agents + places };
}

function expectAgreement(question: ErlangAQuestion, relative: number): void {
  const got = flatFigures(erlangA(question));
  for (const [name, wanted] of Object.entries(flatFigures(exactErlangA(question)))) {
    if (Math.abs(wanted) < 1e-250) continue;
    const error = Math.abs((got[name] ?? Number.NaN) / wanted - 1);
    expect(error, `${name} of ${JSON.stringify(question)}: got ${got[name]}, exactly ${wanted}`).toBeLessThan(
      relative,
    );
  }
}

test('every figure agrees with exact sums over the callers found waiting, lines finite or not', () => {
  const seen = fc.property(crews, (crew) => expectAgreement(questionOf(crew), 5e-10));
  fc.assert(seen, { numRuns: 60, seed: 1917 });
});

test('without abandonment and with finite lines too', () => {
  const seen = fc.property(crews, fc.integer({ min: 0, max: 60 }), (crew, places) => {
    expectAgreement({ ...questionOf(crew), patienceSeconds: Infinity, lines: crew.agents + places }, 5e-10);
  });
  fc.assert(seen, { numRuns: 40, seed: 1957 });
});

test('a crew of 3,000 agrees as well, in heavy overload and far overstaffed', () => {
  const call = { handleSeconds: 300, patienceSeconds: 180, withinSeconds: 20 };
  expectAgreement({ ...call, agents: 3000, load: 3300 }, 1e-11);
  expectAgreement({ ...call, agents: 3000, load: 2500, withinSeconds: 90 }, 1e-11);
});

test('thousands of agents with limited lines, and a time anywhere from the first moment to far in the tail: every share above 1e-9', () => {
  const large = fc.record({
    agents: fc.integer({ min: 1_000, max: 4_000 }),
    // From heavily overloaded to where hardly anybody waits.
    spare: fc.double({ min: -30, max: 6, noNaN: true }),
    places: spread(0, 8),
    patienceSeconds: spread(-3, 14),
    withinSeconds: spread(-6, 11),
  });
  const seen = fc.property(large, ({ agents, spare, places, patienceSeconds, withinSeconds }) => {
    const load = Number((agents - spare * Math.sqrt(agents)).toPrecision(6));
    const lines = agents + Math.round(places);
    const question = { agents, load, lines, handleSeconds: 240, patienceSeconds, withinSeconds };
    const got = flatFigures(erlangA(question));
    for (const [name, wanted] of Object.entries(flatFigures(exactErlangA(question)))) {
      if (wanted < 1e-9) continue;
      const error = Math.abs((got[name] ?? Number.NaN) / wanted - 1);
      expect(
        error,
        `${name} of ${JSON.stringify(question)}: got ${got[name]}, exactly ${wanted}`,
      ).toBeLessThan(1e-10);
    }
  });
  fc.assert(seen, { numRuns: 25, seed: 2005 });
});

test('with patience equal to the handle time the number present is Poisson', () => {
  // P(Poisson(10) ≥ 12), any table.
  const call = { agents: 12, load: 10, handleSeconds: 180, patienceSeconds: 180, withinSeconds: 20 };
  expect(erlangA(call).waitProbability).toBeCloseTo(0.3032238536968916, 14);
});

test('more patience leads to Erlang C, less to Erlang B', () => {
  const call = { agents: 20, load: 18, handleSeconds: 240, withinSeconds: 20 };
  const patient = erlangA({ ...call, patienceSeconds: 1e12 });
  const forever = erlangA({ ...call, patienceSeconds: Infinity });
  const queue = erlangC(call);
  expect(patient.waitProbability).toBeCloseTo(queue.waitProbability, 9);
  expect(forever.waitProbability).toBeCloseTo(queue.waitProbability, 12);
  expect(forever.speedOfAnswer).toBeCloseTo(queue.speedOfAnswer, 9);
  expect(forever.serviceLevel.offered).toBeCloseTo(queue.serviceLevel, 12);
  const { blocking } = erlangB(call);
  expect(erlangA({ ...call, patienceSeconds: 1e-9 }).abandonProbability).toBeCloseTo(blocking, 9);
  expect(erlangA({ ...call, patienceSeconds: 60, lines: 20 }).blocking).toBeCloseTo(blocking, 14);
});

test('calls in are calls out: served + abandoned + blocked = 1, and Little’s law holds', () => {
  const seen = fc.property(crews, (crew) => {
    const question = questionOf(crew);
    const { served, abandonProbability, blocking, occupancy, queueLength, meanWait } = erlangA(question);
    expect(served + abandonProbability + blocking).toBeCloseTo(1, 11);
    expect(occupancy * crew.agents).toBeCloseTo(crew.load * served, 8);
    expect(queueLength / crew.load / (meanWait / crew.handleSeconds || 1)).toBeCloseTo(
      meanWait > 0 ? 1 : 0,
      9,
    );
    expect(abandonProbability / (meanWait / crew.patienceSeconds || 1)).toBeCloseTo(meanWait > 0 ? 1 : 0, 9);
  });
  fc.assert(seen);
});

test('one more agent never makes anything worse, with unlimited lines', () => {
  const seen = fc.property(crews, (crew) => {
    const question = { ...crew, lines: undefined };
    const few = flatFigures(erlangA(question));
    const more = flatFigures(erlangA({ ...question, agents: crew.agents + 1 }));
    const slack = 1 + 1e-9;
    for (const name of [
      'waitProbability',
      'abandonProbability',
      'speedOfAnswer',
      'meanWait',
      'occupancy',
      'serviceMiss',
    ]) {
      expect(more[name], name).toBeLessThanOrEqual((few[name] ?? 0) * slack);
    }
    for (const name of [
      'served',
      'offered',
      'answered',
      'excludingShortAbandons',
      'abandonsCountGood',
      'virtual',
    ]) {
      expect((more[name] ?? 0) * slack, name).toBeGreaterThanOrEqual(few[name] ?? 0);
    }
  });
  fc.assert(seen, { numRuns: 300 });
});

test('no NaN, nothing negative, no share above 1 for any finite input', () => {
  const wild = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
  const positive = wild.filter((x) => x > 0);
  const agents = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 10_000_000 }));
  const places = fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 500 }));
  const shape = { agents, load: wild, handleSeconds: positive, withinSeconds: wild, places };
  const patience = fc.oneof(positive, fc.constant(Infinity));
  const seen = fc.property(
    fc.record({ ...shape, patienceSeconds: patience }),
    ({ places: free, ...crew }) => {
      const lines = Math.min(crew.agents + free, free === Infinity ? Infinity : 10_000_000);
      const figures = flatFigures(erlangA({ ...crew, lines }));
      const queue = erlangC(crew);
      for (const [name, value] of [...Object.entries(figures), ...Object.entries(queue)]) {
        expect(value, `${name} of ${JSON.stringify({ ...crew, lines })}`).toBeGreaterThanOrEqual(0);
        if (SHARES.has(name)) expect(value, name).toBeLessThanOrEqual(1);
      }
    },
  );
  fc.assert(seen, { numRuns: 3000 });
});

test('without agents callers are blocked, give up, or wait for ever', () => {
  const call = { agents: 0, load: 5, handleSeconds: 180, patienceSeconds: 60, withinSeconds: 20 };
  const open = erlangA(call);
  expect(open).toMatchObject({
    abandonProbability: 1,
    served: 0,
    meanWait: 60,
    speedOfAnswer: Infinity,
    serviceMiss: 1,
  });
  expect(open.abandonedWithin).toBeCloseTo(1 - Math.exp(-1 / 3), 14);
  // Three lines and nobody to answer: Erlang B with the patience as handle time.
  const limited = erlangA({ ...call, lines: 3 });
  expect(limited.blocking).toBeCloseTo(erlangB({ agents: 3, load: 5 / 3 }).blocking, 14);
  expect(erlangA({ ...call, lines: 3, patienceSeconds: Infinity })).toMatchObject({ blocking: 1, served: 0 });
  expect(erlangA({ ...call, lines: 0 })).toMatchObject({ blocking: 1, waitProbability: 0, queueLength: 0 });
});

test('with patience and lines without limit an overloaded crew serves what it can, after an endless wait', () => {
  const call = { agents: 8, load: 10, handleSeconds: 180, patienceSeconds: Infinity, withinSeconds: 20 };
  expect(erlangA(call)).toMatchObject({
    served: 0.8,
    waitProbability: 1,
    meanWait: Infinity,
    speedOfAnswer: Infinity,
  });
});

test('a call that is answered or lost is one or the other: the edges of no load', () => {
  const figures = erlangA({ agents: 0, load: 0, handleSeconds: 180, patienceSeconds: 60, withinSeconds: 20 });
  expect(figures).toMatchObject({ waitProbability: 0, served: 1, occupancy: 0, serviceMiss: 0 });
});

test.each([
  [{ patienceSeconds: 0 }, 'patienceSeconds must be a number above 0, or Infinity, got 0'],
  [{ patienceSeconds: Number.NaN }, 'patienceSeconds must be a number above 0, or Infinity, got NaN'],
  [{ lines: 4 }, 'lines must be at least agents (5), got 4'],
  [{ lines: 7.5 }, 'lines must be a whole number of at least 0, or Infinity, got 7.5'],
  [{ load: -1 }, 'load must be a number of at least 0, got -1'],
])('%j is refused: %s', (part, message) => {
  const question = {
    agents: 5,
    load: 4,
    handleSeconds: 180,
    patienceSeconds: 60,
    withinSeconds: 20,
    ...part,
  };
  expect(() => erlangA(question)).toThrow(new RangeError(message));
});

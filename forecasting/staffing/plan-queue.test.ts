import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { agentsFor, erlangA, erlangC, gammaRate, smallestCrew } from 'erlang-c';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planQueue } from './plan-queue.ts';
import type { QueueQuestion } from './queue-question.ts';
import { dayOf, usualQuestion } from './testing/flat-day.ts';

/** The only interval of a plan. */
function only(question: Partial<QueueQuestion>): PlannedInterval {
  const [interval] = planQueue(usualQuestion(question));
  if (interval === undefined) throw new Error('no interval was planned');
  return interval;
}

describe('the Tibetan seats: 231.7 contacts a day of 240 s, the peak hour twice the mean', () => {
  const peak = (231.7 / 24) * 2;
  const seats = (leastAgents: number): PlannedInterval =>
    only({
      intervalMinutes: 60,
      intervals: dayOf([peak], { intervalMinutes: 60 }),
      behaviour: { kind: 'patient' },
      target: { serviceLevel: 0.5, withinSeconds: 20 },
      leastAgents,
    });

  test.each([
    [2, 52.5],
    [3, 85.6],
    [4, 96.3],
  ])('%d agents answer %d percent within 20 s', (agents, percent) => {
    const planned = seats(agents);
    expect(planned.required).toBe(agents);
    expect((planned.figures?.serviceLevel ?? 0) * 100).toBeCloseTo(percent, 1);
  });

  test('80 % takes three; one fewer would be 33 points worse, one more 11 better', () => {
    const planned = only({
      intervalMinutes: 60,
      intervals: dayOf([peak], { intervalMinutes: 60 }),
      behaviour: { kind: 'patient' },
    });
    expect(planned.required).toBe(3);
    expect(planned.binds).toEqual(['service level']);
    expect(planned.oneFewer?.serviceLevel).toBeCloseTo(0.525, 3);
    expect(planned.figures?.serviceLevel).toBeCloseTo(0.856, 3);
    expect(planned.oneMore?.serviceLevel).toBeCloseTo(0.963, 3);
  });
});

test('ICMI: 360 contacts in half an hour of 240 s need 54 agents for 80 % in 20 s, and 55 give 86.7 % and 8.2 s', () => {
  const planned = only({ intervals: dayOf([360]), behaviour: { kind: 'patient' } });
  expect(planned.required).toBe(54);
  expect(planned.oneMore?.serviceLevel).toBeCloseTo(0.8668, 4);
  expect(planned.oneMore?.asaSeconds).toBeCloseTo(8.184, 3);
});

test('Garnett, Mandelbaum and Reiman: 100 Erlang of 300 s take 108 patient agents, and 86 where patience is 30 s', () => {
  const hundred = { intervals: dayOf([600], { handleSeconds: 300 }), joining: 'never' } as const;
  expect(only({ ...hundred, behaviour: { kind: 'patient' } }).required).toBe(108);
  expect(only({ ...hundred, behaviour: { kind: 'impatient', patienceSeconds: 30 } }).required).toBe(86);
});

test('all targets hold at once, the answer is the largest of them, and what one fewer would miss is named', () => {
  const intervals = dayOf([200]);
  const parts = [
    { serviceLevel: 0.8, withinSeconds: 20 },
    { occupancy: 0.8 },
    { asaSeconds: 5 },
    { abandonment: 0.02 },
  ];
  const alone = parts.map((target) => only({ intervals, target }).required);
  const together = only({ intervals, target: Object.assign({}, ...parts) });
  expect(together.required).toBe(Math.max(...alone));
  expect(together.binds[0]).toBe('occupancy');
  expect(
    only({ intervals, target: { serviceLevel: 0.8, withinSeconds: 20, occupancy: 0.99 } }).binds,
  ).toEqual(['service level']);
});

test('the definition of service level is chosen, and answers what erlang-c answers for it', () => {
  const intervals = dayOf([200]);
  const load = (200 * 240) / 1800;
  const same = { load, handleSeconds: 240, patienceSeconds: 150 };
  for (const [definition, name] of [
    ['abandons-hurt', 'offered'],
    ['answered-only', 'answered'],
    ['abandons-help', 'abandonsCountGood'],
    ['abandons-within-ignored', 'excludingShortAbandons'],
  ] as const) {
    const target = { serviceLevel: 0.8, withinSeconds: 20, definition };
    const planned = only({ intervals, target });
    const wanted = agentsFor({ model: 'A', ...same, target: { ...target, definition: name } });
    expect(planned.required).toBe(wanted.agents);
    expect(planned.figures?.serviceLevel).toBeCloseTo(wanted.figures.serviceLevel[name], 12);
  }
  const target = { serviceLevel: 0.8, withinSeconds: 20, shortAbandonSeconds: 5 };
  const ours = only({ intervals, target });
  const { serviceLevel } = erlangA({ ...same, agents: ours.required, withinSeconds: 20 });
  const { abandonedWithin } = erlangA({ ...same, agents: ours.required, withinSeconds: 5 });
  expect(ours.figures?.serviceLevel).toBeCloseTo(serviceLevel.offered / (1 - abandonedWithin), 12);
});

describe('a forecast that is not certain', () => {
  const intervals = dayOf([300], { handleSeconds: 300, rateCv: 0.15 });
  const certain = only({ intervals, uncertainty: { kind: 'mean' } });

  test('needs more people for the same service on average, and promises what erlang-c says of a gamma rate', () => {
    const expected = only({ intervals });
    expect(expected.required).toBeGreaterThan(certain.required);
    const asked = { load: 50, handleSeconds: 300, patienceSeconds: 150, withinSeconds: 20, rateCv: 0.15 };
    const levelOf = (agents: number) => gammaRate({ ...asked, agents }).serviceLevel.offered;
    expect(Math.abs((expected.figures?.serviceLevel ?? 0) - levelOf(expected.required))).toBeLessThan(0.001);
    const judge = (agents: number) => ({ met: levelOf(agents) >= 0.8, margin: levelOf(agents) - 0.8 });
    expect(expected.required).toBe(smallestCrew({ least: 1, guess: 50, judge }));
  });

  test('is staffed for a risk at the rate that so many days do not exceed', () => {
    const required = [0.1, 0.5, 0.8, 0.9].map(
      (share) => only({ intervals, uncertainty: { kind: 'risk', share } }).required,
    );
    expect(required).toEqual([...required].sort((one, other) => one - other));
    const [tenth, , , ninth] = required;
    expect(certain.low).toBe(tenth);
    expect(certain.high).toBe(ninth);
    expect(ninth).toBeGreaterThan(certain.required);
  });
});

test('where nothing is offered nobody is needed and no figure is known, but for who is there in any case', () => {
  const quiet = only({ intervals: dayOf([0]) });
  expect(quiet).toMatchObject({ required: 0, scheduled: 0, low: 0, high: 0, figures: undefined, binds: [] });
  expect(only({ intervals: dayOf([0]), leastAgents: 2 })).toMatchObject({
    required: 2,
    binds: ['least crew'],
  });
  expect(only({ intervals: dayOf([0.2]) }).required).toBe(1);
});

test('an hour is staffed as its two halves are when contacts come as fast in both', () => {
  const halves = planQueue(usualQuestion({ intervals: dayOf([80, 80]), joining: 'always' }));
  const hour = only({
    intervalMinutes: 60,
    intervals: dayOf([160], { intervalMinutes: 60 }),
    joining: 'always',
  });
  expect(halves.map(({ required }) => required)).toEqual([hour.required, hour.required]);
  expect(halves[1]?.figures?.serviceLevel).toBeCloseTo(hour.figures?.serviceLevel ?? 0, 12);
});

describe('long handling joins intervals', () => {
  const rising = { intervals: dayOf([20, 60, 20], { handleSeconds: 1200 }) };
  const required = (joining: QueueQuestion['joining']) =>
    planQueue(usualQuestion({ ...rising, joining })).map((one) => one.required);

  test('fewer are needed on the way up and more on the way down than for each interval alone', () => {
    const [alone, joined] = [required('never'), required('auto')];
    expect(joined[1]).toBeLessThan(alone[1] ?? 0);
    expect(joined[2]).toBeGreaterThan(alone[2] ?? 0);
  });

  test('followed from interval to interval each of them meets the target', () => {
    const followed = planQueue(usualQuestion({ ...rising, joining: 'follow' }));
    for (const { figures } of followed) expect(figures?.serviceLevel).toBeGreaterThanOrEqual(0.8);
  });

  test('a minute of handling leaves half hours alone', () => {
    const short = usualQuestion({ intervals: dayOf([20, 60, 20], { handleSeconds: 60 }) });
    expect(planQueue(short)).toEqual(planQueue({ ...short, joining: 'never' }));
  });
});

const anyQuestion = fc
  .record({
    counts: fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 4 }),
    handleSeconds: fc.double({ min: 20, max: 1500, noNaN: true }),
    rateCv: fc.constantFrom(0, 0.05, 0.2),
    patienceSeconds: fc.constantFrom(20, 150, 900),
    serviceLevel: fc.double({ min: 0.3, max: 0.97, noNaN: true }),
    patient: fc.boolean(),
  })
  .map(({ counts, handleSeconds, rateCv, patienceSeconds, serviceLevel, patient }) =>
    usualQuestion({
      intervals: dayOf(counts, { handleSeconds, rateCv }),
      behaviour: patient ? { kind: 'patient' } : { kind: 'impatient', patienceSeconds },
      target: { serviceLevel, withinSeconds: 20 },
    }),
  );

test('whatever is asked: the target is met, one fewer would miss it, one more is no worse', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const { serviceLevel = 0 } = question.target;
      for (const { figures, oneFewer, oneMore, required, low, high } of planQueue(question)) {
        if (figures === undefined || oneMore === undefined) continue;
        expect(figures.serviceLevel).toBeGreaterThanOrEqual(serviceLevel);
        if (oneFewer !== undefined) expect(oneFewer.serviceLevel).toBeLessThan(serviceLevel);
        expect(oneMore.serviceLevel).toBeGreaterThanOrEqual(figures.serviceLevel - 1e-12);
        expect(oneMore.asaSeconds).toBeLessThanOrEqual(figures.asaSeconds + 1e-9);
        expect(low).toBeLessThanOrEqual(required);
        expect(high).toBeGreaterThanOrEqual(low);
      }
    }),
    { numRuns: 60, seed: 7 },
  );
});

const people = (asked: QueueQuestion): readonly number[] => planQueue(asked).map(({ required }) => required);

test('a looser target never needs more, and more contacts never need fewer', () => {
  fc.assert(
    fc.property(anyQuestion, fc.double({ min: 1, max: 2, noNaN: true }), (question, factor) => {
      const here = people(question);
      const { target, intervals } = question;
      const looser = people({
        ...question,
        target: { ...target, serviceLevel: (target.serviceLevel ?? 0) / factor },
      });
      const fuller = people({
        ...question,
        intervals: intervals.map((one) => ({ ...one, offered: one.offered * factor })),
      });
      for (const [at, required] of here.entries()) {
        expect(looser[at]).toBeLessThanOrEqual(required);
        expect(fuller[at]).toBeGreaterThanOrEqual(required);
      }
    }),
    { numRuns: 40, seed: 11 },
  );
});

test("in model C the figures are erlang-c's for the crew", () => {
  const planned = only({ intervals: dayOf([120]), behaviour: { kind: 'patient' } });
  const wanted = erlangC({ agents: planned.required, load: 16, handleSeconds: 240, withinSeconds: 20 });
  expect(planned.figures?.serviceLevel).toBeCloseTo(wanted.serviceLevel, 12);
  expect(planned.figures?.asaSeconds).toBeCloseTo(wanted.speedOfAnswer, 9);
  expect(planned.figures?.abandonment).toBe(0);
});

test.each<[string, Partial<QueueQuestion>, RegExp]>([
  ['a service level of 1', { target: { serviceLevel: 1, withinSeconds: 20 } }, /below 1, got 1/],
  ['a level without seconds', { target: { serviceLevel: 0.8 } }, /needs the seconds/],
  ['no target', { target: {} }, /must name/],
  ['an occupancy in percent', { target: { occupancy: 85 } }, /occupancy must be a share.*got 85/],
  ['fewer than no contacts', { intervals: dayOf([-1]) }, /offered must be.*got -1 at 2026-11-23/],
  ['no handle time', { intervals: dayOf([1], { handleSeconds: 0 }) }, /handle time.*got 0/],
  ['intervals that overlap', { intervals: dayOf([1, 1], { intervalMinutes: 15 }) }, /must follow each other/],
  ['a risk of 1', { uncertainty: { kind: 'risk', share: 1 } }, /risk.*got 1/],
  [
    'shrinkage of everything',
    { shrinkage: { kinds: [{ name: 'all', share: 1 }], combine: 'add' } },
    /shrinkage all/,
  ],
])('%s is refused by name', (_name, question, said) => {
  expect(() => planQueue(usualQuestion(question))).toThrow(said);
});

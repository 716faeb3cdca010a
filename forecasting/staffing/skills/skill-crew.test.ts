import { erlangA, nDesign } from 'erlang-c';
import { describe, expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { planSkills } from './plan-skills.ts';
import { skillCrew } from './skill-crew.ts';
import { skillFigures } from './skill-figures.ts';
import type { Crew, SkillGroup, SkillQueue, SkillQuestion } from './skill-question.ts';

const [AMDO, KHAM] = [queueId('amdo'), queueId('kham')];
const target = { serviceLevel: 0.8, withinSeconds: 20 };

/** The peak hour of the Tibetan seats, 231.7 contacts a day: 62 in a hundred speak Amdo, the others Kham. */
const PEAK = (231.7 / 24) * 2;

const dialect = (queue: SkillQueue['queue'], share: number): SkillQueue => ({
  queue,
  perHour: PEAK * share,
  handleSeconds: 240,
  patienceSeconds: 150,
  target,
});

const QUEUES = [dialect(AMDO, 0.62), dialect(KHAM, 0.38)];

/** Speakers of one dialect, and of both. */
const groups = (both: Partial<SkillGroup> = {}): readonly SkillGroup[] => [
  { name: 'amdo', queues: [AMDO] },
  { name: 'kham', queues: [KHAM] },
  { name: 'both', queues: [AMDO, KHAM], ...both },
];

const sample = { seed: 1, runs: 6, contacts: 1_000 };

const seats = (both: Partial<SkillGroup> = {}): SkillQuestion => ({
  queues: QUEUES,
  groups: groups(both),
  sample,
});

describe('the two dialects of the Tibetan seats', () => {
  test('three who speak both do the work of four who speak one', () => {
    const free = skillCrew(seats());
    expect(free).toMatchObject({ crew: [0, 0, 3], isCheapest: true });
    const nobody = skillCrew(seats({ most: 0 }));
    expect(nobody).toMatchObject({ crew: [2, 2, 0], isCheapest: true });
  });

  test('one who speaks both among one of each is enough, and is what is cheapest when both cost more', () => {
    for (const both of [{ most: 1 }, { cost: 1.3 }]) {
      const answer = skillCrew(seats(both));
      expect(answer).toMatchObject({ crew: [1, 1, 1], isCheapest: true });
      for (const { serviceLevel } of answer?.trial.queues ?? [])
        expect(serviceLevel).toBeGreaterThanOrEqual(0.8);
    }
  });

  test('whatever bilingual agents cost or how many there are, the answer is that of trying every crew', () => {
    const quick = { seed: 2, runs: 3, contacts: 700 };
    const good = everyCrew(4).filter((crew) =>
      skillFigures({ ...seats(), sample: quick }, crew).queues.every(
        ({ serviceLevel }) => serviceLevel >= target.serviceLevel,
      ),
    );
    for (const [cost, most] of [
      [1, 9],
      [1, 1],
      [1.3, 9],
      [2.5, 9],
    ] as const) {
      const answer = skillCrew({ ...seats({ cost, most }), sample: quick });
      const costs = good
        .filter(([, , both = 0]) => both <= most)
        .map(([amdo = 0, kham = 0, both = 0]) => amdo + kham + both * cost);
      expect(answer?.cost).toBeCloseTo(Math.min(...costs), 9);
      expect(answer?.isCheapest).toBe(true);
    }
  });

  test('too few people are no answer', () => {
    const few = groups({ most: 1 }).map((group) => ({ ...group, most: 1 }));
    expect(skillCrew({ queues: [dialect(AMDO, 3), dialect(KHAM, 3)], groups: few, sample })).toBeUndefined();
  });

  test('each hour of a plan gets its crew, and a quiet one nobody', () => {
    const day = localDay('2026-11-23');
    const hours = [0, PEAK, PEAK / 4, PEAK].map((perHour, hour) => ({
      day,
      minuteOfDay: hour * 60,
      queues: QUEUES.map((queue) => ({ ...queue, perHour: (perHour * queue.perHour) / PEAK })),
    }));
    const plan = [...planSkills({ intervals: hours, groups: groups(), sample })];
    expect(plan.map(({ answer }) => answer?.crew)).toEqual([undefined, [0, 0, 3], [0, 0, 2], [0, 0, 3]]);
  });
});

function everyCrew(most: number): readonly Crew[] {
  const counts = Array.from({ length: most + 1 }, (_, count) => count);
  return counts
    .flatMap((amdo) => counts.flatMap((kham) => counts.map((both) => [amdo, kham, both])))
    .filter((crew) => crew.reduce((sum, count) => sum + count, 0) <= most);
}

describe('what is measured agrees with what is known exactly', () => {
  const long = { seed: 5, runs: 12, contacts: 2_500 };

  test('everybody speaks both: model A of all contacts', () => {
    const { queues } = skillFigures({ queues: QUEUES, groups: groups(), sample: long }, [0, 0, 3]);
    const load = (PEAK * 240) / 3_600;
    const known = erlangA({ agents: 3, load, handleSeconds: 240, patienceSeconds: 150, withinSeconds: 20 });
    for (const { serviceLevel, serviceLevelError } of queues)
      expect(Math.abs(serviceLevel - known.serviceLevel.offered) / serviceLevelError).toBeLessThan(4);
  });

  test('nobody speaks both: model A of each dialect', () => {
    const { queues } = skillFigures({ queues: QUEUES, groups: groups(), sample: long }, [2, 1, 0]);
    for (const [at, agents] of [2, 1].entries()) {
      const load = ((QUEUES[at]?.perHour ?? 0) * 240) / 3_600;
      const known = erlangA({ agents, load, handleSeconds: 240, patienceSeconds: 150, withinSeconds: 20 });
      const { serviceLevel = 0, serviceLevelError = 0 } = queues[at] ?? {};
      expect(Math.abs(serviceLevel - known.serviceLevel.offered) / serviceLevelError).toBeLessThan(4);
    }
  });

  test('one dialect has its own people and shares the others: the chain of two skills', () => {
    const favoured = QUEUES.map((queue, at) => (at === 1 ? { ...queue, headStartSeconds: 1e6 } : queue));
    const { queues } = skillFigures({ queues: favoured, groups: groups(), sample: long }, [1, 0, 2]);
    const known = nDesign({
      agentsA: 1,
      agentsBoth: 2,
      loadA: (PEAK * 0.62 * 240) / 3_600,
      loadB: (PEAK * 0.38 * 240) / 3_600,
      handleSeconds: 240,
      patienceSecondsA: 150,
      patienceSecondsB: 150,
    });
    const [amdo, kham] = queues;
    expect(Math.abs((amdo?.abandonment ?? 0) - known.abandonProbabilityA)).toBeLessThan(0.01);
    expect(Math.abs((kham?.abandonment ?? 0) - known.abandonProbabilityB)).toBeLessThan(0.01);
    expect(Math.abs((kham?.waitShare ?? 0) - known.waitProbabilityB)).toBeLessThan(0.02);
  });

  test('the same question and seed give the same figures, another seed others', () => {
    const once = skillFigures(seats(), [1, 1, 1]);
    expect(skillFigures(seats(), [1, 1, 1])).toEqual(once);
    expect(skillFigures({ ...seats(), sample: { ...sample, seed: 99 } }, [1, 1, 1])).not.toEqual(once);
  });
});

test.each<[string, Partial<SkillQuestion>, RegExp]>([
  [
    'a queue that nobody can answer',
    { groups: [{ name: 'amdo', queues: [AMDO] }] },
    /kham is answered by no group/,
  ],
  ['people who cost nothing', { groups: groups({ cost: 0 }) }, /both must cost more than nothing, got 0/],
  ['a single run', { sample: { ...sample, runs: 1 } }, /at least 2 runs/],
])('%s is refused by name', (_name, rest, said) => {
  expect(() => skillCrew({ ...seats(), ...rest })).toThrow(said);
});

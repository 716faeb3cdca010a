import { describe, expect, test } from 'vitest';
import { agentId, queueId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { highsSolver } from '../../solver/highs/highs-solver.ts';
import type { NamedShift } from '../model/person-times.ts';
import { planDays } from '../model/plan-days.ts';
import { replanAbsences, type Replanned, type ReplanTools } from './replan-absences.ts';
import { rigidShifts } from '../model/rigid-shifts.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import { whyThisShift } from '../why-this-shift.ts';
import { crewedProblem } from '../testing/crewed-problem.ts';
import { agent, early, given, late, smallProblem } from '../testing/small-problem.ts';

async function tools(): Promise<ReplanTools> {
  let now = 0;
  return { solver: await highsSolver(), clock: () => (now += 20), seconds: 60, seed: 1 };
}

const monday = localDay('2026-11-23');

const hard = ({ plan }: Replanned): number =>
  plan.breaches.filter(({ strength }) => strength.kind === 'hard').length;

describe('四班三运转 of eleven people', () => {
  const problem = crewedProblem;
  const shifts = rigidShifts(problem, planDays(problem.zone, problem.from, problem.until, 60));
  /** Somebody of a crew of so many who has a shift on a day. */
  const memberOf = (size: number, place: number): NamedShift => {
    const found = shifts.find(
      ({ day, template }) =>
        day === addDays(monday, place) &&
        shifts.filter((one) => one.day === day && one.template === template).length === size,
    );
    if (found === undefined) throw new Error(`expected a crew of ${size}`);
    return found;
  };
  const replanned = async (...gone: readonly NamedShift[]): Promise<Replanned> =>
    replanAbsences(
      {
        problem,
        shifts,
        absences: gone.map(({ person, day }) => ({ person, from: day, until: day, why: 'sickness' })),
      },
      await tools(),
    );

  test('a day of sickness in a crew of two is covered by one who had the day off, and nothing else changes', async () => {
    const gone = memberOf(2, 0);
    const after = await replanned(gone);
    expect(hard(after)).toBe(0);
    expect(after.plan.totals[0]?.underHours).toBe(0);
    expect(after.changes).toHaveLength(2);
    expect(after.changes).toContainEqual({
      person: gone.person,
      day: gone.day,
      before: gone.template.id,
      after: 'off',
    });
    expect(after.empty).toEqual([]);
  });

  test('a night costs one change more: whoever takes it cannot have the shift before or after it', async () => {
    const gone = memberOf(2, 3);
    expect(gone.template.id).toBe('night');
    const after = await replanned(gone);
    expect(hard(after)).toBe(0);
    expect(after.changes).toHaveLength(3);
    expect(after.plan.totals[0]?.underHours).toBe(0);
  });

  test('in a crew of three nobody is called in, for two are enough', async () => {
    const gone = memberOf(3, 3);
    const after = await replanned(gone);
    expect(after.changes).toHaveLength(1);
    expect(after.empty).toEqual([{ person: gone.person, day: gone.day, shift: gone.template.id, cost: 0 }]);
    expect(after.plan.totals[0]?.underHours).toBe(0);
  });

  test('when two of three fall out on a day one is called in, days before it stay, and rules hold', async () => {
    const first = memberOf(3, 3);
    const second = shifts.find(
      (one) => one.day === first.day && one.template === first.template && one.person !== first.person,
    );
    const after = await replanned(first, ...(second === undefined ? [] : [second]));
    expect(hard(after)).toBe(0);
    expect(after.plan.totals[0]?.underHours).toBe(0);
    expect(after.changes.every(({ day }) => day >= first.day)).toBe(true);
    expect(after.changes).toHaveLength(3);
  });
});

test('whoever keeps a shift keeps its breaks, a training that falls out is held at another time, and an empty shift is told', async () => {
  const training = { name: 'training', kind: 'session', startMinute: 0, lengthMinutes: 60 } as const;
  const problem: ShiftPlanProblem = {
    ...smallProblem,
    people: ['amy', 'bob'].map(agent),
    activities: [
      { name: 'training', people: ['amy', 'bob'].map(agentId), lengthMinutes: 60, peopleEach: 1, days: [] },
    ],
  };
  const amyAgain = given('amy', '2026-11-24', early, 240);
  const bob = { ...given('bob', '2026-11-23', late, 300), activities: [training] };
  const shifts = [{ ...given('amy', '2026-11-23', early, 180), activities: [training] }, amyAgain, bob];
  const absences = [{ person: agentId('amy'), from: monday, until: monday, why: 'sickness' }];
  const { plan, changes, empty } = replanAbsences({ problem, shifts, absences }, await tools());
  expect(changes).toEqual([{ person: 'amy', day: monday, before: 'early', after: 'off' }]);
  expect(empty).toEqual([{ person: 'amy', day: monday, shift: 'early', cost: 6 }]);
  expect(plan.shifts).toContainEqual(bob);
  const held = plan.shifts.find(({ person }) => person === 'amy');
  expect(held?.breakStarts).toEqual([240]);
  expect(held?.activities).toHaveLength(1);
});

test('a shift that nobody with the same skills can have goes to whom the prices name, and not to whom a rule forbids', async () => {
  const both = [...agent('amy').skills, { queue: queueId('billing'), proficiency: 1 }];
  const problem: ShiftPlanProblem = {
    ...smallProblem,
    queues: smallProblem.queues.concat({
      queue: queueId('billing'),
      required: Array.from({ length: 48 }, () => 0),
      underCost: 1,
      overCost: 0,
      least: 0,
    }),
    people: [{ ...agent('amy'), skills: both }, agent('bob'), agent('cai')],
  };
  const tuesday = addDays(monday, 1);
  const question = {
    problem,
    shifts: [given('amy', tuesday, early, 180), given('bob', monday, late, 180)],
    absences: [{ person: agentId('amy'), from: tuesday, until: tuesday, why: 'sickness' }],
  };
  const why = whyThisShift(problem, question.shifts, { person: agentId('amy'), day: tuesday });
  expect(why.candidates[0]).toMatchObject({ person: 'cai', forbidden: [], extraCost: 0 });
  const { changes, empty } = replanAbsences(question, await tools());
  expect(empty).toEqual([]);
  expect(changes).toContainEqual({ person: 'cai', day: tuesday, before: 'off', after: 'early' });
  const withoutCai = { ...problem, people: problem.people.slice(0, 2) };
  const left = replanAbsences({ ...question, problem: withoutCai }, await tools());
  expect(left.empty[0]?.nearest).toMatchObject({
    person: 'bob',
    forbidden: [expect.stringContaining('rests 8 h')],
  });
});

test('a roster that the engine can make nothing of, because somebody breaks a rule already, is still replanned by price', async () => {
  const tired: ShiftPlanProblem = {
    ...smallProblem,
    rules: [...smallProblem.rules, { rule: 'days-in-a-row', most: 1 }],
    fixed: [
      { person: agentId('bob'), day: monday, duty: { template: 'late' } },
      { person: agentId('bob'), day: addDays(monday, 1), duty: { template: 'late' } },
    ],
  };
  const shifts = [
    given('amy', monday, early, 180),
    given('bob', monday, late, 180),
    given('bob', addDays(monday, 1), late, 180),
  ];
  const absences = [{ person: agentId('amy'), from: monday, until: monday, why: 'sickness' }];
  const { changes, empty } = replanAbsences({ problem: tired, shifts, absences }, await tools());
  expect(empty).toEqual([]);
  expect(changes).toContainEqual({ person: 'cai', day: monday, before: 'off', after: 'early' });
});

test('nobody is taken out of a shift because somebody who can answer more is in it too', async () => {
  const both = [...agent('amy').skills, { queue: queueId('billing'), proficiency: 1 }];
  const [sales] = smallProblem.queues;
  if (sales === undefined) throw new Error('expected a queue');
  const billing = { ...sales, queue: queueId('billing'), required: sales.required.map(() => 0), overCost: 0 };
  const problem: ShiftPlanProblem = {
    ...smallProblem,
    queues: [sales, billing],
    people: [{ ...agent('amy'), skills: both }, agent('bob'), agent('cai')],
  };
  const shifts = [
    given('amy', monday, early, 180),
    given('bob', monday, early, 180),
    given('cai', monday, late, 180),
  ];
  const absences = [{ person: agentId('cai'), from: monday, until: monday, why: 'sickness' }];
  const { changes } = replanAbsences({ problem, shifts, absences }, await tools());
  expect(changes).toEqual([{ person: 'cai', day: monday, before: 'late', after: 'off' }]);
});

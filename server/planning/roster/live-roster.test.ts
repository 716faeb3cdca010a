import { agentsFor } from 'erlang-c';
import { describe, expect, test } from 'vitest';
import { agentId, queueId, type QueueId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { HOUR_MS } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { bank } from '../../../forecasting/simulation/centres/bank.ts';
import { tibetanSeats } from '../../../forecasting/simulation/centres/tibetan-seats.ts';
import type { SimulatedCentre } from '../../../forecasting/simulation/centres/simulated-centre.ts';
import type { Person } from '../../../schedules/people/person.ts';
import type { AssessedPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import { planShifts } from '../../../schedules/plan/plan-shifts.ts';
import type { QueueRequirement, ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { dealCrews } from '../../../schedules/rotations/crews.ts';
import { fourCrewsThreeShifts } from '../../../schedules/rotations/usual-rotations.ts';
import { livedTotals, liveRoster } from './live-roster.ts';

const monday = localDay('2026-11-23');

describe('a roster of the Tibetan seats, four crews round the clock', () => {
  const rotation = fourCrewsThreeShifts(monday);
  const queues = ['amdo', 'kham'].map(queueId);
  const people = Array.from({ length: 11 }, (_, at) =>
    person(`agent-${at + 1}`, at < 5 ? queues : [queues[at % 2] ?? queueId('amdo')]),
  );
  const problem: ShiftPlanProblem = {
    ...frame(),
    queues: queues.map((queue) =>
      requirementOf(tibetanSeats, { queue, handleSeconds: 240, patienceSeconds: 150 }),
    ),
    templates: rotation.templates,
    people,
    rotations: [{ rotation, crewOf: dealCrews(rotation, people) }],
  };

  test('lives what it was promised, side by side for each queue', async () => {
    const plan = await planned(problem, 1);
    const rows = liveRoster({ problem, plan, weeks: 40, seed: 1 });
    expect(rows.length).toBeGreaterThan(500);
    for (const { promised, realised } of livedTotals(rows)) {
      // Pooled bilingual agents do better than the promise, which seats everybody in one queue.
      expect(realised).toBeGreaterThan(promised - 0.03);
      expect(realised).toBeLessThan(promised + 0.25);
    }
  });
});

describe('a roster of the bank’s regular service', () => {
  const queue = queueId('PS');
  const templates = [420, 480, 540, 600, 660, 720, 780, 840, 900].map((startMinute) => ({
    id: `day@${startMinute / 60}`,
    kind: 'day',
    startMinute,
    lengthMinutes: 480,
    breaks: [{ name: 'lunch', lengthMinutes: 30, earliestMinute: 180, latestMinute: 270, isPaid: false }],
  }));
  const problem: ShiftPlanProblem = {
    ...frame(),
    queues: [requirementOf(bank, { queue, handleSeconds: 192, patienceSeconds: 454 })],
    templates,
    people: Array.from({ length: 24 }, (_, at) => person(`agent-${at + 1}`, [queue])),
  };

  test('keeps its promise, with the service times of the records too, and loses it when a third more call', async () => {
    const plan = await planned(problem, 20);
    const [asPlanned] = livedTotals(liveRoster({ problem, plan, weeks: 30, seed: 1 }));
    expect(Math.abs((asPlanned?.realised ?? 0) - (asPlanned?.promised ?? 1))).toBeLessThan(0.03);
    const centre = onlyQueue(bank, queue);
    const [asRecorded] = livedTotals(liveRoster({ problem, plan, weeks: 30, seed: 1, centre }));
    expect(Math.abs((asRecorded?.realised ?? 0) - (asRecorded?.promised ?? 1))).toBeLessThan(0.03);
    const lines = centre.lines.map((line) => ({ ...line, week: line.week.map((calls) => calls * 1.33) }));
    const [busier] = livedTotals(
      liveRoster({ problem, plan, weeks: 30, seed: 1, centre: { ...centre, lines } }),
    );
    expect(busier?.realised).toBeLessThan((busier?.promised ?? 0) - 0.1);
  });
});

test('a plan without a whole week, or without a load, cannot be lived', async () => {
  const problem = { ...frame(), until: addDays(monday, 3), queues: [], templates: [], people: [] };
  const plan: AssessedPlan = {
    shifts: [],
    coverage: [],
    totals: [],
    coverageCost: 0,
    breaches: [],
    softCost: 0,
    fairness: [],
    unheld: [],
  };
  expect(() => liveRoster({ problem, plan, weeks: 1, seed: 1 })).toThrow(
    'a week from Monday to Sunday, got 2026-11-23 to 2026-11-26',
  );
  const week = { ...problem, until: addDays(monday, 7) };
  expect(() => liveRoster({ problem: week, plan, weeks: 1, seed: 1 })).toThrow('expected a load to live');
});

function frame(): Pick<
  ShiftPlanProblem,
  | 'name'
  | 'zone'
  | 'from'
  | 'until'
  | 'intervalMinutes'
  | 'rules'
  | 'rotations'
  | 'lived'
  | 'fixed'
  | 'activities'
> {
  return {
    name: { en: 'Week', zh: '周' },
    zone: timeZone('UTC'),
    from: monday,
    until: addDays(monday, 7),
    intervalMinutes: 30,
    rules: [
      { rule: 'rest-between-shifts', leastHours: 8 },
      { rule: 'days-in-a-row', most: 6 },
    ],
    rotations: [],
    lived: [],
    fixed: [],
    activities: [],
  };
}

function person(name: string, queues: readonly QueueId[]): Person {
  return {
    id: agentId(name),
    skills: queues.map((queue) => ({ queue, proficiency: 1 })),
    languages: [],
    contract: { leastWeekMs: 0, mostWeekMs: 45 * HOUR_MS, shiftKinds: [] },
    available: [],
    timeOff: [],
    wishes: [],
    answeringShare: 1,
  };
}

type Behaviour = {
  readonly queue: QueueId;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
};

/** The centre's mean week of a queue, by half hours, and the crew of Erlang A for 80 % in 20 s. */
function requirementOf(
  { model }: SimulatedCentre,
  { queue, handleSeconds, patienceSeconds }: Behaviour,
): QueueRequirement {
  const lines = model.lines.filter((line) => line.queue === queue);
  const offered = Array.from({ length: 336 }, (_, at) =>
    lines.reduce((sum, { week }) => sum + (week[2 * at] ?? 0) + (week[2 * at + 1] ?? 0), 0),
  );
  const target = { serviceLevel: 0.8, withinSeconds: 20 };
  const required = offered.map((contacts) => {
    const load = (contacts * handleSeconds) / 1_800;
    return load === 0 ? 0 : agentsFor({ model: 'A', load, handleSeconds, patienceSeconds, target }).agents;
  });
  const load = {
    offered,
    handleSeconds: offered.map(() => handleSeconds),
    atWorkShare: offered.map(() => 1),
    patienceSeconds,
    withinSeconds: 20,
  };
  return { queue, required, underCost: 1, overCost: 0.2, least: 0, load };
}

function onlyQueue({ model }: SimulatedCentre, queue: QueueId): SimulatedCentre['model'] {
  return {
    ...model,
    queues: model.queues.filter(({ id }) => id === queue),
    lines: model.lines.filter((line) => line.queue === queue),
  };
}

async function planned(problem: ShiftPlanProblem, seconds: number): Promise<AssessedPlan> {
  let now = 0;
  const answer = planShifts(problem, {
    clock: () => (now += 20),
    seconds,
    seed: 1,
  });
  if (answer.kind !== 'plan') throw new Error(`expected a plan, got ${answer.kind}`);
  return answer.plan;
}

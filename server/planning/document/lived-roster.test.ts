import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planShifts } from '../../../schedules/plan/plan-shifts.ts';
import { rosterText } from '../roster/written/roster-file.ts';
import { openProblemFile } from './problem-file.ts';
import { readProblem } from './read-problem.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-lived-'));
});
afterAll(() => rm(folder, { recursive: true }));

const lunch = { name: 'lunch', minutes: 60, earliest: 180, latest: 300, paid: false };
const person = (id: string): object => ({ id, skills: { sales: 1 }, hours: { least: 0, most: 48 } });

/** Two weeks in which two people are wanted from eight to five, every day. */
const fortnight = (from: string, more: object): object => ({
  zone: 'Asia/Shanghai',
  from,
  days: 14,
  intervalMinutes: 60,
  queues: [
    {
      queue: 'sales',
      required: Array.from({ length: 336 }, (_, at) => (at % 24 >= 8 && at % 24 < 17 ? 2 : 0)),
    },
  ],
  shifts: [{ id: 'day', starts: ['08:00'], minutes: 540, breaks: [lunch] }],
  people: ['amy', 'bob', 'cai'].map(person),
  rules: { own: [{ rule: 'weekends', most: 1, inWeeks: 3 }] },
  ...more,
});

async function planned(name: string, document: object) {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(document));
  const { document: written, beside } = await openProblemFile(path);
  const read = readProblem(written, beside);
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join('; '));
  let now = 0;
  const answer = planShifts(read.problem, { clock: () => (now += 20), seconds: 4, seed: 1 });
  if (answer.kind !== 'plan') throw new Error(`expected a plan, got ${answer.kind}`);
  return { problem: read.problem, plan: answer.plan, written: { document: written, beside, absences: [] } };
}

test('the last roster is what was lived: runs of days, rests and weekends go on over the seam of two plans, and of three', async () => {
  const first = await planned('first.json', fortnight('2026-11-02', {}));
  await writeFile(join(folder, 'first-roster.json'), rosterText(first.written, first.plan));
  const second = await planned(
    'second.json',
    fortnight('2026-11-16', { lived: 'first-roster.json', people: ['amy', 'bob', 'dan'].map(person) }),
  );
  const { lived } = second.problem;
  const ofFirst = first.plan.shifts.filter(({ person: id }) => id !== 'cai');
  expect(lived).toHaveLength(ofFirst.length);
  expect(new Set(lived.map(({ person: id }) => id))).toEqual(new Set(['amy', 'bob']));
  // One weekend in three: whoever worked one of the first two weeks' has none in the first week after.
  const worked = new Set(ofFirst.flatMap(({ person: id, day }) => (isWeekend(day) ? [id] : [])));
  const again = second.plan.shifts.filter(({ day }) => day === '2026-11-21' || day === '2026-11-22');
  expect(worked.size).toBeGreaterThan(0);
  expect(again.filter(({ person: id }) => worked.has(id))).toEqual([]);
  await writeFile(join(folder, 'second-roster.json'), rosterText(second.written, second.plan));
  const third = await planned('third.json', fortnight('2026-11-30', { lived: 'second-roster.json' }));
  expect(new Set(third.problem.lived.map(({ day }) => day.slice(0, 7)))).toEqual(new Set(['2026-11']));
  expect(third.problem.lived.some(({ day }) => day < '2026-11-16')).toBe(true);
});

test('what is no roster is told as such', async () => {
  const path = join(folder, 'wrong.json');
  await writeFile(path, JSON.stringify(fortnight('2026-11-16', { lived: 'wrong.json' })));
  await expect(openProblemFile(path)).rejects.toThrow('wrong.json is no roster: expected what callboard');
});

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { epochMs } from '#domain/time.ts';
import { planShifts } from '../../../schedules/plan/plan-shifts.ts';
import { systemClock } from '../../clock/clock.ts';
import { problemOf } from '../testing/two-judges.ts';
import { replanRoster } from './ask-roster.ts';
import { checkRoster } from './check-roster.ts';
import { openRosterFile } from './written/roster-file.ts';
import { writeRoster } from './written/write-roster.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-ask-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ids = Array.from({ length: 11 }, (_, place) => `agent-${place + 1}`);
const document = {
  zone: 'Asia/Shanghai',
  from: '2026-11-23',
  days: 8,
  intervalMinutes: 60,
  queues: [{ queue: 'sales', required: Array.from({ length: 192 }, () => 3), least: 1, overCost: 0 }],
  shifts: [{ id: 'day', starts: ['09:00'], minutes: 480 }],
  people: ids.map((id) => ({ id, skills: { sales: 1 }, hours: { least: 0, most: 60 } })),
  rotations: [{ kind: 'four-crews-three-shifts', anchor: '2026-11-23', people: ids }],
  rules: { preset: 'china-comprehensive' },
};

test('a sick morning is replanned: a crew helps out, the file knows of it, and nothing is broken, now and after the next one', async () => {
  const problem = problemOf(document);
  let now = 0;
  const clock = (): number => (now += 20);
  const answer = planShifts(problem, { clock, seconds: 1, seed: 1 });
  if (answer.kind !== 'plan') throw new Error(`expected a plan, got ${answer.kind}`);
  const writing = { problem, plan: answer.plan, out: at('roster.json'), writtenAt: epochMs(0) };
  await writeRoster({ document, beside: {}, absences: [] }, writing);
  const day = localDay('2026-11-25');
  const onDay = answer.plan.shifts.filter((shift) => shift.day === day && shift.template.id === 'early');
  for (const [place, shift] of onDay.slice(0, 2).entries()) {
    const roster = await openRosterFile(at(place === 0 ? 'roster.json' : `roster-${place}.json`));
    const absence = { person: shift.person, from: day, until: day, why: 'sickness' };
    const after = await replanRoster(roster, [absence], { now: systemClock, seconds: 20 });
    expect(after.crewChanges.length).toBeGreaterThan(0);
    const out = at(`roster-${place + 1}.json`);
    await writeRoster(after.roster, { problem, plan: after.plan, out, writtenAt: epochMs(0) });
    const { sentences } = await checkRoster(out, {});
    expect(sentences.filter((one) => one.startsWith('broken'))).toEqual([]);
  }
});

test('a replan that is called off at once leaves what nobody takes over empty, and says so', async () => {
  const roster = await openRosterFile(at('roster.json'));
  const first = roster.shifts.find(({ day }) => day === '2026-11-25');
  if (first === undefined) throw new Error('expected a shift on the third day');
  const absence = { person: first.person, from: first.day, until: first.day, why: 'sickness' };
  const work = { now: systemClock, seconds: 20, signal: AbortSignal.abort() };
  const { sentences } = await replanRoster(roster, [absence], work);
  expect(sentences[0]).toBe(`${first.person} is away on 2026-11-25: sickness (had ${first.template.id})`);
});

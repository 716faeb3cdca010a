import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import readWorkbook from 'read-excel-file/node';
import { planShifts } from '../../../schedules/plan/plan-shifts.ts';
import { systemClock } from '../../clock/clock.ts';
import { readProblem } from '../../planning/document/read-problem.ts';
import { openProblemFile } from '../../planning/document/problem-file.ts';
import { writeRoster } from '../../planning/roster/written/write-roster.ts';

const example = new URL('../../../docs/examples/hotline/problem.json', import.meta.url).pathname;

/** By the clock on the wall, as a planner waits for it; a lawful roster is there after the first. */
const SECONDS = 6;

test('the hotline of the documentation gets a lawful roster, and a workbook that a planner can open', async () => {
  const { document, beside } = await openProblemFile(example);
  const read = readProblem(document, beside);
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join('; '));
  const { problem } = read;
  const answer = planShifts(problem, { clock: systemClock, seconds: SECONDS, seed: 1 });
  if (answer.kind !== 'plan') throw new Error(`expected a plan, got ${answer.kind}`);
  const { plan } = answer;
  expect(plan.breaches.filter(({ strength }) => strength.kind === 'hard')).toEqual([]);
  // Eleven people in crews of 3, 3, 3 and 2 work three shifts a day, but for one in a training on the 27th.
  expect(plan.shifts.filter(({ person }) => person.startsWith('t'))).toHaveLength(57);
  const isHome = ({ person, template }: (typeof plan.shifts)[number]): boolean =>
    !person.startsWith('h') || template.kind === 'home-evening';
  expect(plan.shifts.every(isHome)).toBe(true);
  expect(plan.unheld).toEqual([]);
  const folder = await mkdtemp(join(tmpdir(), 'callboard-example-'));
  try {
    const out = join(folder, 'roster.xlsx');
    await writeRoster({ document, beside, absences: [] }, { problem, plan, out, writtenAt: systemClock() });
    const sheets = await readWorkbook(out);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(SHEETS);
    const grid = sheets[1]?.data ?? [];
    expect(grid[0]?.slice(0, 3)).toEqual(['person 工号', 'name 姓名', '11-23 Mon 周一']);
    expect(grid[1]?.slice(0, 2)).toEqual(['t01', '卓玛']);
    expect(grid).toHaveLength(1 + problem.people.length);
  } finally {
    await rm(folder, { recursive: true });
  }
});

const SHEETS = [
  'roster 班表',
  'grid 排班总表',
  'summary 汇总',
  'coverage 覆盖',
  'sessions 会议与培训',
  'rules 规则',
  'fairness 公平',
];

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ForecastInterval, QueueForecast } from '#domain/forecast.ts';
import { localDay } from '#domain/local-day.ts';
import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { timeZone } from '#domain/time-zone.ts';
import { planShifts } from '../../schedules/plan/plan-shifts.ts';
import { systemClock } from '../clock/clock.ts';
import { openProblemFile } from './document/problem-file.ts';
import { readProblem } from './document/read-problem.ts';
import { makeForecast } from './forecast/make-forecast.ts';
import { tableSource } from '../files/table-source.ts';
import { importHistory } from './history/import-history.ts';
import { USUAL_RULES } from './staffing/staffing-rules.ts';
import { staffQueues, type StaffRequest } from './staffing/staff-queues.ts';
import { csvRow } from '../files/writing/csv-row.ts';
import { PLAN_HEAD, planRows } from './tables/plan-table.ts';

const page = readFileSync(new URL('../../docs/one-plan.md', import.meta.url), 'utf8');
let folder = '';
let expected: readonly ForecastInterval[] = [];
let planned: readonly PlannedInterval[] = [];

const WEDNESDAY = localDay('2026-03-04');
const isTen = ({ day, minuteOfDay }: { readonly day: string; readonly minuteOfDay: number }): boolean =>
  day === WEDNESDAY && minuteOfDay === 600;

/** The commands that the page gives, as use-cases. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'one-plan-'));
  cpSync(new URL('../../docs/examples/one-plan', import.meta.url), folder, { recursive: true });
  const forecasts = await forecast(join(folder, 'history.csv'));
  const staffed = await staffQueues({ forecasts, ...STAFFING }, {});
  expected = forecasts[0]?.intervals ?? [];
  planned = staffed.plan.queues[0]?.intervals ?? [];
  const lines = [PLAN_HEAD.header, ...planRows(staffed.plan.queues)].map(csvRow);
  writeFileSync(join(folder, 'plan.csv'), `${lines.join('\n')}\n`);
});

async function forecast(input: string): Promise<readonly QueueForecast[]> {
  const zone = timeZone('Europe/Berlin');
  const history = await importHistory(
    { source: await tableSource(input), zone, intervalMinutes: 30, corrections: [] },
    {},
  );
  const forecasts: QueueForecast[] = [];
  await makeForecast(
    {
      history,
      calendar: { events: [] },
      now: { day: localDay('2026-03-02'), minute: 0 },
      horizonMinutes: 5 * 1440,
    },
    { onQueue: (queue) => void forecasts.push(queue) },
  );
  return forecasts;
}

const STAFFING: Omit<StaffRequest, 'forecasts'> = {
  rules: {
    ...USUAL_RULES,
    usual: { target: { serviceLevel: 0.8, withinSeconds: 20 }, patienceSeconds: 150 },
    shrinkage: { kinds: [{ name: 'shrinkage', share: 0.1 }], combine: 'multiply' },
  },
  patience: { kind: 'endless', why: 'unknown' },
};

afterAll(() => rmSync(folder, { recursive: true }));

/** The numbers of the line of the page that looks like this. */
function numbersOf(line: RegExp): readonly number[] {
  const found = line.exec(page);
  if (found === null) throw new Error(`the page has no line like ${line}`);
  return found.slice(1).map(Number);
}

/** The page is read by people: a figure may be rounded, and a model may become a little better. */
function expectNear(said: readonly number[], actual: readonly (number | undefined)[], within: number): void {
  for (const [at, value] of actual.entries())
    expect(Math.abs((said[at] ?? Number.NaN) - (value ?? Number.NaN))).toBeLessThanOrEqual(within);
}

test('the row that the page follows is in its table', () => {
  const rows = readFileSync(join(folder, 'history.csv'), 'utf8').split('\n');
  const [row] = /^sales,2026-02-25T10:00.*$/m.exec(page) ?? [];
  expect(rows).toContain(row);
});

test('the forecast is the one that the page tells', () => {
  const told = numbersOf(
    /^ {4}(\d+) contacts, four times of five between (\d+) and (\d+), of (\d+) s each$/m,
  );
  const ten = expected.find(isTen);
  expectNear(told, [ten?.offered, ten?.low80, ten?.high80, ten?.handleSeconds], 1.5);
});

test('the people are those that the page tells', () => {
  const told = numbersOf(
    /^ {4}(\d+) people at work; (\d+) % answered in 20 s, (\d+) % abandoned, busy (\d+) % of the time$/m,
  );
  const ten = planned.find(isTen);
  expect(ten?.required).toBe(told[0]);
  const { serviceLevel = 0, abandonment = 0, occupancy = 0 } = ten?.figures ?? {};
  expectNear(told.slice(1), [100 * serviceLevel, 100 * abandonment, 100 * occupancy], 3);
  expectNear(numbersOf(/so (\d+\.\d) are paid/), [ten?.paid], 0.1);
  const halfHours = planned.reduce((sum, one) => sum + (one.day === WEDNESDAY ? one.scheduled : 0), 0);
  expectNear(numbersOf(/needs (\d+) half-hours of people/), [halfHours], 2);
});

test('the name that the page ends with is on the roster', async () => {
  const { document, beside } = await openProblemFile(join(folder, 'problem.json'));
  const read = readProblem(document, beside);
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join('; '));
  const answer = planShifts(read.problem, {
    clock: systemClock,
    seconds: 2,
    seed: 1,
  });
  if (answer.kind !== 'plan') throw new Error(`expected a plan, got ${answer.kind}`);
  const [, person, day] = /^ {4}(\w+),(2026-\d\d-\d\d),morning,/m.exec(page) ?? [];
  expect(answer.plan.shifts).toContainEqual(expect.objectContaining({ person, day }));
});

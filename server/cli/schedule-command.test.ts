import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkRoster } from '../../schedules/curtois-qu/check-roster.ts';
import { readInstance } from '../../schedules/curtois-qu/read-instance.ts';
import { SMALL_INSTANCE } from '../../schedules/curtois-qu/testing/small-instance.ts';
import { scheduleCommand } from './schedule-command.ts';

let folder = '';
let said = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-schedule-'));
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  await rm(folder, { recursive: true });
});

async function schedule(instance: string): Promise<typeof process.exitCode> {
  await writeFile(join(folder, 'in.txt'), instance);
  const given = ['in.txt', '--format', 'curtois-qu', '--seconds', '60', '--out', 'roster.csv'];
  const paths = given.map((word) => (/\.(txt|csv)$/.test(word) ? join(folder, word) : word));
  await scheduleCommand().parseAsync(['node', 'schedule', ...paths]);
  return process.exitCode;
}

test('a published instance becomes a roster of working days, with cost, bound and gap on standard error', async () => {
  expect(await schedule(SMALL_INSTANCE)).toBeFalsy();
  expect(said).toMatch(/cost 0, bound 0, gap 0\.00 %\n$/);
  const [header, ...rows] = (await readFile(join(folder, 'roster.csv'), 'utf8')).trim().split('\n');
  expect(header).toBe('employee,day,shift');
  const instance = readInstance(SMALL_INSTANCE);
  if ('fault' in instance) throw new Error(instance.fault);
  const assignments = rows.map((row) => {
    const [employee = '', day = '', shift = ''] = row.split(',');
    return { employee, day: Number(day), shift };
  });
  expect(checkRoster(instance, assignments)).toEqual({ violations: [], cost: 0 });
});

test('rules that contradict each other end with exit code 2 and name who, which and what would do', async () => {
  expect(await schedule(SMALL_INSTANCE.replace('2400,1440', '2400,2880'))).toBe(2);
  expect(said).toContain('amy cannot have all of: at least 2880 minutes; at most 2400 minutes');
});

test('a file that is no instance ends with 1 and names the line', async () => {
  expect(await schedule(SMALL_INSTANCE.replace('bob,2,L,3', 'bob,2,X,3'))).toBe(1);
  expect(said).toMatch(/in\.txt, line 20: expected a shift of the sections above, got "X"/);
});

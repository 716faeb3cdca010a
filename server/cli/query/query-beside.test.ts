import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { queryCommand } from './query-command.ts';

let folder: string;
let calls: object[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'query-beside-'));
  calls = [];
});
afterEach(async () => {
  process.exitCode = 0;
  vi.useRealTimers();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** A call of this queue at this time, answered after so many seconds, or abandoned after ten. */
function call(at: string, queue: string, answeredAfter?: number): void {
  const contact = `c${calls.length}`;
  const tell = (kind: string, seconds: number, more: object) => {
    const time = new Date(Date.parse(at) + seconds * 1_000).toISOString();
    calls.push({ id: `e${calls.length}`, source: 'pbx', kind, at: time, contact, ...more });
  };
  tell('contact-queued', 0, { queue });
  if (answeredAfter === undefined) return tell('contact-abandoned', 10, { during: 'queue' });
  tell('contact-answered', answeredAfter, {});
  tell('contact-ended', answeredAfter + 60, {});
}

async function query(...options: readonly string[]) {
  const [file, out] = [join(folder, 'calls.ndjson'), join(folder, 'out.csv')];
  await writeFile(file, calls.map((one) => JSON.stringify(one)).join('\n'));
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await queryCommand().parseAsync([file, '--out', out, ...options], { from: 'user' });
  const text = await readFile(out, 'utf8').catch(() => '');
  const rows: Record<string, string>[] = parse(text, { columns: true });
  return { rows, said, failed: process.exitCode === 1 };
}

const quarters = ['--zone', 'Asia/Shanghai', '--from', '2013-04-01', '--to', '2013-07-01'];

/** 10 calls of which 7 are answered, then 8 of which 6 are; a queue that was closed, and one that was opened. */
function twoQuarters(): void {
  call('2013-01-01T08:00:00+08:00', 'hotline', 10);
  for (let day = 1; day < 10; day += 1)
    call(`2013-02-0${day}T09:00:00+08:00`, 'hotline', day < 7 ? 10 : undefined);
  call('2013-03-31T23:59:59+08:00', 'closed', 10);
  call('2013-04-01T00:00:00+08:00', 'opened', 10);
  for (let day = 1; day < 8; day += 1)
    call(`2013-05-0${day}T09:00:00+08:00`, 'hotline', day < 6 ? 15 : undefined);
  call('2013-06-30T17:30:00+08:00', 'hotline', 15);
}

test('a quarter beside the one before: points of a rate, per cent a day of counts, by queue', async () => {
  twoQuarters();
  const asked = ['--measures', 'offered,answer_rate,speed_of_answer', '--by', 'queue', ...quarters];
  const { rows, said } = await query(...asked, '--beside', 'previous');
  const nothing = { speed_of_answer_change: '', answer_rate_change: '' };
  expect(rows).toEqual([
    {
      ...nothing,
      queue: 'closed',
      offered: '0',
      offered_beside: '1',
      offered_change: '-1.000000',
      answer_rate: '',
      answer_rate_beside: '1.000000',
      speed_of_answer: '',
      speed_of_answer_beside: '10.000',
    },
    {
      queue: 'hotline',
      offered: '8',
      offered_beside: '10',
      // 8 in 91 days beside 10 in 90: 8 × 90 / (10 × 91) = 720 / 910.
      offered_change: '-0.208791',
      answer_rate: '0.750000',
      answer_rate_beside: '0.700000',
      answer_rate_change: '0.050000',
      speed_of_answer: '15.000',
      speed_of_answer_beside: '10.000',
      speed_of_answer_change: '0.500000',
    },
    {
      ...nothing,
      queue: 'opened',
      offered: '1',
      offered_beside: '0',
      offered_change: '',
      answer_rate: '1.000000',
      answer_rate_beside: '',
      speed_of_answer: '10.000',
      speed_of_answer_beside: '',
    },
  ]);
  expect(said).toContain('beside is 2013-01-01T00:00:00+08:00 to 2013-04-01T00:00:00+08:00');
  expect(said).toContain('unequal length, 91 days and 90 days: changes of counts are per day');
  expect(said).not.toContain('is known');
  const plain = await query(...asked);
  expect(Object.keys(plain.rows[0] ?? {})).toEqual(['queue', 'offered', 'answer_rate', 'speed_of_answer']);
  expect(plain.rows.map(({ queue }) => queue)).toEqual(['hotline', 'opened']);
  expect(plain.said).not.toContain('beside');
});

test('a call each day of a month of 31 days is no change beside one of 30', async () => {
  for (let day = 0; day < 61; day += 1)
    call(new Date(Date.UTC(2025, 3, 1 + day, 2)).toISOString(), 'hotline', day < 30 ? 20 : 15);
  const months = ['--zone', 'Asia/Shanghai', '--from', '2025-05-01', '--to', '2025-06-01'];
  const { rows, said } = await query(
    '--measures',
    'offered,speed_of_answer',
    ...months,
    '--beside',
    'previous',
  );
  expect(rows).toEqual([
    {
      offered: '31',
      offered_beside: '30',
      offered_change: '0.000000',
      speed_of_answer: '15.000',
      speed_of_answer_beside: '20.000',
      speed_of_answer_change: '-0.250000',
    },
  ]);
  expect(said).toContain('31 days and 30 days');
});

test('the day after the night of 25 hours is put beside all of it, and days are equally long', async () => {
  call('2025-10-25T23:30:00+02:00', 'hotline', 5);
  call('2025-10-26T00:30:00+02:00', 'hotline', 5);
  call('2025-10-26T02:30:00+01:00', 'hotline', 5);
  for (const hour of [10, 11, 12]) call(`2025-10-27T${hour}:00:00+01:00`, 'hotline', 5);
  const day = ['--zone', 'Europe/Berlin', '--from', '2025-10-27', '--to', '2025-10-28'];
  const { rows, said } = await query('--measures', 'offered', ...day, '--beside', 'previous');
  expect(rows).toEqual([{ offered: '3', offered_beside: '2', offered_change: '0.500000' }]);
  expect(said).not.toContain('unequal');
});

test('a recording that holds nothing of the year before leaves it empty and says so, one that holds part tells no change', async () => {
  twoQuarters();
  const none = await query('--measures', 'offered,answer_rate', ...quarters, '--beside', 'year');
  expect(none.rows).toEqual([
    {
      offered: '9',
      offered_beside: '',
      offered_change: '',
      answer_rate: '0.777778',
      answer_rate_beside: '',
      answer_rate_change: '',
    },
  ]);
  expect(none.said).toContain('nothing is known of 2012-04-01T00:00:00+08:00 to 2012-07-01T00:00:00+08:00');
  calls.splice(0, 3);
  const part = await query('--measures', 'offered', ...quarters, '--beside', 'previous');
  expect(part.rows).toEqual([{ offered: '9', offered_beside: '10', offered_change: '' }]);
  expect(part.said).toContain('only 2013-02-01T00:00:00+08:00 to 2013-04-01T00:00:00+08:00 is known');
});

test('a day that is not over is compared with nothing; the day after, its last event ends it', async () => {
  call('2025-05-06T09:00:00+08:00', 'hotline', 5);
  call('2025-05-07T09:00:00+08:00', 'hotline', 5);
  const day = ['--zone', 'Asia/Shanghai', '--from', '2025-05-07', '--to', '2025-05-08'];
  const asked = ['--measures', 'offered', ...day, '--beside', 'previous'];
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2025-05-07T09:30:00+08:00') });
  const early = await query(...asked);
  expect(early.rows).toEqual([{ offered: '1', offered_beside: '1', offered_change: '' }]);
  expect(early.said).toContain('only 2025-05-07T00:00:00+08:00 to 2025-05-07T09:01:05+08:00 is known');
  vi.setSystemTime(Date.parse('2025-05-08T00:00:00+08:00'));
  expect((await query(...asked)).rows).toEqual([
    { offered: '1', offered_beside: '1', offered_change: '0.000000' },
  ]);
});

test.each([
  [['--measures', 'offered', '--from', '2013-04-01'], '--beside needs --from and --to'],
  [['--measures', 'offered', '--by', 'queue,half-hour', ...quarters], '--by cannot have half-hour'],
  [['--contacts', 'offered', ...quarters], 'a list of contacts has nothing beside it'],
])('%j is refused with a sentence', async (options, sentence) => {
  twoQuarters();
  const { said, failed } = await query(...options, '--beside', 'previous');
  expect(said).toContain(sentence);
  expect(failed).toBe(true);
});

test('a leap day has nothing beside it a year before', async () => {
  twoQuarters();
  const day = ['--from', '2024-02-29', '--to', '2024-03-01'];
  const { said, failed } = await query('--measures', 'offered', ...day, '--beside', 'year');
  expect(said).toContain('29 February has no day a year before it');
  expect(failed).toBe(true);
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { queryCommand } from './query-command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'query-'));
});
afterEach(async () => {
  process.exitCode = 0;
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

type Event = Readonly<Record<string, unknown>>;
const event = (id: number, kind: string, at: string, more: Event): Event => ({
  id: `e${id}`,
  source: 'pbx',
  kind,
  at,
  ...more,
});

/** Two queues on an autumn night in Berlin, a chat, a call that nobody is named for, a customer who comes again. */
const night: readonly Event[] = [
  event(1, 'contact-started', '2026-10-25T02:10:00+02:00', {
    contact: 'a',
    channel: 'voice',
    direction: 'inbound',
    customer: 'k1',
    labels: { product: 'card' },
  }),
  event(2, 'contact-queued', '2026-10-25T02:10:30+02:00', { contact: 'a', queue: 'sales', priority: 2 }),
  event(3, 'contact-answered', '2026-10-25T02:10:45+02:00', { contact: 'a', agent: 'amy' }),
  event(4, 'contact-ended', '2026-10-25T02:15:45+02:00', { contact: 'a' }),
  event(5, 'contact-queued', '2026-10-25T02:10:30+01:00', { contact: 'b', queue: 'sales' }),
  event(6, 'contact-abandoned', '2026-10-25T02:11:30+01:00', { contact: 'b', during: 'queue' }),
  event(7, 'contact-started', '2026-10-25T03:00:00+01:00', {
    contact: 'c',
    channel: 'voice',
    direction: 'inbound',
    customer: 'k1',
  }),
  event(8, 'contact-queued', '2026-10-25T03:00:00+01:00', { contact: 'c', queue: 'support' }),
  event(9, 'contact-answered', '2026-10-25T03:00:05+01:00', { contact: 'c' }),
  event(10, 'contact-ended', '2026-10-25T03:01:05+01:00', { contact: 'c' }),
  event(11, 'contact-started', '2026-10-25T04:00:00+01:00', {
    contact: 'd',
    channel: 'chat',
    direction: 'inbound',
    customer: '6.02701E+11',
  }),
  event(12, 'contact-queued', '2026-10-25T04:00:00+01:00', { contact: 'd', queue: 'sales' }),
  event(13, 'contact-left', '2026-10-25T04:02:00+01:00', { contact: 'd', reason: 'voicemail' }),
  event(14, 'contact-started', '2026-10-25T05:00:00+01:00', {
    contact: 'e',
    channel: 'voice',
    direction: 'outbound',
  }),
  event(15, 'contact-queued', '2026-10-25T05:00:00+01:00', { contact: 'e', queue: 'sales' }),
];

async function query(...options: readonly string[]) {
  const file = join(folder, 'night.ndjson');
  const out = join(folder, 'out.csv');
  await writeFile(file, night.map((one) => JSON.stringify(one)).join('\n'));
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await queryCommand().parseAsync([file, '--zone', 'Europe/Berlin', '--out', out, ...options], {
    from: 'user',
  });
  const text = await readFile(out, 'utf8').catch(() => '');
  const rows: Record<string, string>[] = parse(text, { columns: true });
  return { rows, said, failed: process.exitCode === 1 };
}

describe('figures', () => {
  test('by queue and half hour: the hour that comes twice is two hours, and what is unknown is empty', async () => {
    const { rows } = await query(
      '--measures',
      'offered,answered,service_level,speed_of_answer',
      '--by',
      'queue,half-hour',
    );
    expect(rows).toEqual([
      {
        queue: 'sales',
        'half-hour': '2026-10-25T02:00:00+02:00',
        offered: '1',
        answered: '1',
        service_level: '1.000000',
        speed_of_answer: '15.000',
      },
      {
        queue: 'sales',
        'half-hour': '2026-10-25T02:00:00+01:00',
        offered: '1',
        answered: '0',
        service_level: '0.000000',
        speed_of_answer: '',
      },
      {
        queue: 'sales',
        'half-hour': '2026-10-25T04:00:00+01:00',
        offered: '1',
        answered: '0',
        service_level: '0.000000',
        speed_of_answer: '',
      },
      {
        queue: 'sales',
        'half-hour': '2026-10-25T05:00:00+01:00',
        offered: '1',
        answered: '0',
        service_level: '0.000000',
        speed_of_answer: '',
      },
      {
        queue: 'support',
        'half-hour': '2026-10-25T03:00:00+01:00',
        offered: '1',
        answered: '1',
        service_level: '1.000000',
        speed_of_answer: '5.000',
      },
    ]);
  });

  test('an agent who is not known is a row of its own, so that the parts add up', async () => {
    const { rows } = await query('--measures', 'offered,answered', '--by', 'agent');
    expect(rows).toEqual([
      { agent: '', offered: '4', answered: '1' },
      { agent: 'amy', offered: '1', answered: '1' },
    ]);
  });

  test('by a period alone, by a label, by priority and channel', async () => {
    expect((await query('--measures', 'offered', '--by', 'day')).rows).toEqual([
      { day: '2026-10-25', offered: '5' },
    ]);
    expect((await query('--measures', 'offered', '--by', 'label:product')).rows).toEqual([
      { 'label:product': '', offered: '4' },
      { 'label:product': 'card', offered: '1' },
    ]);
    expect((await query('--measures', 'offered', '--by', 'channel,priority')).rows).toEqual([
      { channel: '', priority: '', offered: '1' },
      { channel: 'chat', priority: '', offered: '1' },
      { channel: 'voice', priority: '', offered: '2' },
      { channel: 'voice', priority: '2', offered: '1' },
    ]);
  });

  test('from is in it and to is not; what holds for no row is one row of nothing', async () => {
    const one = await query(
      '--measures',
      'offered',
      '--from',
      '2026-10-25T02:10:30+01:00',
      '--to',
      '2026-10-25T03:00:00+01:00',
    );
    expect(one.rows).toEqual([{ offered: '1' }]);
    const none = await query('--measures', 'offered,answer_rate,wait_max', '--where', 'queue == "none"');
    expect(none.rows).toEqual([{ offered: '0', answer_rate: '', wait_max: '' }]);
  });

  test('a customer who came before is a repeat; a key that a spreadsheet has rounded is nobody’s, and that is said', async () => {
    const { rows, said } = await query('--measures', 'with_customer,repeats,repeat_rate,mangled_customers');
    expect(rows).toEqual([
      { with_customer: '2', repeats: '1', repeat_rate: '0.500000', mangled_customers: '1' },
    ]);
    expect(said).toContain('1 contacts have a customer key that a spreadsheet has rounded');
    // An hour and fifty minutes lie between the two, by the clock that went back.
    const short = await query('--measures', 'repeats', '--repeat-days', '0.07');
    expect(short.rows).toEqual([{ repeats: '0' }]);
  });

  test('a column that rows of a kind do not have is told', async () => {
    const asked = await query('--measures', 'offered', '--where', 'state == "busy"', '--by', 'queue');
    expect(asked.said).toContain('a visit has no state: it is unknown for offered');
    const own = await query('--measures', 'offered', '--where', 'priority == 2', '--by', 'queue,hour');
    expect(own.said).not.toContain(' has no ');
  });

  test('whoever counts outbound contacts with the others is told', async () => {
    expect((await query('--measures', 'offered')).said).toContain(
      '1 outbound visits are counted with the others',
    );
    expect((await query('--measures', 'offered', '--by', 'direction')).said).not.toContain('outbound visits');
  });
});

describe('the contacts behind a number', () => {
  test.each([
    'offered',
    'answered',
    'abandoned',
    'left_voicemail',
    'handled',
    'self_service_entered',
    'distinct_customers',
  ])('of %s there are as many as are counted', async (count) => {
    const figures = await query('--measures', count, '--by', 'queue,hour');
    const list = await query('--contacts', count, '--by', 'queue,hour');
    const sum = figures.rows.reduce((all, row) => all + Number(row[count]), 0);
    expect(list.rows.length).toBe(sum);
    expect(new Set(list.rows.map((row) => row['contact'])).size).toBe(sum);
  });

  test('they come in the order of arrival, however they were told', async () => {
    const [file, out] = [join(folder, 'turned.ndjson'), join(folder, 'turned.csv')];
    await writeFile(
      file,
      night
        .map((one) => JSON.stringify(one))
        .reverse()
        .join('\n'),
    );
    await queryCommand().parseAsync([file, '--contacts', 'offered', '--out', out], { from: 'user' });
    const rows: Record<string, string>[] = parse(await readFile(out, 'utf8'), { columns: true });
    expect(rows.map((row) => row['contact'])).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('a row has the columns asked for, the contact, its times, wait, agent and outcome', async () => {
    const { rows } = await query('--contacts', 'answered', '--by', 'queue,day', '--where', 'priority == 2');
    expect(rows).toMatchObject([
      {
        queue: 'sales',
        day: '2026-10-25',
        contact: 'a',
        arrived: '2026-10-25T02:10:30+02:00',
        answered: '2026-10-25T02:10:45+02:00',
        ended: '2026-10-25T02:15:45+02:00',
        wait: '15.000',
        handle: '300.000',
        agent: 'amy',
        outcome: 'answered',
      },
    ]);
  });
});

test.each([
  [['--measures', 'ofered'], 'there is no measure ofered; did you mean offered?'],
  [['--measures', 'offered', '--by', 'que'], 'by que: there is no such column; did you mean queue?'],
  [['--measures', 'offered', '--by', 'day,hour'], 'one period at most, got day and hour'],
  [
    ['--measures', 'offered', '--where', 'quue == "a"'],
    'quue: there is no such name; did you mean queue? (at character 1)',
  ],
  [['--contacts', 'service_level'], 'ask for the rows of service_level_met or service_level_base'],
  [
    ['--measures', 'offered', '--profile', 'cisco-negativ'],
    'there is no profile cisco-negativ; did you mean cisco-negative?',
  ],
  [
    ['--measures', 'offered', '--from', 'yesterday'],
    '--from: expected a time such as 2026-03-04T09:00:00+08:00, got yesterday',
  ],
  [['--measures', 'offered', '--from', '2026-03-04', '--to', '2026-03-04'], '--from has to be before --to'],
  [[], 'expected --measures or --contacts, one of them, got neither'],
  [['--measures', 'offered', '--contacts', 'offered'], 'one of them, got both'],
])('%j is refused: %s', async (options, said) => {
  expect(await query(...options)).toMatchObject({
    said: expect.stringContaining(said),
    failed: true,
    rows: [],
  });
});

test('the list of measures is printed from what they are counted by', async () => {
  const out = join(folder, 'list.txt');
  await queryCommand().parseAsync(['--list', '--out', out], { from: 'user' });
  const text = await readFile(out, 'utf8');
  expect(text).toMatch(/^answer_rate +share +接通率 +answered \/ offered +answered \/ offered$/m);
  expect(text).toMatch(
    /^short_abandoned +count .*count of visit where outcome == "abandoned" && wait_ms < short_abandon_ms$/m,
  );
  expect(text).toMatch(/^cisco-ignore /m);
  expect(text).toMatch(/^Columns of a span:\nagent +text +the agent$/m);
});

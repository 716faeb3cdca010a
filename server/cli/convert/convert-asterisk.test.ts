import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import { timeZone } from '#domain/time-zone.ts';
import { capturePath as path } from '../../ingest/asterisk/testing/capture.ts';
import { figuresOf } from '../../ingest/asterisk/testing/figures.ts';
import { readAgentNames } from './convert-asterisk-agents.ts';
import { convertAsteriskAmi, type AmiConversion } from './convert-asterisk-ami.ts';
import { convertAsteriskLog } from './convert-asterisk-log.ts';

const MAIN = resolve(import.meta.dirname, '../../main.ts');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-asterisk-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Runs the program itself. */
function callboard(input: string, ...given: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, ...given],
    { encoding: 'utf8', cwd: folder, input },
  );
  return { status, stdout, stderr };
}

/** A conversion without the program around it, and what it printed. */
async function converted(
  given: Partial<AmiConversion> & { readonly inputs: readonly string[] },
): Promise<{ events: AcdEvent[]; said: string }> {
  const said: string[] = [];
  const inFolder = (names: readonly string[] = []): string[] => names.map((name) => resolve(folder, name));
  const conversion: AmiConversion = {
    out: join(folder, 'out.ndjson'),
    options: { source: sourceId('pbx') },
    print: (line) => void said.push(line),
    progress: { show: () => {}, clear: () => {} },
    ...given,
    inputs: inFolder(given.inputs),
    timings: inFolder(given.timings),
    logs: inFolder(given.logs),
  };
  await (given.timings === undefined ? convertAsteriskLog(conversion) : convertAsteriskAmi(conversion));
  return { events: eventsOf(await readFile(conversion.out, 'utf8')), said: said.join('\n') };
}

const call = (second: number, id: string): string[] => [
  `${second}|${id}|sales|NONE|ENTERQUEUE||13055550101|1`,
  `${second + 5}|${id}|sales|PJSIP/amy|CONNECT|5|${id}9|2`,
  `${second + 65}|${id}|sales|PJSIP/amy|COMPLETECALLER|5|60|1`,
];
const START = 1_795_326_760;

const eventsOf = (text: string): AcdEvent[] =>
  text
    .trim()
    .split('\n')
    .map((line): AcdEvent => JSON.parse(line));

test('rotated logs, zipped or not and in any order, become one file of events by time', async () => {
  await writeFile(join(folder, 'queue_log.1'), gzipSync(`${call(START, '1.0').join('\n')}\n`));
  await writeFile(join(folder, 'queue_log'), `${call(START + 100, '1.1').join('\r\n')}\r\n`);
  const { events, said } = await converted({
    inputs: ['queue_log', 'queue_log.1'],
    options: {
      source: sourceId('pbx'),
      wrapUpMs: 10_000,
      wrapUpMsByQueue: new Map([['sales', 20_000]]),
      agents: new Map([['PJSIP/amy', 'Amy']]),
    },
  });
  expect(said).toContain('6 lines: 2 contacts');
  expect(said).toContain('sales: 2 offered, 2 answered, 0 abandoned');
  const times = events.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(events.filter(({ kind }) => kind === 'contact-wrapped')).toMatchObject([
    { source: 'pbx', contact: 'pbx/1.0', agent: 'Amy', at: (START + 85) * 1_000 },
  ]);
});

test('what is printed of the visits is what a replay of the written events counts', async () => {
  const lines = [
    ...call(START, '1.0'),
    // An end of a wait for which there was no time, and an answer whose wait began before the log.
    `${START + 80}|1.0|sales|NONE|ABANDON|1|1|9`,
    `${START + 90}|1.1|sales|Amy|CONNECT|5|1.2|2`,
    `${START + 99}|1.3|sales|NONE|ENTERQUEUE||1305|1`,
  ];
  await writeFile(join(folder, 'queue_log'), `${lines.join('\n')}\n`);
  const { events, said } = await converted({ inputs: ['queue_log'] });
  expect(figuresOf(events)['sales']).toMatchObject({ offered: 3, answered: 2 });
  expect(said).toContain('sales: 3 offered, 2 answered, 0 abandoned, 1 without an end');
});

test('on the command line: standard input and output, wrap-up by queue, names of agents, and lines that are none', async () => {
  await writeFile(join(folder, 'agents'), '# name,agent\nPJSIP/amy, Amy\n');
  const { status, stdout, stderr } = callboard(
    [...call(START, '1.0'), 'nonsense', `x|1.1|sales|NONE|ENTERQUEUE||1|1`, ...call(START + 99, '1.2')].join(
      '\n',
    ),
    'convert',
    'asterisk-queue-log',
    '-',
    '--out',
    '-',
    '--source',
    'pbx',
    '--agents',
    'agents',
    '--wrap-up',
    '10',
    '--wrap-up',
    'sales=20',
  );
  expect(status).toBe(0);
  const wrapped = eventsOf(stdout).find(({ kind }) => kind === 'contact-wrapped');
  expect(wrapped).toMatchObject({ contact: 'pbx/1.0', agent: 'Amy', at: (START + 85) * 1_000 });
  expect(stderr).toContain('- line 4: missing-field:');
  expect(stderr).toContain('- line 5: bad-time: time is "x", expected epoch seconds');
  expect(stderr).toContain('refused: 1 missing-field, 1 bad-time');
});

test('what is mistyped ends with 2', () => {
  expect(
    callboard('', 'convert', 'asterisk-queue-log', 'in', '--out', 'out', '--wrap-up', 'long'),
  ).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('or queue=seconds, got long'),
  });
});

test('a table with local times is read in the zone that is given', async () => {
  await writeFile(join(folder, 'table'), '2026-03-29 03:30:00.250000|1.0|sales|NONE|ENTERQUEUE||1|1|||\n');
  const { events } = await converted({
    inputs: ['table'],
    options: { source: sourceId('pbx'), zone: timeZone('Europe/Berlin') },
  });
  expect(events[0]).toMatchObject({ at: Date.parse('2026-03-29T03:30:00.250+02:00') });
  expect(events[0]).not.toHaveProperty('precisionMs');
});

test('what fails says so in a sentence, and leaves nothing half written', async () => {
  await writeFile(join(folder, 'in'), call(START, '1.0').join('\n'));
  await writeFile(join(folder, 'other'), 'this is\nanother file\n');
  await writeFile(join(folder, 'agents'), 'amy\n');
  const failures = [
    [{ inputs: ['none'] }, 'no such file or folder'],
    [{ inputs: ['other'] }, 'no line of .*other could be read'],
    [
      { inputs: ['in'], out: join(folder, 'in') },
      '--out .*in is the same file as .*in: expected another file',
    ],
    [{ inputs: ['in', './in'] }, 'begin with the same line: expected each log once'],
    [{ inputs: ['in'], timings: [] }, 'in: no event in it carries a Timestamp'],
    [{ inputs: ['in'], timings: ['other'] }, 'other line 1: expected {"recv_ms"'],
    [{ inputs: ['in'], timings: ['a', 'b'] }, 'expected one --timing for each of 1 captures, got 2'],
  ] as const;
  for (const [given, said] of failures) await expect(converted(given)).rejects.toThrow(new RegExp(said));
  await expect(readAgentNames(join(folder, 'agents'))).rejects.toThrow(
    /agents line 1: expected "name,agent"/,
  );
  expect((await readdir(folder)).toSorted()).toEqual(['agents', 'in', 'other']);
});

describe('captures of a real switch', () => {
  const phases = {
    inputs: [path('phases/ami_full.raw')],
    timings: [path('phases/ami_full.timing.jsonl')],
    logs: [path('phases/queue_log'), path('phases/queue_log.0')],
  };

  test('of AMI and its log become events with the finer clock and true abandons', async () => {
    const { events, said } = await converted(phases);
    expect(said).toContain('107 lines, 2304 blocks: 19 contacts');
    expect(said).toContain(
      'support: 14 offered, 9 answered, 2 abandoned, 2 left (1 by timeout), 1 without an end',
    );
    // Five answers came within two seconds; by the log's whole seconds they would be six.
    expect(figuresOf(events, 2)['support']).toMatchObject({ answeredWithin: 5 });
    const byLog = await converted({ inputs: phases.logs });
    expect(figuresOf(byLog.events, 2)['support']).toMatchObject({ answeredWithin: 6 });
  });

  test('of three connections with a gap and a restart between them are one feed', async () => {
    const names = ['crash/ami_full_1', 'crash/ami_full_2', 'crash/ami_full_3'];
    const { events } = await converted({
      inputs: names.map((name) => path(`${name}.raw`)),
      timings: names.map((name) => path(`${name}.timing.jsonl`)),
      logs: [path('crash/queue_log')],
    });
    expect(figuresOf(events)['support']).toMatchObject({ offered: 8, answered: 6, abandoned: 1, lost: 1 });
  });

  test('whose timing file is missing go by the time of their events', async () => {
    const { events } = await converted({ ...phases, timings: [] });
    expect(figuresOf(events)).toEqual(figuresOf((await converted(phases)).events));
  });
});

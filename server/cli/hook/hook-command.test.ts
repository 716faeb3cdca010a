import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../../main.ts');

function hook(given: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'hook', ...given],
    { encoding: 'utf8', input },
  );
  return { status, lines: stdout.trim().split('\n'), stderr };
}

test('a sample is printed as the events that it is; what is refused is named, and the command fails', () => {
  const record = { Direction: 0, SessionId: 's1', StartTimestamp: 'then', EndedTimestamp: 1_772_586_000 };
  const given = ['try', 'tencent-tccc', '-', '--query', 'action=cdr', '--source', 'tccc'];
  const { status, lines, stderr } = hook(given, JSON.stringify(record));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      id: 's1/contact-ended',
      source: 'tccc',
      kind: 'contact-ended',
      at: 1_772_586_000_000,
      precisionMs: 1000,
      contact: 's1',
      by: 'system',
    },
  ]);
  expect([status, stderr]).toEqual([
    1,
    'refused (body 1): bad-time: <StartTimestamp> (at of contact-started) is then, expected seconds since 1970, in 1990 to 2100\n',
  ]);
});

test('a sample may be a form', () => {
  const form = 'EventType=task.created&Sid=EV1&TaskSid=WT1&TimestampMs=1772586000120\n';
  const { status, lines, stderr } = hook(['try', 'twilio-taskrouter', '-'], form);
  expect([status, lines.length, stderr]).toEqual([0, 1, '']);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ source: 'hook', contact: 'WT1' });
});

test('a mapping that is not there is said with those that are', () => {
  const { status, stderr } = hook(['try', 'chatwot', '-'], '{}');
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining('callboard: mapping chatwot is neither a file nor one of 7moor'),
  ]);
});

test('the mappings that come with the program are listed', () => {
  expect(hook(['mappings']).lines).toContain('tencent-tccc        Tencent Cloud Contact Center');
});

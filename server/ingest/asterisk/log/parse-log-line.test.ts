import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeZone } from '#domain/time-zone.ts';
import { parseLogLine } from './parse-log-line.ts';

const HEAD = '1795326785|1795326785.2|support';
const said = (line: string) => {
  const parsed = parseLogLine(line);
  return parsed.kind === 'record' ? parsed.record.said : parsed;
};

// From apps/app_queue.c of the versions named; the lines of 22 are those of a real one.
describe('a verb is read in every shape that it has had', () => {
  test.each([
    ['1.2', `${HEAD}|NONE|ENTERQUEUE|http://x|13055550102`, { callerId: '13055550102', position: undefined }],
    ['22', `${HEAD}|NONE|ENTERQUEUE||13055550102|1`, { callerId: '13055550102', position: 1 }],
    [
      '22 with names',
      `${HEAD}|NONE|ENTERQUEUE||1305|2|Zoe Default`,
      { position: 2, callerName: 'Zoe Default' },
    ],
    ['a URL with bars', `${HEAD}|NONE|ENTERQUEUE|a|b|c|1305|2`, { callerId: '1305', position: 2 }],
    ['1.2', `${HEAD}|Bob|CONNECT|3`, { holdSeconds: 3, channel: undefined, ringSeconds: undefined }],
    ['1.4', `${HEAD}|Bob|CONNECT|3|1795326785.3`, { holdSeconds: 3, channel: '1795326785.3' }],
    ['22', `${HEAD}|Bob|CONNECT|3|1795326785.3|2`, { ringSeconds: 2 }],
    ['all', `${HEAD}|Bob|COMPLETEAGENT|3|6|1`, { verb: 'COMPLETEAGENT', holdSeconds: 3, talkSeconds: 6 }],
    ['all', `${HEAD}|NONE|ABANDON|2|3|9`, { position: 2, originalPosition: 3, waitSeconds: 9 }],
    ['1.4', `${HEAD}|NONE|EXITWITHTIMEOUT|1`, { position: 1, waitSeconds: undefined }],
    ['22', `${HEAD}|NONE|EXITWITHTIMEOUT|1|1|6`, { position: 1, waitSeconds: 6 }],
    ['1.6', `${HEAD}|NONE|EXITWITHKEY|9|1`, { key: '9', position: 1, waitSeconds: undefined }],
    [
      '22',
      `${HEAD}|NONE|EXITWITHKEY|#|1|2|7`,
      { key: '#', position: 1, originalPosition: 2, waitSeconds: 7 },
    ],
    ['22', `${HEAD}|NONE|WITHDRAW|1|1|3|callback-requested`, { waitSeconds: 3, note: 'callback-requested' }],
    ['1.2', `${HEAD}|Bob|TRANSFER|710|from-agents`, { to: '710', talkSeconds: undefined }],
    ['1.4', `${HEAD}|Bob|TRANSFER|710|from-agents|2|13`, { to: '710', holdSeconds: 2, talkSeconds: 13 }],
    ['22', `${HEAD}|Bob|BLINDTRANSFER|710|from-agents|2|13|1`, { to: '710', talkSeconds: 13 }],
    [
      '22',
      `${HEAD}|Bob|ATTENDEDTRANSFER|BRIDGE|d31cd657|1|12|1`,
      { to: '', holdSeconds: 1, talkSeconds: 12 },
    ],
    ['22', `${HEAD}|Bob|ATTENDEDTRANSFER|APP|VoiceMail|1|12|1`, { to: 'VoiceMail', talkSeconds: 12 }],
    ['22', `${HEAD}|Bob|ATTENDEDTRANSFER|LINK|SIP/a|SIP/b|1|12|1`, { to: 'SIP/a SIP/b', talkSeconds: 12 }],
    ['22', `${HEAD}|Carol|RINGNOANSWER|5000`, { verb: 'RINGNOANSWER', ringMs: 5_000 }],
    ['1.4', '1795326784|NONE|support|Bob|PAUSE|', { verb: 'PAUSE', reason: '' }],
    ['22', '1795326784|NONE|support|Bob|PAUSE|Lunch', { reason: 'Lunch' }],
    ['22', '1795326768|MANAGER|sales|Alice|ADDMEMBER|PAUSED', { isPaused: true }],
    ['1.6', '1795326768|MANAGER|sales|Alice|ADDMEMBER|', { isPaused: false }],
    ['1.4', '1795326768|NONE|NONE|Agent/1001|AGENTCALLBACKLOGIN|201@agents', { verb: 'AGENTLOGIN' }],
    ['22', '1795326760|NONE|NONE|NONE|QUEUESTART|', { verb: 'QUEUESTART' }],
    ['no fifth bar', '1795326760|NONE|NONE|NONE|CONFIGRELOAD', { verb: 'CONFIGRELOAD' }],
    ['a dialplan', `${HEAD}|NONE|JOINEMPTY|`, { verb: 'JOINEMPTY' }],
    [
      'a dialplan',
      `${HEAD}|Bob|WFM_NOTE|adherence|late|120`,
      { name: 'WFM_NOTE', text: 'adherence|late|120' },
    ],
  ])('%s: %s', (_, line, expected) => {
    expect(said(line)).toMatchObject(expected);
  });
});

describe('a line that cannot be read is refused by name', () => {
  test.each([
    ['nonsense', 'missing-field', ''],
    [`x|${HEAD}|NONE|ABANDON|1|1|1`, 'bad-time', 'time'],
    ['-5|1.1|support|NONE|ABANDON|1|1|1', 'bad-time', 'time'],
    ['2026-11-22 05:53:05|1.1|support|NONE|ABANDON|1|1|1', 'bad-time', 'time'],
    [`${HEAD}|Bob|CONNECT|three|1.1|2`, 'bad-value', 'CONNECT data1'],
    ['1795326785|NONE|support|NONE|ENTERQUEUE||1|1', 'missing-field', 'call'],
    ['1795326785|1.1|NONE|NONE|ENTERQUEUE||1|1', 'missing-field', 'queue'],
    ['1795326785|1.1|support|NONE|CONNECT|1', 'missing-field', 'member'],
    ['1795326785|1.1|__proto__|NONE|ENTERQUEUE||1|1', 'bad-value', 'queue'],
    [`1795326785|1.1|${'q'.repeat(201)}|NONE|ENTERQUEUE||1|1`, 'too-long', 'queue'],
    [`${HEAD}|NONE|WFM_NOTE|${'x'.repeat(40_000)}`, 'too-long', ''],
  ])('%.60s', (line, reason, field) => {
    expect(parseLogLine(line)).toMatchObject({ kind: 'refused', refusal: { reason, field } });
  });

  test('an empty line is none', () => {
    expect(parseLogLine('  ')).toEqual({ kind: 'blank' });
  });
});

const record = (line: string) => {
  const parsed = parseLogLine(`1795326785|1.1|${line}`);
  return parsed.kind === 'record' ? parsed.record : parsed;
};

describe('names are written as they are, bars and all', () => {
  test.each([
    ["front desk|O'Neil|x|CONNECT|8|1795326784.137|0", { verb: 'CONNECT', holdSeconds: 8 }],
    ["front desk|O'Neil|x|CONNECT|8", { verb: 'CONNECT', holdSeconds: 8 }],
    ["front desk|O'Neil|x|COMPLETECALLER|8|7|2", { verb: 'COMPLETECALLER', talkSeconds: 7 }],
    ["front desk|O'Neil|x|RINGNOANSWER|5000", { ringMs: 5_000 }],
    ["front desk|O'Neil|x|BLINDTRANSFER|703|inside|8|2|1", { to: '703', talkSeconds: 2 }],
    ["front desk|O'Neil|x|PAUSE|Lunch", { verb: 'PAUSE', reason: 'Lunch' }],
    ["front desk|O'Neil|x|ADDMEMBER|", { verb: 'ADDMEMBER' }],
  ])('of a member: %s', (line, verb) => {
    expect(record(line)).toMatchObject({ queue: 'front desk', member: "O'Neil|x", said: verb });
  });

  test('of a member whose second part looks like a verb, as far as numbers show it', () => {
    expect(record('sales|O|NEIL|CONNECT|8|1795326784.137|0')).toMatchObject({ member: 'O|NEIL' });
    expect(record('sales|Amy|WFM_NOTE|PAUSE|Lunch')).toMatchObject({
      member: 'Amy',
      said: { name: 'WFM_NOTE', text: 'PAUSE|Lunch' },
    });
  });

  test('of a queue, where nobody stands behind it', () => {
    expect(record('front|desk|NONE|ENTERQUEUE||1305|1')).toMatchObject({
      queue: 'front|desk',
      said: { callerId: '1305' },
    });
    expect(record('front|desk|NONE|ABANDON|1|1|9')).toMatchObject({ queue: 'front|desk', member: undefined });
  });
});

test('a table has local times and microseconds', () => {
  const line = '2026-11-22 05:53:05.123456|1.1|support|NONE|ENTERQUEUE||1305|1||';
  expect(parseLogLine(line, timeZone('Asia/Shanghai'))).toMatchObject({
    record: { at: Date.parse('2026-11-22T05:53:05.123+08:00'), precisionMs: 1 },
  });
});

test('no text throws or takes long', () => {
  const field = fc.oneof(
    fc.string(),
    fc.constantFrom('NONE', 'CONNECT', 'ENTERQUEUE', 'ATTENDEDTRANSFER', '1795326785', '__proto__', ''),
  );
  const lines = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(field, { maxLength: 12 }).map((fields) => fields.join('|')),
  );
  fc.assert(
    fc.property(lines, (line) => {
      expect(['record', 'refused', 'blank']).toContain(parseLogLine(line).kind);
    }),
    { numRuns: 2_000 },
  );
});

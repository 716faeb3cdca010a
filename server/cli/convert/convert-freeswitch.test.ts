import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { captureBytes, capturePath } from '../../ingest/freeswitch/testing/freeswitch-captures.ts';
import { convertFreeswitchEsl, type EslConversion } from './convert-freeswitch-esl.ts';

let folder = '';
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-convert-esl-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const conversion = (inputs: readonly string[], more: Partial<EslConversion> = {}): EslConversion => ({
  inputs,
  timings: [],
  out: join(folder, 'out.ndjson'),
  source: sourceId('fs'),
  print: (line) => said.push(line),
  progress: { show: () => {}, clear: () => {} },
  ...more,
});
const written = (): { readonly at: number; readonly kind: string }[] =>
  readFileSync(join(folder, 'out.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('captures of a real switch', () => {
  const first = capturePath('esl_callcenter_plain');
  const second = capturePath('esl_callcenter_plain_2');

  test('two connections, before and after a crash, become one file of events by time', async () => {
    await convertFreeswitchEsl(conversion([first, second], { wrapUpMs: 4_000 }));
    expect(said).toEqual([`${first}, ${second}: 16 contacts, 119 events, 0 refused`]);
    const events = written();
    expect(events.map(({ at }) => at)).toEqual(
      events.map(({ at }) => at).toSorted((one, other) => one - other),
    );
    expect(events.filter(({ kind }) => kind === 'source-started')).toHaveLength(2);
  });

  test('read with the chunks of the socket it is the same', async () => {
    await convertFreeswitchEsl(conversion([second]));
    const whole = written();
    await convertFreeswitchEsl(conversion([second], { timings: [second.replace('.raw', '.timing.jsonl')] }));
    expect(written()).toEqual(whole);
  });

  test('a capture that breaks off is converted up to there, and the rest is named', async () => {
    const cut = join(folder, 'cut.raw');
    writeFileSync(cut, captureBytes('esl_callcenter_plain_2').subarray(0, 30_000));
    await convertFreeswitchEsl(conversion([cut]));
    expect(said[0]).toMatch(/^frame \d+: bad-value: frame is "\d+ bytes and then the end of the stream"/);
    expect(said[1]).toContain('1 contacts');
  });
});

test('a file that is no capture is refused, and nothing is written', async () => {
  const other = join(folder, 'other.txt');
  writeFileSync(other, 'Dear Sir or Madam,\n\nyours');
  await expect(convertFreeswitchEsl(conversion([other]))).rejects.toThrow('no event of a queue in it');
  expect(said).toEqual([
    'frame 1: missing-field: Content-Type is missing, expected Content-Type among the headers of a frame',
  ]);
  expect(() => written()).toThrow('ENOENT');
});

import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { isoInZone, timeZone } from '#domain/time-zone.ts';
import { bankConverter, type ConvertedRow } from './anonymous-bank.ts';

const ISRAEL = timeZone('Asia/Jerusalem');

/** Fields with tabs between them, from text with spaces. */
const row = (text: string): string => text.trim().split(/\s+/).join('\t');

const convertAll = (...lines: string[]): ConvertedRow[] => {
  const convert = bankConverter(ISRAEL);
  return lines.map((line, index) => convert(line, index + 1));
};

/** What one row becomes: one line a fact, in local time. */
function story(line: string): string[] {
  const [converted] = convertAll(line);
  return converted?.kind === 'events' ? converted.events.map(fact) : [JSON.stringify(converted)];
}

function fact(event: AcdEvent): string {
  const parts = [
    isoInZone(ISRAEL, event.at),
    event.kind,
    'queue' in event ? event.queue : undefined,
    'agent' in event ? event.agent : undefined,
    'during' in event ? event.during : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

const answered = row(
  'AA0101 33118 27997683 2 PS 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 54 MICHAL',
);

test('a call that waited and was answered', () => {
  expect(story(answered)).toEqual([
    '1999-01-01T06:55:20+02:00 contact-started',
    '1999-01-01T06:55:26+02:00 contact-queued PS',
    '1999-01-01T06:55:43+02:00 contact-answered PS MICHAL',
    '1999-01-01T06:56:37+02:00 contact-ended',
  ]);
});

test('events say what a log of whole seconds knows: precision, order, customer and priority', () => {
  const [converted] = convertAll(answered);
  expect(converted).toMatchObject({
    events: [
      {
        id: 'AA0101-33118-990101-065520:started',
        source: 'anonymous-bank',
        contact: 'AA0101-33118-990101-065520',
        precisionMs: 1000,
        channel: 'voice',
        direction: 'inbound',
        customer: '27997683',
        priority: 2,
      },
      { id: 'AA0101-33118-990101-065520:queued', priority: 2 },
      { id: 'AA0101-33118-990101-065520:answered' },
      { id: 'AA0101-33118-990101-065520:ended' },
    ],
  });
  const seqs = converted?.kind === 'events' ? converted.events.map((event) => event.seq ?? 0) : [];
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  expect(new Set(seqs).size).toBe(4);
});

test('a call answered without waiting is queued for no time at the end of the VRU', () => {
  expect(
    story(
      row('AA0101 33119 0 0 PS 990101 7:41:16 7:41:26 10 0:00:00 0:00:00 0 AGENT 7:41:25 7:44:53 208 BASCH'),
    ),
  ).toEqual([
    '1999-01-01T07:41:16+02:00 contact-started',
    '1999-01-01T07:41:26+02:00 contact-queued PS',
    '1999-01-01T07:41:26+02:00 contact-answered PS BASCH',
    '1999-01-01T07:44:53+02:00 contact-ended',
  ]);
});

test('a call hung up while waiting, even where a service stands in the row, is an abandon in the queue', () => {
  expect(
    story(
      row(
        'AA0101 33761 55279970 2 PS 990113 16:21:19 16:21:25 6 16:21:25 16:21:58 33 HANG 16:21:58 16:30:30 512 X',
      ),
    ),
  ).toEqual([
    '1999-01-13T16:21:19+02:00 contact-started',
    '1999-01-13T16:21:25+02:00 contact-queued PS',
    '1999-01-13T16:21:58+02:00 contact-abandoned PS queue',
  ]);
});

test('a call hung up in the VRU was never offered', () => {
  expect(
    story(
      row('AA0101 33117 0 0 PS 990101 0:34:12 0:34:23 11 0:00:00 0:00:00 0 HANG 0:00:00 0:00:00 0 NO_SERVER'),
    ),
  ).toEqual([
    '1999-01-01T00:34:12+02:00 contact-started',
    '1999-01-01T00:34:23+02:00 contact-abandoned self-service',
  ]);
});

test('an answer without a server has no agent, and without a service it ends where it began', () => {
  expect(
    story(
      row(
        'AA0102 28607 0 1 PS 990104 13:01:45 13:01:51 6 13:01:51 13:04:08 137 AGENT 0:00:00 0:00:00 0 NO_SERVER',
      ),
    ),
  ).toEqual([
    '1999-01-04T13:01:45+02:00 contact-started',
    '1999-01-04T13:01:51+02:00 contact-queued PS',
    '1999-01-04T13:04:08+02:00 contact-answered PS',
    '1999-01-04T13:04:08+02:00 contact-ended',
  ]);
});

test('a negative VRU time counts as 0: the queue keeps its times and the entry moves', () => {
  expect(
    story(
      row(
        'AA0101 34400 48820351 2 PS 990128 15:46:49 15:45:56 -53 15:45:56 15:46:59 63 AGENT 15:46:57 15:53:31 394 DORIT',
      ),
    ),
  ).toEqual([
    '1999-01-28T15:45:56+02:00 contact-started',
    '1999-01-28T15:45:56+02:00 contact-queued PS',
    '1999-01-28T15:46:59+02:00 contact-answered PS DORIT',
    '1999-01-28T15:53:31+02:00 contact-ended',
  ]);
});

test('phantoms, blank lines, the DOS end of file and one header are left out', () => {
  const phantom = answered.replace('AGENT', 'PHANTOM');
  const kinds = convertAll('\uFEFFline\tnumber\twho', phantom, '', '\u001A', answered).map((converted) =>
    converted.kind === 'left-out' ? converted.why : converted.kind,
  );
  expect(kinds).toEqual(['header', 'phantom', 'blank', 'blank', 'events']);
});

test('a file without a header loses nothing, and a second header is refused', () => {
  const header = 'vru+line\tcall_id';
  expect(convertAll(answered, header).map(({ kind }) => kind)).toEqual(['events', 'refused']);
});

test('columns may be spaced, padded or followed by tabs, and hours may have two digits', () => {
  const same = story(answered);
  expect(story(answered.replaceAll('\t', '  '))).toEqual(same);
  expect(story(`${answered.replace('\tPS\t', '\t PS\t')}\t\t`)).toEqual(same);
  expect(story(answered.replace('2\tPS', '2 PS'))).toEqual(same);
  expect(story(answered.replaceAll('\t6:', '\t06:'))).toEqual(same);
});

test('00:00:00 is no time, like 0:00:00', () => {
  const direct = row(
    'AA0214 1 0 0 NW 990722 14:06:09 14:06:42 33 00:00:00 00:00:00 0 HANG 00:00:00 00:00:00 0 NO_SERVER',
  );
  expect(story(direct).at(-1)).toBe('1999-07-22T14:06:42+03:00 contact-abandoned self-service');
});

test.each([
  ['the server', row('AA0101 1 5 2 PS 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 54')],
  [
    'an empty customer',
    'AA0101\t1\t\t2\tPS\t990101\t6:55:20\t6:55:26\t6\t6:55:26\t6:55:43\t17\tAGENT\t6:55:43\t6:56:37\t54\tX',
  ],
  [
    'the customer',
    row('AA0101 1 2 PS 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 54 X'),
  ],
  [
    'the priority',
    row('AA0101 1 5550 PS 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 54 X'),
  ],
  [
    'the VRU time',
    row('AA0101 1 5 2 PS 990101 6:55:20 6:55:26 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 54 X'),
  ],
  ['the wait', row('AA0101 1 5 2 PS 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 AGENT 6:55:43 6:56:37 54 X')],
  [
    'the service time',
    row('AA0101 1 5 2 PS 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 X'),
  ],
])('a row without %s is converted all the same', (_, line) => {
  expect(story(line).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual(
    story(answered).map((text) => text.split(' ').slice(0, 2).join(' ')),
  );
});

test.each([
  [
    'call_id',
    row('AA0101 27997683 2 PS 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 54 X'),
  ],
  ['type', row('AA0101 1 5 2 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 54 X')],
  ['date', row('AA0101 1 5 2 PS 6:55:20 6:55:26 6 6:55:26 6:55:43 17 AGENT 6:55:43 6:56:37 54 X')],
  [
    'q_start or q_exit',
    row('AA0101 1 5 2 PS 990101 6:55:20 6:55:26 6 6:55:43 17 AGENT 6:55:43 6:56:37 54 X'),
  ],
  ['outcome', row('AA0101 1 5 2 PS 990101 6:55:20 6:55:26 6 6:55:26 6:55:43 17 6:55:43 6:56:37 54 X')],
])('a row that lacks %s is refused by that name', (field, line) => {
  expect(convertAll(line)).toMatchObject([
    { kind: 'refused', refusal: { line: 1, reason: 'missing-field', field } },
  ]);
});

test.each([
  ['field-count', '', 'AA0101 1 5'],
  ['bad-date', 'date', answered.replace('990101', '990231')],
  ['bad-date', 'date', answered.replace('990101', '990001')],
  ['bad-time', 'q_exit', answered.replace('6:55:43\t17', '6:65:43\t17')],
  ['bad-time', 'vru_entry', answered.replace('6:55:20', '24:00:00')],
  ['unknown-outcome', 'outcome', answered.replace('AGENT', 'LOST')],
  ['bad-value', 'priority', answered.replace('\t2\tPS', '\thigh\tPS')],
])('what cannot be read is refused: %s %s', (reason, field, line) => {
  const [, refused] = convertAll(answered, line);
  expect(refused).toMatchObject({ kind: 'refused', refusal: { line: 2, reason, field } });
});

test('a duration that cannot be read does not matter: the times tell it', () => {
  expect(story(answered.replace('\t17\t', '\t?\t'))).toEqual(story(answered));
});

test('an unknown type is a queue of that name, and noted', () => {
  const [converted] = convertAll(answered.replace('\tPS\t', '\tAA\t'));
  expect(converted).toMatchObject({ kind: 'events', notes: ['unknown-type-AA'] });
  expect(story(answered.replace('\tPS\t', '\tAA\t'))[1]).toContain('contact-queued AA');
});

test('one call number on two lines or at two times is several contacts', () => {
  const contacts = convertAll(
    answered,
    answered.replace('AA0101', 'AA0102'),
    answered.replace('990101', '990103'),
    answered.replace('6:55:20', '6:55:21'),
    answered.replace('MICHAL', 'DORIT'),
  ).map((converted) => (converted.kind === 'events' ? converted.events.map(({ id }) => id) : []));
  expect(new Set(contacts.flat()).size).toBe(20);
  expect(contacts[4]?.[0]).toBe('AA0101-33118-990101-065520-2:started');
});

test('the very same row twice is one call told twice: the second is refused', () => {
  const [, , again] = convertAll(answered, answered.replace('MICHAL', 'DORIT'), answered);
  expect(again).toMatchObject({ kind: 'refused', refusal: { reason: 'repeated-row', line: 3 } });
});

test('the same file gives the same events', () => {
  expect(convertAll(answered, answered.replace('33118', '33119'))).toEqual(
    convertAll(answered, answered.replace('33118', '33119')),
  );
});

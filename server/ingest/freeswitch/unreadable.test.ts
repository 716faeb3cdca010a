import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { parseEvent } from '../events/parse-event.ts';
import { BODY_BYTES, HEADER_BYTES, eslFramer, type EslFrame } from './esl-framer.ts';
import { eslRecording } from './esl-recording.ts';
import { readAgentRow, readMemberRow, readQueueRow, readTierRow } from './read-callcenter-tables.ts';
import { readEslEvent } from './read-esl-event.ts';
import { readEslMessage } from './read-esl-message.ts';
import { readFreeswitchEvent } from './read-freeswitch-event.ts';
import { readTable } from './read-table.ts';
import { keptStanding } from '../links/testing/kept-standing.ts';
import { READER_VERSION, freeswitchReader } from './freeswitch-reader.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
const frame = (type: string, body = ''): string =>
  `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: ${type}\n\n${body}`;
const event = (fields: Readonly<Record<string, string>>): string =>
  frame(
    'text/event-json',
    JSON.stringify({ 'Event-Name': 'CUSTOM', 'Event-Subclass': 'callcenter::info', ...STAMP, ...fields }),
  );
const STAMP = {
  'Core-UUID': 'c0ffee00-0000',
  'Event-Sequence': '1',
  'Event-Date-Timestamp': '1795328125053539',
};
const SIGNED_IN = event({
  'CC-Action': 'agent-status-change',
  'CC-Agent': 'amy',
  'CC-Agent-Status': 'Available',
});
const SIGNED_IN_BODY = SIGNED_IN.slice(SIGNED_IN.indexOf('{'));
const kinds = (frames: readonly EslFrame[]): string[] => frames.map(({ kind }) => kind);
const refusal = (text: string): unknown => {
  const recording = eslRecording({ source: sourceId('fs') });
  return [...recording.read(bytes(text)).refused, ...recording.end().refused].map(
    ({ reason, field, value }) => `${reason} ${field}: ${value}`,
  );
};

describe('what cannot be read is refused by name', () => {
  test.each([
    [
      'a length that is none',
      `Content-Length: many\nContent-Type: text/event-plain\n\n`,
      ['bad-value Content-Length: many'],
    ],
    [
      'a negative length',
      `Content-Length: -5\nContent-Type: text/event-plain\n\n`,
      ['bad-value Content-Length: -5'],
    ],
    ['a frame without a type', `Content-Length: 2\n\nab`, ['missing-field Content-Type: Content-Length: 2']],
    [
      'a type nobody asked for',
      frame('text/event-xml', '<event/>'),
      ['unknown-kind Content-Type: text/event-xml'],
    ],
    ['JSON that is none', frame('text/event-json', '{"Event-Name":'), ['not-json : {"Event-Name":']],
    ['JSON that is no object', frame('text/event-json', '[1]'), ['not-json : [1]']],
    [
      'an event without a name',
      frame('text/event-plain', 'Core-UUID: x\n\n'),
      ['missing-field Event-Name: '],
    ],
    [
      'a time that is none',
      event({ 'CC-Action': 'agent-status-change', 'Event-Date-Timestamp': '0' }),
      ['bad-value Event-Date-Timestamp: 0'],
    ],
    [
      'an action that is new',
      event({ 'CC-Action': 'agent-promoted' }),
      ['unknown-kind CC-Action: agent-promoted'],
    ],
    [
      'an event without its agent',
      event({ 'CC-Action': 'agent-status-change', 'CC-Agent-Status': 'Available' }),
      ['missing-field CC-Agent: '],
    ],
    [
      'a status that is new',
      event({ 'CC-Action': 'agent-status-change', 'CC-Agent': 'amy', 'CC-Agent-Status': 'Napping' }),
      ['bad-value CC-Agent-Status: Napping'],
    ],
    [
      'a stream that ends within a body',
      SIGNED_IN.slice(0, -10),
      [`bad-value frame: ${Buffer.byteLength(SIGNED_IN_BODY) - 10} bytes and then the end of the stream`],
    ],
    [
      'a stream that ends within headers',
      'Content-Le',
      ['bad-value frame: 10 bytes and then the end of the stream'],
    ],
  ])('%s', (_, text, expected) => {
    expect(refusal(text)).toEqual(expected);
  });

  test('whatever stood before it, the next frame is read', () => {
    for (const rubbish of [
      `Content-Length: many\nContent-Type: text/event-plain\n\nNapping`,
      frame('text/event-json', '{'),
      `Content-Length: 2\n\nab`,
      `Content-Length: ${BODY_BYTES + 1}\nContent-Type: text/event-plain\n\n${' '.repeat(BODY_BYTES + 1)}`,
      `Content-Type: ${'x'.repeat(HEADER_BYTES)}`,
      '\n\r\n\n',
    ]) {
      const recording = eslRecording({ source: sourceId('fs') });
      const events = [recording.read(bytes(rubbish + SIGNED_IN)), recording.end()].flatMap(
        (one) => one.events,
      );
      expect(
        events.map(({ kind }) => kind),
        rubbish.slice(0, 60),
      ).toEqual(['source-started', 'agent-signed-in']);
    }
  });

  test('a body that is too long is passed over without being kept', () => {
    const framer = eslFramer();
    const size = BODY_BYTES * 3;
    const frames = [...framer.push(bytes(`Content-Length: ${size}\nContent-Type: text/event-plain\n\n`))];
    for (let left = size; left > 0; left -= 65_536)
      frames.push(...framer.push(Buffer.alloc(Math.min(left, 65_536))));
    frames.push(...framer.push(bytes(frame('api/response', 'UP'))));
    expect(kinds(frames)).toEqual(['refused', 'frame']);
  });
});

describe('no input throws, hangs or is taken for what it is not', () => {
  // Words that mean something to a parser, so that chance comes close to what matters.
  const word = fc.constantFrom(
    'Content-Length: ',
    'Content-Type: ',
    'text/event-plain',
    'text/event-json',
    'auth/request',
    'api/response',
    '\n',
    '\n\n',
    '\r\n',
    '%',
    '%4',
    '|',
    '+OK',
    '-ERR',
    '{',
    '}',
    '"',
    ':',
    ' ',
    '0',
    '7',
    '12',
    '99999999999999999999',
    'Event-Name: CUSTOM\n',
    'CC-Action: member-queue-end\n',
    'é',
    '\u0000',
  );
  const text = fc
    .array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
    .map((words) => words.join(''));

  test('the framer: any bytes, cut anywhere, give the same frames, and none is lost in silence', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 8 }), (said, places) => {
        const stream = bytes(said);
        const cuts = [
          0,
          ...places.filter((place) => place < stream.length).sort((a, b) => a - b),
          stream.length,
        ];
        const whole = eslFramer();
        const cut = eslFramer();
        const expected = [...whole.push(stream), ...whole.end()];
        const frames = [
          ...cuts.slice(1).flatMap((end, index) => cut.push(stream.subarray(cuts[index], end))),
          ...cut.end(),
        ];
        expect(frames).toEqual(expected);
        if (stream.some((byte) => byte !== 10 && byte !== 13)) expect(frames.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('the reading of frames', () => {
    const type = fc.constantFrom(
      'text/event-plain',
      'text/event-json',
      'command/reply',
      'api/response',
      'text/disconnect-notice',
    );
    fc.assert(
      fc.property(type, text, (contentType, body) => {
        const headers = new Map([['Content-Type', contentType]]);
        expect(readEslMessage({ kind: 'frame', headers, body }).kind).toMatch(
          /^(reply|answer|event|refused|closing)$/,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('tables', () => {
    fc.assert(
      fc.property(text, fc.string(), (body, free) => {
        const read = readTable(body, free);
        if (read.kind === 'denied') return;
        for (const row of read.table.rows)
          for (const take of [readAgentRow, readTierRow, readQueueRow, readMemberRow]) take(row);
      }),
      { numRuns: 500 },
    );
  });

  test('the reader: events of any order and content give facts that every intake takes', () => {
    const fields = fc.tuple(
      field(
        'CC-Action',
        fc.constantFrom(
          'member-queue-start',
          'member-queue-resume',
          'member-queue-end',
          'agent-offering',
          'bridge-agent-start',
          'bridge-agent-end',
          'bridge-agent-fail',
          'agent-status-change',
          'agent-state-change',
          'agent-contact-change',
          'agent-max-no-answer',
        ),
      ),
      field('CC-Agent', fc.constantFrom('amy', 'bob')),
      field('CC-Queue', fc.constantFrom('sales', 'support')),
      field('CC-Member-UUID', fc.constantFrom('m1', 'm2', 'm3')),
      field('CC-Member-Session-UUID', fc.constantFrom('s1', 's2')),
      field(
        'CC-Agent-Status',
        fc.constantFrom('Available', 'Available (On Demand)', 'On Break', 'Logged Out'),
      ),
      field('CC-Agent-State', fc.constantFrom('Waiting', 'Idle', 'Receiving', 'In a queue call')),
      field('CC-Hangup-Cause', fc.constantFrom('ORIGINATOR_CANCEL', 'NO_ANSWER', 'LOSE_RACE')),
      field('CC-Cause', fc.constantFrom('Terminated', 'Cancel')),
      field(
        'CC-Cancel-Reason',
        fc.constantFrom('NONE', 'TIMEOUT', 'BREAK_OUT', 'NO_AGENT_TIMEOUT', 'EXIT_WITH_KEY', 'NEW'),
      ),
      field('CC-Agent-Bridged', fc.boolean()),
      field('CC-Member-Joined-Time', fc.constantFrom(1795328120, 0)),
      field('CC-Agent-Answered-Time', fc.constantFrom(1795328121, 0)),
      field('Answer-State', fc.constantFrom('answered', 'hangup')),
      field('Event-Date-Timestamp', fc.integer({ min: 1795328125000000, max: 1795328145000000 })),
      field('Core-UUID', fc.constantFrom('c0ffee00', 'c0ffee00', 'c0ffee00', 'decaf000')),
    );
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 40 }), (said) => {
        const source = sourceId('fs');
        const known = keptStanding({ source, kept: new Map(), version: READER_VERSION });
        const reader = freeswitchReader({ source, wrapUpMs: 2_000, standing: known.standing });
        const told = said.flatMap((words, index) => {
          const read = readEslEvent(
            'text/event-json',
            JSON.stringify({
              'Event-Name': 'CUSTOM',
              'Event-Subclass': 'callcenter::info',
              'Event-Sequence': String(index),
              ...Object.fromEntries(words),
            }),
          );
          if (read?.kind !== 'fields') throw new Error('unread');
          const one = readFreeswitchEvent(read.fields);
          return one.kind === 'event' ? reader.event(one.event) : [];
        });
        for (const fact of [...told, ...reader.end()])
          expect(parseEvent(fact).kind, JSON.stringify(fact)).toBe('event');
        expect(JSON.stringify([...known.kept()]).length).toBeLessThan(10_000);
      }),
      { numRuns: 300 },
    );
  });
});

const field = <Value>(name: string, values: fc.Arbitrary<Value>) =>
  values.map((value) => [name, String(value)] as const);

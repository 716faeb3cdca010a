import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHookMapping } from './read-hook-mapping.ts';

const GOOD = `name: A switch
sender: { limit-seconds: 5, retries: true, reply: { status: 204 } }
time: { unit: local, zone: Asia/Shanghai }
identity: <id>
events:
  - kind: contact-queued
    at: <at>
    contact: <call>
    queue: <queue>
`;

const mistakesOf = (text: string): readonly string[] => {
  const read = readHookMapping(text);
  return read.kind === 'mapping'
    ? []
    : read.mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

test('a mapping without mistakes is read', () => {
  expect(mistakesOf(GOOD)).toEqual([]);
});

describe('a mistake is named with its line and column:', () => {
  test.each<[string, string, string, RegExp]>([
    ['no YAML', 'name: A', 'name: [', /^\d+:\d+ not YAML/],
    [
      'a key that is not known',
      'identity:',
      'identiy:',
      /^4:1 identiy is not a key here: did you mean identity\?/,
    ],
    ['no sender', 'sender:', 'about:', /sender is missing, expected what the sender expects/],
    ['no time limit', 'limit-seconds: 5, ', '', /sender.limit-seconds is missing/],
    [
      'a time limit nobody can keep',
      'limit-seconds: 5',
      'limit-seconds: 0.1',
      /^2:26 sender.limit-seconds is 0.1, expected 1 to 120 seconds/,
    ],
    [
      'a reply that says no',
      'status: 204',
      'status: 500',
      /sender.reply.status is 500, expected a status from 200 to 299/,
    ],
    ['perhaps', 'retries: true', 'retries: perhaps', /sender.retries is perhaps, expected true or false/],
    ['a unit that is none', 'unit: local', 'unit: hours', /^3:15 time.unit is hours, expected s or ms/],
    [
      'a zone that is none',
      'Asia/Shanghai',
      'Asia/Shangai',
      /^3:28 time.zone is Asia\/Shangai, expected an IANA time zone/,
    ],
    [
      'local time nowhere',
      ', zone: Asia/Shanghai',
      '',
      /time is .*, expected a zone: without one a local time names no instant/,
    ],
    [
      'a kind that is none',
      'contact-queued',
      'contact-queud',
      /^6:11 events\[1\].kind is contact-queud, expected contact-started or/,
    ],
    [
      'a field of another kind',
      'queue: <queue>',
      'queue: <queue>\n    state: away',
      /^10:12 events\[1\].state is away, expected no state: contact-queued has/,
    ],
    [
      'a field that is missing',
      '    queue: <queue>\n',
      '',
      /events\[1\].queue is missing, expected a queue: contact-queued needs one/,
    ],
    ['no time of an event', '    at: <at>\n', '', /events\[1\].at is .*expected when it happened/],
    ['an open hole', '<call>', '<call', /^8:14 events\[1\].contact is <call, expected a text, with places/],
    [
      'an empty hole',
      '<call>',
      '<call | >',
      /events\[1\].contact is <call \| >, expected a text, with places/,
    ],
    [
      'no identity',
      'identity: <id>\n',
      '',
      /events\[1\].id .*expected an id, because the mapping has no identity/,
    ],
    [
      'a condition that is none',
      'at: <at>',
      'at: <at>\n    when: { a: { is: 5 } }',
      /events\[1\].when.a.is is not a key here/,
    ],
    [
      'two conditions in one',
      'at: <at>',
      'at: <at>\n    when: { a: { not: 5, present: true } }',
      /events\[1\].when.a is .*expected a word, a list of words/,
    ],
    [
      'a seal that is none',
      'time:',
      'seals: [{ scheme: md5 }]\ntime:',
      /^3:19 seals\[1\].scheme is md5, expected hmac-sha256 or twilio/,
    ],
    [
      'a seal without a name',
      'time:',
      'seals: [{ scheme: query }]\ntime:',
      /seals\[1\].name is missing, expected the name of the query/,
    ],
    [
      'no event',
      GOOD.slice(GOOD.indexOf('events:')),
      'events: []\n',
      /^5:9 events is \[\], expected a list of 1 to 500 events/,
    ],
  ])('%s', (_, found, replaced, message) => {
    const text = GOOD.replace(found, replaced);
    expect(text).not.toBe(GOOD);
    expect(mistakesOf(text).join('\n')).toMatch(message);
  });

  test('a constant that its field cannot say', () => {
    const text = `${GOOD}  - { kind: contact-left, at: <at>, contact: <call>, reason: tired }\n`;
    expect(mistakesOf(text)).toEqual([
      '10:62 events[2].reason is tired, expected one of timeout, empty, key, overflow, voicemail, callback, closed, withdrawn, error, got tired',
    ]);
    const table = text.replace('tired', '{ of: <why>, table: { 1: timeout, 2: tired } }');
    expect(mistakesOf(table).join()).toContain('got tired');
  });

  test('all of them, in the order of the text', () => {
    const text = GOOD.replace('Asia/Shanghai', 'Mars').replace('<call>', '<>').replace('204', 'no');
    expect(mistakesOf(text).map((one) => one.split(' ', 2)[1])).toEqual([
      'sender.reply.status',
      'time.zone',
      'events[1].contact',
    ]);
  });
});

test('no text throws', () => {
  const lines = GOOD.split('\n');
  const bent = fc
    .tuple(fc.nat(lines.length), fc.string({ maxLength: 30, unit: 'binary-ascii' }))
    .map(([at, text]) => [...lines.slice(0, at), text, ...lines.slice(at + 1)].join('\n'));
  fc.assert(
    fc.property(bent, (text) => {
      expect(['mapping', 'mistakes']).toContain(readHookMapping(text).kind);
    }),
    { numRuns: 300, seed: 20260304 },
  );
});

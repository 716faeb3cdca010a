import { describe, expect, test } from 'vitest';
import { agentId, queueId } from '#domain/ids.ts';
import { ask, list } from '../figures/testing/ask.ts';
import { clock, rowsTold, type Told } from './testing/tell.ts';

const queue = queueId('shop');
const agent = agentId('amy');
const started = (at: string): Told => [
  at,
  { kind: 'contact-started', channel: 'wechat', direction: 'inbound' },
];
const queued = (at: string): Told => [at, { kind: 'contact-queued', queue }];
const answered = (at: string): Told => [at, { kind: 'contact-answered', agent }];
const ended = (at: string): Told => [at, { kind: 'contact-ended' }];
const asks = (at: string): Told => [at, { kind: 'contact-message', by: 'customer' }];
const replies = (at: string): Told => [at, { kind: 'contact-message', by: 'agent', agent }];
const botSays = (at: string): Told => [at, { kind: 'contact-message', by: 'bot' }];

const roundsOf = (told: readonly Told[]) => {
  const rows = rowsTold('round', told).map((row) => ['round', row] as const);
  const [figures] = ask(
    { measures: ['rounds', 'rounds_within_3min', 'first_response', 'response_time'] },
    rows,
  );
  expect(list({ measures: ['rounds'] }, rows).length).toBe(figures?.['rounds']);
  return figures;
};

describe('rounds of a chat', () => {
  const chat = [started('10:10:00'), queued('10:10:00'), answered('10:10:05')];
  const first = [asks('10:10:15'), asks('10:15:20'), replies('10:18:10')];

  test.each<[string, Told[], number, number]>([
    ['two questions and a reply after almost eight minutes', first, 0, 1],
    [
      'and another that is answered in half a minute',
      [...first, asks('10:18:30'), replies('10:19:00')],
      1,
      2,
    ],
    [
      'ten questions in three minutes and no reply before midnight',
      ['10:00', '10:20', '10:40', '11:00', '11:20', '11:40', '12:00', '12:20', '12:40', '13:00'].map((at) =>
        asks(`10:${at}`),
      ),
      0,
      1,
    ],
    ['a reply after exactly three minutes', [asks('10:11:00'), replies('10:14:00')], 1, 1],
    ['a greeting that nobody asked for', [replies('10:10:06')], 0, 0],
  ])('%s: within three minutes %d of %d', (_, told, within, all) => {
    expect(roundsOf([...chat, ...told])).toMatchObject({ rounds: all, rounds_within_3min: within });
  });

  test('a bot answers nothing: after it the clock starts at the hand-over', () => {
    const told = [
      started('10:00:00'),
      asks('10:00:00'),
      botSays('10:00:01'),
      asks('10:01:00'),
      queued('10:02:00'),
      botSays('10:02:01'),
      answered('10:02:20'),
      replies('10:02:30'),
    ];
    expect(roundsOf(told)).toMatchObject({ rounds: 1, first_response: 30 });
  });

  test('without a bot the clock starts at the first question, and who writes has the credit', () => {
    const told = [
      started('10:00:00'),
      asks('10:00:00'),
      queued('10:00:05'),
      answered('10:00:10'),
      replies('10:00:40'),
    ];
    expect(roundsOf(told)).toMatchObject({ first_response: 40, response_time: 40 });
    expect(rowsTold('round', told)).toMatchObject([
      { agent: 'amy', queue: 'shop', first: true, questions: 1 },
    ]);
  });

  test('a contact that the bot has kept has no rounds of people', () => {
    expect(
      roundsOf([started('10:00:00'), asks('10:00:00'), botSays('10:00:01'), ended('10:01:00')]),
    ).toMatchObject({
      rounds: 0,
    });
  });

  test('a question that is open has waited until the last known moment', () => {
    expect(rowsTold('round', [...chat, asks('23:00:00')])).toMatchObject([
      { outcome: 'open', response_ms: undefined, waited_ms: 3_600_000 },
    ]);
  });
});

describe('a pass through self-service', () => {
  test.each<[string, Told[], string | undefined, number | undefined]>([
    ['goes on to a queue', [started('09:00:00'), queued('09:00:40')], 'queue', 40_000],
    ['goes on to an agent', [started('09:00:00'), answered('09:00:40')], 'agent', 40_000],
    ['is contained', [started('09:00:00'), ended('09:00:30')], 'contained', 30_000],
    ['is none without time in it', [started('09:00:00'), queued('09:00:00')], undefined, undefined],
    ['is none where the beginning was not told', [queued('09:00:00')], undefined, undefined],
    [
      'ends by hanging up',
      [started('09:00:00'), ['09:00:07', { kind: 'contact-abandoned', during: 'self-service' }]],
      'abandoned',
      7_000,
    ],
    [
      'is none of a contact that we begin',
      [
        ['09:00:00', { kind: 'contact-started', channel: 'voice', direction: 'outbound' }],
        queued('09:00:40'),
      ],
      undefined,
      undefined,
    ],
  ])('%s', (_, told, outcome, passMs) => {
    const rows = rowsTold('pass', told);
    expect(rows.map((row) => [row['outcome'], row['pass_ms']])).toEqual(
      outcome === undefined ? [] : [[outcome, passMs]],
    );
  });
});

test('a talk has its holds, its wrap-up, and whether it was passed on', () => {
  const told: Told[] = [
    started('09:00:00'),
    queued('09:00:00'),
    ['09:00:05', { kind: 'contact-ringing', agent }],
    answered('09:00:10'),
    ['09:01:00', { kind: 'contact-held', agent }],
    ['09:01:20', { kind: 'contact-resumed', agent }],
    ['09:02:00', { kind: 'contact-held', agent }],
    ['09:02:10', { kind: 'contact-transferred', agent }],
    ['09:02:10', { kind: 'contact-answered', agent: agentId('bob') }],
    ['09:02:40', { kind: 'contact-wrapped', agent }],
    ended('09:03:00'),
  ];
  expect(rowsTold('handling', told)).toMatchObject([
    {
      agent: 'amy',
      queue: 'shop',
      arrived_at: clock('09:00:00'),
      handle_ms: 150_000,
      talk_ms: 90_000,
      hold_ms: 30_000,
      wrap_ms: 30_000,
      holds: 2,
      transferred: true,
    },
    { agent: 'bob', queue: undefined, arrived_at: clock('09:02:10'), handle_ms: 50_000, transferred: false },
  ]);
  expect(rowsTold('visit', told)).toMatchObject([
    {
      agent: 'amy',
      wait_ms: 10_000,
      ringing_ms: 5_000,
      handle_ms: 150_000,
      hold_ms: 30_000,
      wrap_ms: 30_000,
      transferred: true,
    },
  ]);
});

test.each([
  ['6.02701E+11', true],
  ['6,02701E+11', true],
  [' 1e+12 ', true],
  ['602701', false],
  ['E11', false],
  ['12E', false],
])('a customer key %s that a spreadsheet has rounded: %s', (customer, isMangled) => {
  const told: Told[] = [
    ['09:00:00', { kind: 'contact-started', channel: 'voice', direction: 'inbound', customer }],
    queued('09:00:01'),
  ];
  expect(rowsTold('visit', told)).toMatchObject([
    { customer_mangled: isMangled, customer: isMangled ? undefined : customer.trim() },
  ]);
});

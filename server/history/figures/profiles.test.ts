import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allMeasures } from '#domain/measures/all-measures.ts';
import { emptyCounts } from '#domain/measures/counts.ts';
import { PROFILES } from '#domain/measures/profiles.ts';
import { serviceLevelDefinitions } from '#domain/measures/service-level-definitions.ts';
import { epochMs } from '#domain/time.ts';
import { ask, profileOf, question, visit, type KindOfRow } from './testing/ask.ts';
import { prepareQuestion } from './prepare-question.ts';

const times = (count: number, outcome: string, waitS: number): KindOfRow[] =>
  Array.from({ length: count }, () => visit(outcome, waitS));

/** ICMI's worked example: 1,000 answered, 860 of them in 20 s; 60 abandoned, 20 in 20 s, 10 of those in 5 s. */
const icmi = [
  ...times(860, 'answered', 15),
  ...times(140, 'answered', 40),
  ...times(10, 'abandoned', 3),
  ...times(10, 'abandoned', 12),
  ...times(40, 'abandoned', 60),
];

const terms = { within_ms: 20_000, short_abandon_ms: 5_000, repeat_ms: 0, chat_slots: 1 };

test.each([
  ['arrival', 860, 1050, 81.9],
  ['genesys', 860, 1050, 81.9],
  ['amazon', 880, 1060, 83.0],
  ['cisco-ignore', 860, 1040, 82.7],
  ['cisco-negative', 860, 1060, 81.1],
  ['cisco-positive', 880, 1060, 83.0],
  ['talkdesk', 860, 1050, 81.9],
  ['asterisk-1', 860, 1000, 86.0],
  ['asterisk-2', 880, 1060, 83.0],
  ['cn-1', 880, 1060, 83.0],
  ['cn-2', 860, 1000, 86.0],
  ['cn-3', 860, 1060, 81.1],
  ['cn-4', 860, 1040, 82.7],
])('%s: ICMI’s contacts have %d of %d, a service level of %d %%', (id, met, of, percent) => {
  const [answer] = ask(
    { profile: profileOf(id), terms, measures: ['service_level_met', 'service_level_base', 'service_level'] },
    icmi,
  );
  expect(answer).toMatchObject({ service_level_met: met, service_level_base: of });
  expect(100 * Number(answer?.['service_level'])).toBeCloseTo(percent, 1);
});

const at = (clock: string) => epochMs(Date.parse(`2026-03-04T${clock}Z`));

/** Queued 07:28:00, answered 07:32:00, hung up 07:41:00, wrap-up until 07:43:00; and one abandoned at 07:31:00 after two minutes. */
const early: readonly KindOfRow[] = [
  visit('answered', 240, {
    arrived_at: at('07:28:00'),
    ended_at: at('07:41:00'),
    wrapped_at: at('07:43:00'),
    handled: true,
    handle_ms: 660_000,
  }),
];

test.each([
  ['arrival', '07:00'],
  ['talkdesk', '07:00'],
  ['cn-3', '07:00'],
  ['cisco-negative', '07:00'],
  ['genesys', '07:30'],
  ['asterisk-2', '07:30'],
  ['amazon', '07:30'],
])('%s: the contact of 07:28 that is answered at 07:32 counts in the half hour of %s', (id, halfHour) => {
  const answer = ask(
    { profile: profileOf(id), by: ['half-hour'], measures: ['offered', 'service_level_base'] },
    early,
  );
  const based = answer.filter((row) => row['service_level_base'] === 1);
  expect(based.map((row) => row['half-hour'])).toEqual([`2026-03-04T${halfHour}:00+00:00`]);
  // Whatever the profile, it was offered when it arrived.
  expect(answer.find((row) => row['offered'] === 1)?.['half-hour']).toBe('2026-03-04T07:00:00+00:00');
});

test('handled is of those who arrived, completed of those whose handling ended, and the workload is where it passed', () => {
  const talk: KindOfRow = [
    'handling',
    {
      arrived_at: at('07:28:00'),
      answered_at: at('07:32:00'),
      worked_until: at('07:43:00'),
      outcome: 'handled',
    },
  ];
  const long: KindOfRow = [
    'handling',
    { arrived_at: at('07:20:00'), answered_at: at('07:25:00'), worked_until: at('08:10:00') },
  ];
  expect(
    ask({ by: ['half-hour'], measures: ['handled', 'completed', 'workload'] }, [...early, talk, long]),
  ).toEqual([
    { 'half-hour': '2026-03-04T07:00:00+00:00', handled: 1, completed: 0, workload: 300 },
    { 'half-hour': '2026-03-04T07:30:00+00:00', handled: 0, completed: 1, workload: 1800 + 660 },
    { 'half-hour': '2026-03-04T08:00:00+00:00', handled: 0, completed: 0, workload: 600 },
  ]);
});

test.each(PROFILES.map((profile) => [profile.id, profile] as const))(
  'every measure can be counted under %s',
  (_, profile) => {
    const measures = allMeasures(profile).map(({ id }) => id);
    expect(prepareQuestion(question({ profile, measures })).measures.length).toBe(measures.length);
    expect(new Set(measures).size).toBe(measures.length);
  },
);

const anyVisit = fc
  .record({
    outcome: fc.constantFrom('answered', 'abandoned', 'left', 'lost', 'waiting'),
    waitS: fc.integer({ min: 0, max: 40 }),
    reason: fc.constantFrom('closed', 'timeout', 'queue'),
  })
  .map(({ outcome, waitS, reason }) =>
    visit(outcome, outcome === 'lost' || outcome === 'waiting' ? undefined : waitS, { reason }),
  );

test.each([
  ['arrival', 'callboard'],
  ['cn-1', 'abandons-help'],
  ['cn-2', 'answered-only'],
  ['cn-3', 'abandons-hurt'],
  ['cn-4', 'abandons-within-ignored'],
  ['talkdesk', 'short-abandons-out'],
] as const)('%s of rows is the definition %s of counts, whatever the visits are', (id, name) => {
  fc.assert(
    fc.property(fc.array(anyVisit, { maxLength: 30 }), (visits) => {
      const asked = {
        profile: profileOf(id),
        terms,
        measures: [...COUNTED, 'service_level_met', 'service_level_base'],
      };
      const [answer = {}] = ask(asked, visits);
      const counted = (measure: string): number => Number(answer[measure]);
      const counts = {
        ...emptyCounts(),
        offered: counted('offered'),
        answered: counted('answered'),
        abandoned: counted('abandoned'),
        answeredWithin: counted('answered_within'),
        abandonedWithin: counted('abandoned_within'),
        shortAbandoned: counted('short_abandoned'),
        leftClosed: counted('left_closed'),
      };
      expect({ met: counted('service_level_met'), of: counted('service_level_base') }).toEqual(
        serviceLevelDefinitions[name](counts),
      );
    }),
  );
});

const COUNTED = [
  'offered',
  'answered',
  'abandoned',
  'answered_within',
  'abandoned_within',
  'short_abandoned',
  'left_closed',
];

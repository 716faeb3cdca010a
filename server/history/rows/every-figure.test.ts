import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { ask, list, profileOf } from '../figures/testing/ask.ts';
import { customersByHand, roundsByHand } from './testing/chats-by-hand.ts';
import { KEYS, byHand, is, share, sum, truthOf } from './testing/count-by-hand.ts';
import { life, type Life } from './testing/lives.ts';
import { profilesByHand } from './testing/profiles-by-hand.ts';
import { rowsOfEvents } from './testing/rows-of-events.ts';
import { NIGHT, tellLives } from './testing/tell-lives.ts';

const ZONE = 'Europe/Berlin';
const terms = { within_ms: 20_000, short_abandon_ms: 5_000, repeat_ms: 3_600_000, chat_slots: 1 };
const halfHour = (second: number): string => {
  const local = DateTime.fromMillis(NIGHT + 1_000 * second, { zone: ZONE });
  const start = local.minus({ minutes: local.minute % 30, seconds: local.second });
  return start.toISO({ suppressMilliseconds: true }) ?? '';
};
const day = (second: number): string =>
  DateTime.fromMillis(NIGHT + 1_000 * second, { zone: ZONE }).toFormat('yyyy-MM-dd');

const lives = fc.array(life, { maxLength: 12 });
const asked = { zone: timeZone(ZONE), terms };

/** All events once or twice, in any order. */
const doubled = (told: readonly Life[]) => {
  const events = tellLives(told);
  return fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length });
};
const toldAnyhow = lives.chain((told) => fc.record({ told: fc.constant(told), events: doubled(told) }));

function compare(ours: unknown, hand: number | undefined, what: string): void {
  if (hand === undefined) expect(ours, what).toBeUndefined();
  else expect(Number(ours), what).toBeCloseTo(hand, 9);
}

test('every figure by everything is what a person would count by hand, however late and often it was told', async () => {
  await fc.assert(
    fc.asyncProperty(toldAnyhow, async ({ told, events }) => {
      const truth = truthOf(told);
      const { rows } = await rowsOfEvents(events, ZONE, 7);
      const measures = Object.keys(byHand);
      for (const by of Object.keys(KEYS)) {
        const answer = ask({ ...asked, measures, by: [by, 'half-hour'] }, rows);
        const groups = Map.groupBy(truth, (one) => `${KEYS[by]?.(one)}|${halfHour(one.arrived)}`);
        for (const [key, group] of groups) {
          const row = answer.find((one) => `${one[by] ?? ''}|${one['half-hour']}` === key);
          for (const [id, count] of Object.entries(byHand))
            compare(row?.[id], count(group, truth), `${key} ${id}`);
        }
        // A talk that was passed on lies in the half hour of its visit, so nothing else has a row.
        expect(answer.length).toBe(groups.size);
      }
    }),
    { numRuns: 150 },
  );
});

test('the service level of every profile is what a person would count by hand, in the half hour that it counts in', async () => {
  await fc.assert(
    fc.asyncProperty(toldAnyhow, async ({ told, events }) => {
      const { rows } = await rowsOfEvents(events, ZONE, 7);
      for (const [id, [at, of, met]] of Object.entries(profilesByHand)) {
        const profile = profileOf(id);
        const measures = ['service_level', 'service_level_base'];
        const answer = ask({ ...asked, profile, measures, by: ['queue', 'half-hour'] }, rows);
        const groups = Map.groupBy(truthOf(told).filter(of), (one) => `${one.queue}|${halfHour(at(one))}`);
        const found = answer.filter((row) => row['service_level'] !== undefined);
        expect(found.map((row) => `${row['queue']}|${row['half-hour']}`).sort()).toEqual(
          [...groups.keys()].sort(),
        );
        for (const row of found) {
          const group = groups.get(`${row['queue']}|${row['half-hour']}`) ?? [];
          compare(row['service_level'], group.filter(met).length / group.length, id);
        }
      }
    }),
    { numRuns: 150 },
  );
});

const CHAT_MEASURES = [
  'rounds',
  'rounds_within_3min',
  'response_time',
  'first_response',
  'distinct_customers',
  'self_service_entered',
  'self_service_abandoned',
  'self_service_contained',
  'self_service_handed_over',
  'bot_started',
  'bot_handed_over',
  'hold_seconds',
];

const mean = (all: readonly number[]) =>
  share(
    all.reduce((so, one) => so + one, 0),
    all.length,
  );

function chatsByHand(told: readonly Life[]): readonly (number | undefined)[] {
  const rounds = told.flatMap((one) => roundsByHand(one));
  const replied = rounds.flatMap(({ took }) => took ?? []);
  const inside = told.filter(({ direction, self }) => direction === 'inbound' && self > 0);
  const bots = inside.filter(({ bot }) => bot);
  const talks = truthOf(told).filter(is('answered'));
  return [
    rounds.length,
    replied.filter((took) => took <= 180).length,
    mean(replied),
    mean(rounds.flatMap(({ took, isFirst }) => (isFirst && took !== undefined ? took : []))),
    customersByHand(talks),
    inside.length,
    inside.filter(({ steps, hangsUp }) => steps.length === 0 && hangsUp).length,
    inside.filter(({ steps, hangsUp }) => steps.length === 0 && !hangsUp).length,
    inside.filter(({ steps }) => steps.length > 0).length,
    bots.length,
    bots.filter(({ steps }) => steps.length > 0).length,
    sum(talks, ({ hold }) => hold),
  ];
}

test('rounds, responses and what became of self-service are what a person would count by hand', async () => {
  await fc.assert(
    fc.asyncProperty(toldAnyhow, async ({ told, events }) => {
      const { rows } = await rowsOfEvents(events, ZONE, 7);
      const [figures] = ask({ ...asked, measures: CHAT_MEASURES }, rows);
      const hand = chatsByHand(told);
      for (const [place, id] of CHAT_MEASURES.entries()) compare(figures?.[id], hand[place], id);
    }),
    { numRuns: 200 },
  );
});

test('days, and what lies between two times, are by the local clock and by arrival', async () => {
  await fc.assert(
    fc.asyncProperty(lives, fc.nat(21_600), fc.nat(21_600), async (told, one, other) => {
      const truth = truthOf(told);
      const { rows } = await rowsOfEvents(tellLives(told), ZONE);
      const days = Map.groupBy(truth, ({ arrived }) => day(arrived));
      const answer = ask({ ...asked, by: ['day'] }, rows);
      expect(Object.fromEntries(answer.map((row) => [row['day'], row['offered']]))).toEqual(
        Object.fromEntries([...days].map(([key, group]) => [key, group.length])),
      );
      const [from, to] = [Math.min(one, other), Math.max(one, other) + 1];
      const between = { from: at(from), to: at(to) };
      const hand = truth.filter(({ arrived }) => arrived >= from && arrived < to).length;
      expect(list({ ...asked, ...between }, rows).length).toBe(hand);
      expect(ask({ ...asked, ...between, measures: ['offered'] }, rows)).toEqual([{ offered: hand }]);
    }),
    { numRuns: 100 },
  );
});

const at = (second: number) => epochMs(NIGHT + 1_000 * second);

import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { timeZone } from '#domain/time-zone.ts';
import { ask } from '../figures/testing/ask.ts';
import { rowsOfEvents } from './testing/rows-of-events.ts';

const ZONE = 'Europe/Berlin';
/** 2026-10-25T01:00:00+02:00: two hours later the clock goes back. */
const NIGHT = Date.UTC(2026, 9, 24, 23);
/** Everything begins and ends on a step of ten seconds. */
const STEP = 10;
const STEPS = (3 * 3_600) / STEP;

/** What an agent does: one word for each thing told, at most one a step. */
type Told = {
  readonly at: number;
  readonly does: 'in' | 'out' | 'available' | 'busy' | 'wrap-up' | 'away';
  readonly reason: 'lunch' | 'training';
};
/** A talk with a contact, and the wrap-up after it. */
type Talk = { readonly at: number; readonly long: number; readonly wrap: number };

const step = fc.nat(STEPS - 60);
const told: fc.Arbitrary<Told> = fc.record({
  at: step,
  does: fc.constantFrom('in', 'in', 'out', 'available', 'busy', 'wrap-up', 'away'),
  reason: fc.constantFrom('lunch', 'training'),
});
const talk: fc.Arbitrary<Talk> = fc.record({
  at: step,
  long: fc.integer({ min: 1, max: 40 }),
  wrap: fc.nat(10),
});
const day = fc.record({
  told: fc.uniqueArray(told, { maxLength: 8, selector: ({ at }) => at }),
  talks: fc.array(talk, { maxLength: 6 }),
});

const event = (id: string, at: number, more: object): AcdEvent =>
  // It is made as a sender would make it.
  ({ id, source: 'switch', at: NIGHT + 1_000 * STEP * at, ...more }) as unknown as AcdEvent;

function eventsOf({ told: words, talks }: { told: readonly Told[]; talks: readonly Talk[] }): AcdEvent[] {
  const agent = 'amy';
  return [
    ...words.map(({ at, does, reason }, place) => {
      if (does === 'in')
        return event(`w${place}`, at, { kind: 'agent-signed-in', agent, queues: ['sales'], site: 'sh' });
      if (does === 'out') return event(`w${place}`, at, { kind: 'agent-signed-out', agent });
      const why = does === 'away' ? { reason } : {};
      return event(`w${place}`, at, { kind: 'agent-state', agent, state: does, ...why });
    }),
    ...talks.flatMap(({ at, long, wrap }, place) => {
      const contact = `c${place}`;
      return [
        event(`${contact}-q`, at, { kind: 'contact-queued', contact, queue: 'sales', seq: 0 }),
        event(`${contact}-a`, at, { kind: 'contact-answered', contact, agent, seq: 1 }),
        event(`${contact}-e`, at + long, { kind: 'contact-ended', contact, seq: 2 }),
        ...(wrap > 0
          ? [event(`${contact}-w`, at + long + wrap, { kind: 'contact-wrapped', contact, agent, seq: 3 })]
          : []),
      ];
    }),
    event('end', STEPS, { kind: 'source-heartbeat' }),
  ];
}

type Standing = {
  readonly state: string;
  readonly reason: string;
  readonly inHand: number;
  readonly signedIn: boolean;
};

/** How the agent stood in each step, told as a person would: a contact in hand is busy, then wrap-up, then what the agent said. */
function standingAt(at: number, words: readonly Told[], talks: readonly Talk[]): Standing | undefined {
  const before = words.filter((word) => word.at <= at).toSorted((one, other) => one.at - other.at);
  let [signedIn, said, reason] = [false, 'available', ''];
  let signedOutAt = -1;
  for (const word of before) {
    [signedIn, said, reason] =
      word.does === 'out'
        ? [false, said, reason]
        : [true, word.does === 'in' ? 'available' : word.does, word.does === 'away' ? word.reason : ''];
    if (word.does === 'out') signedOutAt = word.at;
  }
  const inHand = talks.filter((one) => one.at <= at && at < one.at + one.long).length;
  // Whoever signs out has finished wrapping up.
  const wraps = talks.some(
    (one) => one.at + one.long <= at && at < one.at + one.long + one.wrap && one.at + one.long > signedOutAt,
  );
  if (inHand > 0) return { state: 'busy', reason: said === 'busy' ? reason : '', inHand, signedIn };
  if (wraps) return { state: 'wrap-up', reason: said === 'wrap-up' ? reason : '', inHand, signedIn };
  return signedIn ? { state: said, reason, inHand, signedIn } : undefined;
}

const halfHours = Array.from({ length: STEPS }, (_, at) => {
  const local = DateTime.fromMillis(NIGHT + 1_000 * STEP * at, { zone: ZONE });
  const start = local.minus({ minutes: local.minute % 30, seconds: local.second });
  return start.toISO({ suppressMilliseconds: true }) ?? '';
});

test('an agent’s time in each state, by reason and half hour, is what was so step by step', async () => {
  await fc.assert(
    fc.asyncProperty(
      // Of an agent of whom no state was ever told, pauses are guessed; that is another test.
      day.filter(
        (one) => one.told.length > 0 && one.told.every((word) => !hasTalkBorderAt(word.at, one.talks)),
      ),
      async (one) => {
        const { rows } = await rowsOfEvents(eventsOf(one), ZONE);
        const by = ['half-hour', 'state', 'reason'];
        const zone = timeZone(ZONE);
        const answer = ask({ zone, by, measures: ['signed_in_time', 'contact_time', 'derived_time'] }, rows);
        const seconds = new Map<string, [number, number, number]>();
        for (let at = 0; at < STEPS; at += 1) {
          const standing = standingAt(at, one.told, one.talks);
          if (standing === undefined) continue;
          const key = `${halfHours[at]} ${standing.state} ${standing.reason}`;
          const sum = seconds.get(key) ?? [0, 0, 0];
          seconds.set(key, [
            sum[0] + STEP,
            sum[1] + STEP * standing.inHand,
            sum[2] + (standing.signedIn ? 0 : STEP),
          ]);
        }
        expect(
          new Map(
            answer.map((row) => [
              `${row['half-hour']} ${row['state']} ${row['reason'] ?? ''}`,
              [row['signed_in_time'], row['contact_time'], row['derived_time']],
            ]),
          ),
        ).toEqual(seconds);
      },
    ),
    { numRuns: 60 },
  );
});

/** In one instant the order of what is told by an agent and by a contact is a matter of rules that are tested elsewhere. */
const hasTalkBorderAt = (at: number, talks: readonly Talk[]): boolean =>
  talks.some((one) => [one.at, one.at + one.long, one.at + one.long + one.wrap].includes(at));

test('of an agent of whom only contacts are known, short pauses count as available and long ones as nothing', async () => {
  const talks = [0, 60, 430, 800].map((at) => ({ at, long: 10, wrap: 0 }));
  const { rows } = await rowsOfEvents(eventsOf({ told: [], talks }), ZONE);
  const measures = ['busy_time', 'available_time', 'signed_in_time', 'derived_time', 'occupancy'];
  // Pauses of 500 s, of exactly an hour, and of an hour again: all are short; then nothing more is known.
  expect(ask({ measures, by: ['agent'] }, rows)).toEqual([
    {
      agent: 'amy',
      busy_time: 400,
      available_time: 7_700,
      signed_in_time: 8_100,
      derived_time: 8_100,
      occupancy: 400 / 8_100,
    },
  ]);
  const apart = [0, 371].map((at) => ({ at, long: 10, wrap: 0 }));
  const two = await rowsOfEvents(eventsOf({ told: [], talks: apart }), ZONE);
  expect(ask({ measures: ['available_time', 'busy_time'] }, two.rows)).toEqual([
    { available_time: 0, busy_time: 200 },
  ]);
});

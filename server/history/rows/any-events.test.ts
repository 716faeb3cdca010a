import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addCounts, emptyCounts } from '#domain/measures/counts.ts';
import { STREAMS } from '#domain/contact.ts';
import { allMeasures } from '#domain/measures/all-measures.ts';
import { PROFILES } from '#domain/measures/profiles.ts';
import type { Sum } from '#domain/measures/definitions/measure.ts';
import { timeZone } from '#domain/time-zone.ts';
import { randomDay } from '../../scenarios/testing/random-day.ts';
import { ask, list, profileOf } from '../figures/testing/ask.ts';
import { rowsOfEvents } from './testing/rows-of-events.ts';

/** Whatever a broken switch could send: here only that the figures agree with each other is known. */
const asked = {
  zone: timeZone('Asia/Shanghai'),
  terms: { within_ms: 20_000, short_abandon_ms: 5_000, repeat_ms: 3_600_000, chat_slots: 2 },
};
const counting = (sum: Sum): boolean => sum.how === 'count' || sum.how === 'distinct';
const sums = allMeasures(profileOf('arrival')).filter((one): one is Sum => one.kind === 'sum');
const DIMENSIONS = [
  'queue',
  'agent',
  'channel',
  'priority',
  'site',
  'stream',
  'label:vip',
  'half-hour',
  'day',
];

describe('of any events at all', () => {
  test('the list behind every count is as long as the count, by everything, and no row is in it twice', async () => {
    const by = fc.subarray(['queue', 'agent', 'channel', 'half-hour'], { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(randomDay, by, fc.constantFrom(...PROFILES), async (events, columns, profile) => {
        const { rows } = await rowsOfEvents(events);
        for (const { id } of allMeasures(profile).filter((one) => one.kind === 'sum' && counting(one))) {
          const answer = ask({ ...asked, profile, measures: [id], by: columns }, rows);
          const listed = list({ ...asked, profile, measures: [id], by: columns }, rows);
          const counted = answer.reduce((so, row) => so + Number(row[id]), 0);
          expect(listed.length, id).toBe(counted);
          expect(new Set(listed).size, id).toBe(counted);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the parts of every sum add up to the whole, whatever it is put apart by', async () => {
    const additive = sums.filter(({ how }) => how === 'count' || how === 'total' || how === 'time');
    const measures = additive.map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(randomDay, fc.constantFrom(...DIMENSIONS), async (events, by) => {
        const { rows } = await rowsOfEvents(events);
        const [whole] = ask({ ...asked, measures }, rows);
        const parts = ask({ ...asked, measures, by: [by] }, rows);
        for (const { id, of } of additive) {
          // An agent of two queues is at work in both.
          if (of === 'span' && by === 'queue') continue;
          const added = parts.reduce((so, row) => so + Number(row[id]), 0);
          expect(added, `${id} by ${by}`).toBeCloseTo(Number(whole?.[id]), 6);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('offered is always answered, abandoned, left, lost, waiting or deferred, and what the live path counts', async () => {
    const measures = ['offered', 'answered', 'abandoned', 'left', 'lost', 'waiting', 'deferred_open'];
    const same = ['answered_within', 'short_abandoned', 'left_voicemail', 'handled', 'refused'];
    await fc.assert(
      fc.asyncProperty(randomDay, async (events) => {
        const { rows, replay } = await rowsOfEvents(events);
        const live = emptyCounts();
        for (const { streams } of replay.world.tally.queues.values())
          for (const stream of STREAMS)
            for (const cell of streams[stream].cells.values()) addCounts(live, cell);
        const [row] = ask(
          { ...asked, measures: [...measures, ...same, 'handle_seconds', 'answered_wait'] },
          rows,
        );
        const parts = measures.slice(1).reduce((so, id) => so + Number(row?.[id]), 0);
        expect(row?.['offered']).toBe(parts);
        expect(row).toMatchObject({
          offered: live.offered,
          answered: live.answered,
          abandoned: live.abandoned,
          left: live.left,
          lost: live.lost,
          answered_within: live.answeredWithin,
          short_abandoned: live.shortAbandoned,
          left_voicemail: live.leftVoicemail,
          handled: live.handled,
          refused: live.refused,
          handle_seconds: live.handleMs / 1_000,
          answered_wait: live.waitAnsweredMs / 1_000,
        });
      }),
      { numRuns: 300 },
    );
  });

  test('nobody is busy for longer than signed in or at work, and a share is one', async () => {
    const shares = allMeasures(profileOf('arrival')).filter(({ unit }) => unit === 'share');
    const measures = [...shares.map(({ id }) => id), 'signed_in_time', 'busy_time'];
    await fc.assert(
      fc.asyncProperty(randomDay, async (events) => {
        const { rows } = await rowsOfEvents(events);
        for (const row of ask({ ...asked, measures, by: ['agent'] }, rows)) {
          expect(Number(row['busy_time'])).toBeLessThanOrEqual(Number(row['signed_in_time']));
          for (const { id } of shares) {
            const value = row[id];
            if (value === undefined || id === 'slot_occupancy') continue;
            expect(Number(value), id).toBeGreaterThanOrEqual(0);
            expect(Number(value), id).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

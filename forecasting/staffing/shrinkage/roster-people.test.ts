import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { rosterPeople, type Unrostered } from './roster-people.ts';
import type { Shrinkage } from './shrinkage.ts';

const MONDAY = localDay('2026-11-23');

const interval = (required: number, at: number, dayAt = 0): Unrostered => ({
  queue: queueId('a'),
  day: addDays(MONDAY, dayAt),
  minuteOfDay: 480 + 30 * at,
  minutes: 30,
  offered: required,
  handleSeconds: 300,
  rateCv: 0,
  load: required,
  required,
  low: required,
  high: required,
  figures: undefined,
  oneFewer: undefined,
  oneMore: undefined,
  binds: [],
});

const losing = (share: number): Shrinkage => ({ kinds: [{ name: 'all', share }], combine: 'multiply' });

const sum = (values: readonly number[]): number => values.reduce((whole, one) => whole + one, 0);

test('14 at work with 30 % lost are 20 on the roster, in every interval: nothing is left over to carry', () => {
  const plan = rosterPeople(
    [14, 14, 14].map((required, at) => interval(required, at)),
    losing(0.3),
  );
  expect(plan.map(({ scheduled }) => scheduled)).toEqual([20, 20, 20]);
});

test('a queue of one person for ten hours, 8 % lost: 22 people-half-hours are paid for, not 40', () => {
  const plan = rosterPeople(
    Array.from({ length: 20 }, (_, at) => interval(1, at)),
    losing(0.08),
  );
  expect(sum(plan.map(({ paid }) => paid))).toBeCloseTo(20 / 0.92, 9);
  expect(sum(plan.map(({ scheduled }) => scheduled))).toBe(22);
});

test('every day begins anew, so that each is paid right', () => {
  const plan = rosterPeople(
    [interval(1, 0), interval(1, 1), interval(1, 0, 1), interval(1, 1, 1)],
    losing(0.2),
  );
  expect(plan.map(({ scheduled }) => scheduled)).toEqual([2, 1, 2, 1]);
});

test('people of a day are those paid for and less than one more; nobody who is required is missing; whole people cost nothing more', () => {
  const shrinkage: Shrinkage = {
    kinds: [
      { name: 'absence', share: 0.11 },
      { name: 'lunch', share: 0.3, window: { from: 525, to: 610 } },
    ],
    combine: 'multiply',
  };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 48 }), (crews) => {
      const plan = rosterPeople(
        crews.map((required, at) => interval(required, at % 30)),
        shrinkage,
      );
      for (const { required, scheduled, paid } of plan) {
        expect(scheduled).toBeGreaterThanOrEqual(required);
        expect(scheduled).toBeLessThan(paid + 1);
      }
      const over = sum(plan.map(({ scheduled, paid }) => scheduled - paid));
      expect(over).toBeGreaterThan(-1e-6);
      expect(over).toBeLessThan(1);
    }),
  );
});

test('half an hour that comes twice is paid twice', () => {
  const plan = rosterPeople([{ ...interval(1, 0), comesTwice: true }, interval(1, 1)], losing(0.4));
  const paid = plan.map((one) => one.paid * (one.comesTwice ? 2 : 1));
  const scheduled = plan.map((one) => one.scheduled * (one.comesTwice ? 2 : 1));
  expect(sum(scheduled)).toBe(Math.ceil(sum(paid)));
});

import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { isSilenceUnusual, learnHabit, type SourceHabit } from './source-habit.ts';

const zone = timeZone('Asia/Shanghai');
/** Monday, 2 March 2026, 00:00 in Shanghai. */
const MONDAY = epochMs(Date.UTC(2026, 2, 1, 16));
const at = (day: number, hour: number, minute = 0): EpochMs =>
  later(MONDAY, day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS);

/** A chat that opens at half past eight and closes at eighteen on working days; in busy hours it speaks twice a minute, else every five. */
function habitOf(days: number): SourceHabit {
  let habit: SourceHabit | undefined;
  for (let day = 0; day < days; day += 1) {
    if (day % 7 >= 5) continue;
    for (let minute = 8 * 60 + 30; minute < 18 * 60; minute += minute < 12 * 60 ? 0.5 : 5)
      habit = learnHabit(habit, later(at(day, 0), minute * MINUTE_MS), zone);
  }
  return habit ?? learnHabit(undefined, MONDAY, zone);
}

const silence = (heardAt: EpochMs, now: EpochMs, habit = habitOf(12)): boolean | undefined =>
  isSilenceUnusual(habit, { heardAt, now }, zone);

describe('a source that sends no heartbeats is judged against what it usually sends at that hour:', () => {
  test('in its busy hours some minutes are too long', () => {
    const heardAt = at(14, 10);
    expect(silence(heardAt, later(heardAt, 2 * MINUTE_MS))).toBe(false);
    expect(silence(heardAt, later(heardAt, 3 * MINUTE_MS))).toBe(true);
  });

  test('in its quiet hours it takes longer, and over night it may be silent', () => {
    const heardAt = at(14, 15);
    expect(silence(heardAt, later(heardAt, 20 * MINUTE_MS))).toBe(false);
    expect(silence(heardAt, later(heardAt, 40 * MINUTE_MS))).toBe(true);
    expect(silence(at(14, 17, 58), at(15, 8, 29))).toBe(false);
  });

  test('in the morning it is missed minutes after it usually opens', () => {
    expect(silence(at(14, 17, 58), at(15, 8, 31))).toBe(false);
    expect(silence(at(14, 17, 58), at(15, 8, 35))).toBe(true);
  });

  test('the weekend is no working day', () => {
    const habit = habitOf(30);
    expect(silence(at(32, 17, 58), at(33, 12), habit)).toBe(false);
    expect(silence(at(32, 17, 58), at(35, 8, 29), habit)).toBe(false);
    expect(silence(at(32, 17, 58), at(35, 8, 40), habit)).toBe(true);
  });

  test('of the first days nothing is known', () => {
    const heardAt = at(2, 10);
    expect(silence(heardAt, later(heardAt, HOUR_MS), habitOf(2))).toBeUndefined();
  });

  test('one holiday does not make a habit, and a week of them does', () => {
    let habit = habitOf(19);
    const late = (from: EpochMs): boolean | undefined => silence(from, later(from, 10 * MINUTE_MS), habit);
    habit = learnHabit(habit, at(22, 8, 30), zone);
    expect(late(at(22, 10))).toBe(true);
    habit = learnHabit(habit, at(42, 10), zone);
    expect(late(at(42, 10))).toBe(false);
  });
});

test('words of one minute are one, and the same words twice teach the same', () => {
  const [one, two] = [at(0, 9), later(at(0, 9), 20 * SECOND_MS)];
  const once = learnHabit(undefined, one, zone);
  expect(learnHabit(once, two, zone)).toBe(once);
  expect(learnHabit(once, later(one, -HOUR_MS), zone)).toBe(once);
});

import { describe, expect, test } from 'vitest';
import { checkRoster, type Assignment } from './check-roster.ts';
import { readInstance } from './read-instance.ts';
import { SMALL_INSTANCE } from './testing/small-instance.ts';

const amy = (day: number, shift: string): Assignment => ({ employee: 'amy', day, shift });
const bob = (day: number, shift: string): Assignment => ({ employee: 'bob', day, shift });

const GOOD = [amy(1, 'E'), amy(2, 'L'), amy(3, 'L'), bob(3, 'L'), bob(4, 'L')];

function check(assignments: readonly Assignment[]): ReturnType<typeof checkRoster> {
  const instance = readInstance(SMALL_INSTANCE);
  if ('fault' in instance) throw new Error(instance.fault);
  return checkRoster(instance, assignments);
}

test('a roster that keeps to all rules costs its unmet requests and its cover', () => {
  expect(check(GOOD)).toEqual({ violations: [], cost: 0 });
  expect(check([amy(2, 'L'), amy(3, 'L'), amy(4, 'E'), bob(1, 'E'), bob(2, 'L')]).cost).toBe(2 + 3 + 1 + 10);
});

describe('what breaks a rule is said in a sentence:', () => {
  test.each<[string, readonly Assignment[]]>([
    ['eve is not of the staff', [...GOOD, { employee: 'eve', day: 1, shift: 'E' }]],
    ['amy: day 7 is not within the 7 days', [...GOOD, amy(7, 'E')]],
    ['amy, day 4: there is no shift N', [...GOOD, amy(4, 'N')]],
    ['amy, day 1: two shifts', [...GOOD, amy(1, 'L')]],
    ['amy: 960 minutes, at least 1440', GOOD.slice(1)],
    [
      'bob: 2880 minutes, at most 2400',
      [...GOOD.slice(0, 3), ...[0, 1, 2, 3, 4, 6].map((day) => bob(day, 'E'))],
    ],
    ['amy: 3 shifts L, at most 2', [amy(2, 'L'), amy(3, 'L'), amy(4, 'L'), ...GOOD.slice(3)]],
    ['bob: 1 weekends, at most 0', [...GOOD, bob(5, 'L')]],
    ['amy: E on day 4 follows L', [...GOOD, amy(4, 'E')]],
    [
      'amy: 1 shifts in a row from day 5, at least 2',
      [amy(1, 'E'), amy(2, 'E'), amy(5, 'E'), ...GOOD.slice(3)],
    ],
    ['amy: 4 shifts in a row from day 1, at most 3', [...GOOD, amy(4, 'L')]],
    [
      'amy: 1 days off in a row from day 3, at least 2',
      [amy(1, 'E'), amy(2, 'E'), amy(4, 'E'), amy(5, 'E'), ...GOOD.slice(3)],
    ],
    ['amy: works on day off 0', [amy(0, 'E'), ...GOOD.slice(0, 2), ...GOOD.slice(3)]],
  ])('%s', (sentence, assignments) => {
    expect(check(assignments).violations).toContain(sentence);
  });
});

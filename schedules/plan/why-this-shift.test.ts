import { expect, test } from 'vitest';
import { agentId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { agent, early, given, late, smallProblem } from './testing/small-problem.ts';
import { whyThisShift } from './why-this-shift.ts';

const at = { person: agentId('amy'), day: localDay('2026-11-24') };
const shifts = [
  given('amy', '2026-11-23', late, 180),
  given('amy', '2026-11-24', late, 180),
  given('bob', '2026-11-24', early, 180),
];

test('what else somebody could do is named with the rule it breaks and with what it would cost', () => {
  const why = whyThisShift(smallProblem, shifts, at);
  expect(why.duty).toBe('late');
  expect(why.alternatives).toEqual([
    { duty: 'off', forbidden: [], extraCost: 7 },
    {
      duty: 'early',
      forbidden: ['amy: rests 8 h before the shift of 2026-11-24, at least 11 h'],
      extraCost: 0,
    },
  ]);
});

test('a wish weighs in the cost, and a day off for leave is told as the reason', () => {
  const wish = { day: at.day, wants: 'off' as const, weight: 9 };
  const off = { from: at.day, until: at.day, why: 'leave' };
  const people = [{ ...agent('amy'), wishes: [wish], timeOff: [off] }, agent('bob'), agent('cai')];
  const why = whyThisShift({ ...smallProblem, people }, shifts, at);
  expect(why.because).toBe('leave');
  expect(why.alternatives[0]).toEqual({ duty: 'off', forbidden: [], extraCost: -2 });
});

test('somebody who is not in the plan is asked for by name', () => {
  expect(() => whyThisShift(smallProblem, shifts, { ...at, person: agentId('eve') })).toThrow('got eve');
});

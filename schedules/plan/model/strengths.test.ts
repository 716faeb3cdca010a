import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { agent, early, given, smallProblem } from '../testing/small-problem.ts';
import { strengthsOf } from './strengths.ts';

const shifts = [given('amy', '2026-11-23', early, 180)];

test('somebody with two skills can be counted in one queue or another, and who is not of the plan in none', () => {
  const alone = strengthsOf(smallProblem, shifts);
  expect(alone.kinds.map((skills) => skills.length)).toEqual([1]);
  const billing = queueId('billing');
  const [sales] = smallProblem.queues;
  const queues = sales === undefined ? [] : [sales, { ...sales, queue: billing }];
  const amy = { ...agent('amy'), skills: [...agent('amy').skills, { queue: billing, proficiency: 1 }] };
  const both = strengthsOf({ ...smallProblem, queues, people: [amy] }, shifts);
  expect(both.kinds.map((skills) => skills.length)).toEqual([2]);
  expect(strengthsOf({ ...smallProblem, people: [] }, shifts)).toEqual({ kinds: [], ofShift: [undefined] });
});

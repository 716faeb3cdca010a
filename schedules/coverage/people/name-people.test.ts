import { expect, test } from 'vitest';
import { chanceOf } from '../../chance.ts';
import { checkWeeks } from './check-weeks.ts';
import { namePeople } from './name-people.ts';
import { listDuties } from '../model/duty.ts';
import { layHorizon } from '../model/horizon.ts';
import { bankWeek } from '../testing/bank-week.ts';
import { smallProblem } from '../testing/small-problem.ts';

test('every person of a small bank gets a week that breaks no rule, away days kept free', () => {
  const problem = bankWeek({ people: 30, seed: 2 });
  const people = problem.groups.flatMap((group) =>
    Array.from({ length: group.people }, (_, at) => ({
      id: `${group.name} ${at}`,
      group: group.name,
      away: at % 3 === 0 ? [{ from: 96, until: 192 }] : [],
    })),
  );
  let looks = 0;
  const named = namePeople({
    problem,
    shifts: [],
    people,
    chance: chanceOf(1),
    isOver: () => (looks += 1) > 200,
  });
  expect(named.impossible).toEqual([]);
  expect(named.weeks.length).toBe(people.length);
  expect(checkWeeks(problem, named.weeks)).toEqual([]);
});

test('someone whose days away leave no week is named, and nobody is made to work then', () => {
  const problem = smallProblem({ required: [1, 1, 1, 1, 1, 1, 1, 1], people: 1 });
  const person = { id: 'amy', group: 'all', away: [{ from: 0, until: 8 }] };
  const named = namePeople({
    problem,
    shifts: [],
    people: [person],
    chance: chanceOf(1),
    isOver: () => true,
  });
  expect(named.impossible).toEqual([person]);
  expect(named.weeks).toEqual([]);
});

test('the checker names a shift too soon after another, a wrong break and too many days', () => {
  const group = {
    leastRest: 6,
    daysOn: { least: 1, most: 1 },
    mostDaysInRow: 1,
    paidIntervals: { least: 0, most: 4 },
  };
  const problem = smallProblem({ required: Array.from({ length: 16 }, () => 1), days: 2, people: 1, group });
  const duties = listDuties(problem, layHorizon(problem));
  const shifts = duties.map((duty, day) => ({ duty, start: day === 0 ? 4 : 8, breaks: [day === 0 ? 5 : 8] }));
  expect(checkWeeks(problem, [{ person: { id: 'amy', group: 'all', away: [] }, shifts }])).toEqual([
    'amy: has breaks at 8 in a shift from 8',
    'amy: begins at 8 but is rested from 14',
    'amy: works 2 days, expected 1 to 1',
    'amy: is paid 8 intervals, expected 0 to 4',
    'amy: works 2 days in a row up to day 1, expected 1',
  ]);
});

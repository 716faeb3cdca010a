import { expect, test } from 'vitest';
import { chanceOf } from '../../chance.ts';
import { checkWeeks } from './check-weeks.ts';
import { handOut } from './hand-out.ts';
import { layHorizon } from '../model/horizon.ts';
import { namePeople } from './name-people.ts';
import { reDeal } from './re-deal.ts';
import { openShiftSearch } from '../market/shift-search.ts';
import { bankWeek } from '../testing/bank-week.ts';
import { openWeekSearch } from './week-search.ts';

const problem = bankWeek({ people: 60, seed: 3 });
const people = problem.groups.flatMap((group) =>
  Array.from({ length: group.people }, (_, at) => ({
    id: `${group.name} ${at}`,
    group: group.name,
    away: [],
  })),
);
const { intervals } = layHorizon(problem);
const search = openWeekSearch(problem, intervals, openShiftSearch(problem, intervals));

test('the shifts of lawful weeks, thrown together and dealt twice, are all taken, each once, and weeks stay lawful', () => {
  const lawful = namePeople({ problem, people, shifts: [], chance: chanceOf(1), isOver: () => true });
  let leftFirst = 0;
  for (const [group, { name }] of problem.groups.entries()) {
    const shifts = lawful.weeks.flatMap((week) => week.shifts).filter(({ duty }) => duty.group === group);
    const own = people.filter((person) => person.group === name);
    const handed = handOut(problem, { group, people: own, shifts, search });
    leftFirst += shifts.length - handed.weeks.flatMap((week) => week.shifts).length;
    const again = reDeal(problem, {
      group,
      handed,
      shifts,
      search,
      chance: chanceOf(1),
      isOver: () => false,
    });
    const taken = again.weeks.flatMap((week) => week.shifts);
    expect(taken.length).toBe(shifts.length);
    expect(new Set(taken)).toEqual(new Set(shifts));
    expect(checkWeeks(problem, again.weeks)).toEqual([]);
    expect(
      [...again.weeks.map(({ person }) => person.id), ...again.without.map(({ id }) => id)].sort(),
    ).toEqual(own.map(({ id }) => id).sort());
  }
  // Dealing once leaves some, or this would show nothing.
  expect(leftFirst).toBeGreaterThan(0);
});

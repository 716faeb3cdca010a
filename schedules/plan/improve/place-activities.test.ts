import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agentId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { assessPlan } from '../assess/assess-plan.ts';
import { placeActivities } from './place-activities.ts';
import { placeDeferredWork } from './place-deferred-work.ts';
import { planDays } from '../model/plan-days.ts';
import type { NamedShift } from '../model/person-times.ts';
import { openShiftFloor, shiftsOn } from './shift-floor.ts';
import type { PlannedActivity, ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import { early, given, late, smallProblem } from '../testing/small-problem.ts';

const names = ['amy', 'bob', 'cai'];
const training: PlannedActivity = {
  name: 'training',
  people: names.map(agentId),
  lengthMinutes: 120,
  peopleEach: 1,
  days: [],
};
const earlyForAll = names.map((name) => given(name, '2026-11-23', early, 180));

function placed(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): readonly NamedShift[] {
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const floor = openShiftFloor({ problem, days, shifts });
  placeActivities(floor);
  placeDeferredWork(floor);
  return shiftsOn(floor);
}

const heldBy = (shifts: readonly NamedShift[]): readonly string[] =>
  shifts.flatMap(({ person, activities = [] }) =>
    activities.map(
      ({ name, startMinute, lengthMinutes }) => `${person} ${name} ${startMinute}+${lengthMinutes}`,
    ),
  );

test('one at a time is trained while two answer, one after the other, and never over the lunch', () => {
  const shifts = placed({ ...smallProblem, activities: [training] }, earlyForAll);
  const starts = shifts.map(({ activities }) => activities?.[0]?.startMinute ?? -1);
  // Two are wanted and three are there but for the third hour, when all have lunch.
  expect(new Set(starts).size).toBe(3);
  expect(starts.every((start) => start + 120 <= 180 || start >= 240)).toBe(true);
  expect(assessPlan(smallProblem, shifts).totals[0]?.underHours).toBe(
    assessPlan(smallProblem, earlyForAll).totals[0]?.underHours,
  );
});

test('a meeting of all is held once, on its day and in its hours', () => {
  const meeting: PlannedActivity = {
    ...training,
    name: 'meeting',
    lengthMinutes: 60,
    peopleEach: 3,
    days: [localDay('2026-11-24')],
    hours: { fromMinute: 16 * 60, untilMinute: 22 * 60 },
  };
  const lateForAll = names.map((name) => given(name, '2026-11-24', late, 180));
  const shifts = placed({ ...smallProblem, activities: [meeting] }, [...earlyForAll, ...lateForAll]);
  const held = heldBy(shifts);
  expect(held).toHaveLength(3);
  expect(new Set(held.map((one) => one.split(' ')[2])).size).toBe(1);
  expect(Number.parseInt(held[0]?.split(' ')[2] ?? '', 10)).toBeGreaterThanOrEqual(120);
});

test('who has no room for it is named, and who has it already keeps it', () => {
  const [first, ...others] = earlyForAll;
  const had = { name: 'training', kind: 'session', startMinute: 0, lengthMinutes: 120 } as const;
  const shifts = [first, ...others].slice(0, 2).flatMap((shift) => shift ?? []);
  const kept = shifts.map((shift) => (shift === first ? { ...shift, activities: [had] } : shift));
  const problem = { ...smallProblem, activities: [training] };
  const after = placed(problem, kept);
  expect(after.find(({ person }) => person === 'amy')?.activities).toEqual([had]);
  expect(assessPlan(problem, after).unheld).toEqual([{ activity: 'training', person: 'cai' }]);
});

test('whoever is beyond the requirement has deferred work for as long as that lasts, and still counts as present', () => {
  const problem = { ...smallProblem, deferredWork: { name: 'tickets', leastMinutes: 120 } };
  const three = earlyForAll.map((shift, at) => ({ ...shift, breakStarts: [180 + 60 * at] }));
  // The hours of lunch leave exactly two: 06:00 to 09:00 and 12:00 to 14:00 have one too many.
  const shifts = placed(problem, three);
  expect(heldBy(shifts)).toEqual(['amy tickets 0+180', 'amy tickets 360+120']);
  expect(assessPlan(problem, shifts).totals).toEqual(assessPlan(problem, three).totals);
  const longer = { ...problem, deferredWork: { name: 'tickets', leastMinutes: 240 } };
  expect(heldBy(placed(longer, three))).toEqual([]);
});

test('nobody is in two places: sessions lie inside shifts, beside breaks and beside each other, each person once', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          lengthMinutes: fc.constantFrom(60, 120, 180),
          peopleEach: fc.integer({ min: 1, max: 4 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.boolean(), fc.constantFrom(180, 240, 300)), {
        maxLength: 3,
      }),
      (asked, worked) => {
        const activities = asked.map((one, at) => ({ ...training, ...one, name: `training ${at}` }));
        const once = new Map(worked.map(([name, isLate, lunch]) => [name, { isLate, lunch }]));
        const shifts = [...once].map(([name, { isLate, lunch }]) =>
          given(name, '2026-11-23', isLate ? late : early, lunch),
        );
        const problem = { ...smallProblem, activities, deferredWork: { name: 'tickets', leastMinutes: 60 } };
        for (const shift of placed(problem, shifts)) {
          const lunch = { startMinute: shift.breakStarts[0] ?? 0, lengthMinutes: 60 };
          const parts = [...(shift.activities ?? []), lunch].toSorted(
            (one, other) => one.startMinute - other.startMinute,
          );
          for (const [at, part] of parts.entries()) {
            const before = parts[at - 1];
            expect(part.startMinute).toBeGreaterThanOrEqual(
              before === undefined ? 0 : before.startMinute + before.lengthMinutes,
            );
            expect(part.startMinute + part.lengthMinutes).toBeLessThanOrEqual(480);
          }
          const sessions = (shift.activities ?? []).filter(({ kind }) => kind === 'session');
          expect(new Set(sessions.map(({ name }) => name)).size).toBe(sessions.length);
        }
      },
    ),
  );
});

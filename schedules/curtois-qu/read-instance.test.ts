import { expect, test } from 'vitest';
import { readInstance } from './read-instance.ts';
import { SMALL_INSTANCE } from './testing/small-instance.ts';

test('an instance is read as it is written', () => {
  expect(readInstance(SMALL_INSTANCE)).toMatchObject({
    days: 7,
    shifts: [
      { id: 'E', minutes: 480, notNext: [] },
      { id: 'L', minutes: 480, notNext: ['E'] },
    ],
    staff: [
      {
        id: 'amy',
        mostShifts: new Map([
          ['E', 7],
          ['L', 2],
        ]),
        mostMinutes: 2400,
        leastMinutes: 1440,
        mostInRow: 3,
        leastInRow: 2,
        leastOffInRow: 2,
        mostWeekends: 1,
      },
      { id: 'bob' },
    ],
    daysOff: [{ employee: 'amy', day: 0 }],
    onRequests: [{ employee: 'amy', day: 1, shift: 'E', weight: 2 }],
    offRequests: [{ employee: 'bob', day: 2, shift: 'L', weight: 3 }],
    cover: [{ day: 1, shift: 'E', required: 1, underWeight: 100, overWeight: 1 }, {}, {}],
  });
});

test('whole numbers are read in every usual spelling, and nothing as -0', () => {
  const spelled = SMALL_INSTANCE.replace('1,E,1,100,1', '1,E,-0,+100.0,01').replace('E=7|L=2', 'E = 7.|L=+2');
  const instance = readInstance(spelled);
  if ('fault' in instance) throw new Error(instance.fault);
  const { day, shift, required, underWeight, overWeight } = instance.cover[0] ?? {};
  expect([day, shift, underWeight, overWeight]).toEqual([1, 'E', 100, 1]);
  expect(Object.is(required, 0)).toBe(true);
  expect(instance.staff[0]?.mostShifts.get('E')).toBe(7);
  expect(readInstance(SMALL_INSTANCE.replace('1,E,1,100,1', '1,E,0.5,100,1'))).toHaveProperty('fault');
  expect(readInstance(SMALL_INSTANCE.replace('1,E,1,100,1', '1,E,-1,100,1'))).toHaveProperty('fault');
});

test.each([
  ['', 'expected a SECTION_HORIZON with the number of days, got none'],
  ['7', 'line 1: expected a section such as SECTION_HORIZON, got "7"'],
  [SMALL_INSTANCE.replace('amy,0', 'amy,9'), 'line 14: expected a day below 7, got 9'],
  [
    SMALL_INSTANCE.replace('amy,0', 'eve,1'),
    'line 14: expected an employee of the sections above, got "eve"',
  ],
  [
    SMALL_INSTANCE.replace('E,480,', 'E,long,'),
    'line 6: expected minutes, a whole number from 1, got "long"',
  ],
  [SMALL_INSTANCE.replace('L,480,E', 'L,480,X'), 'line 7: expected a shift of SECTION_SHIFTS, got "X"'],
  [SMALL_INSTANCE.replace('L=2', 'L'), 'line 10: expected a part such as D=14, got "L"'],
])('a text that is no instance is refused with its line, value and expectation: %#', (text, fault) => {
  expect(readInstance(text)).toEqual({ fault });
});

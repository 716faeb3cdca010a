import { describe, expect, test } from 'vitest';
import { contradictions } from '../../../schedules/plan/contradictions/contradictions.ts';
import { planDays } from '../../../schedules/plan/model/plan-days.ts';
import { readProblem } from './read-problem.ts';

const lunch = [{ name: 'lunch', minutes: 60, earliest: 180, latest: 300, paid: false }];
const twoAllDay = Array.from({ length: 168 }, (_, at) => (at % 24 >= 8 && at % 24 < 20 ? 2 : 0));
const week = {
  zone: 'Asia/Shanghai',
  from: '2026-11-23',
  days: 7,
  intervalMinutes: 60,
  queues: [{ queue: 'sales', required: twoAllDay }],
  shifts: [
    { id: 'day', starts: ['08:00'], minutes: 540, breaks: lunch },
    { id: 'late', starts: ['12:00'], minutes: 540, breaks: lunch },
    { id: 'nightly', starts: ['22:00'], minutes: 480, breaks: lunch },
  ],
  people: [{ id: 'amy', name: 'Amy Lin', skills: { sales: 1 } }, plain('bob'), plain('cai'), plain('dan')],
  rules: {},
};
const amy = { id: 'amy', name: 'Amy Lin', skills: { sales: 1 } };
const others = week.people.slice(1);
const contract = { own: [{ rule: 'contract-hours', toleranceHours: 0 }] };
const fourCrews = {
  kind: 'four-crews-three-shifts',
  anchor: '2026-11-23',
  people: ['amy', 'bob', 'cai', 'dan'],
};

describe('a problem that contradicts itself is refused with who, which rule, which day and what would help:', () => {
  test.each<[string, object, readonly string[]]>([
    [
      'too few people for the least presence',
      { queues: [{ queue: 'sales', required: twoAllDay, least: 6 }] },
      [
        'sales must have at least 6 people from 2026-11-23 08:00 to 2026-11-23 20:00, from 2026-11-24 08:00 to 2026-11-24 20:00, from 2026-11-25 08:00 to 2026-11-25 20:00 and 4 more times, and 4 can be there; would help: a smaller least, more people who answer sales, or shifts that reach these hours',
      ],
    ],
    [
      'all who could be there on leave',
      {
        queues: [{ queue: 'sales', required: twoAllDay, least: 1 }],
        people: [amy, plain('bob')].map((one) => ({ ...one, off: [{ from: '2026-11-25', why: 'leave' }] })),
      },
      [
        'sales must have at least 1 people from 2026-11-25 08:00 to 2026-11-25 20:00, and 0 can be there without Amy Lin (leave), bob (leave); would help: a smaller least, more people who answer sales, or shifts that reach these hours',
      ],
    ],
    [
      'a queue that nobody answers',
      { queues: [...week.queues, { queue: 'billing', required: twoAllDay }] },
      [
        'nobody answers billing, which requires people; would help: somebody with that skill, or the plan without the queue',
      ],
    ],
    [
      'more hours by contract than six days hold',
      { people: [{ ...amy, hours: { least: 50, most: 60 } }, ...others], rules: contract },
      [
        'Amy Lin cannot be given any shifts: at most 6 days worked in a row; at least 50 h of work; would help: at most 7 days worked in a row instead of 6, or at least 48 h of work instead of 50 h',
      ],
    ],
    [
      'hours to be worked, and hardly a day on which to work them',
      {
        people: [
          {
            ...amy,
            hours: { least: 30, most: 40 },
            available: [{ weekday: 1, from: '08:00', until: '20:00' }],
          },
          ...others,
        ],
        rules: contract,
      },
      [
        'Amy Lin cannot be given any shifts: at least 30 h of work; 2026-11-26 to 2026-11-29: only off (outside their hours); would help: at least 8 h of work instead of 30 h',
      ],
    ],
    [
      'hours that no number of whole shifts gives',
      { people: week.people.map((one) => ({ ...one, hours: { least: 33, most: 34 } })), rules: contract },
      [
        'Amy Lin, bob, cai, dan cannot be given any shifts: at least 33 h of work; at most 34 h of work; would help: at least 32 h of work instead of 33 h, or at most 35 h of work instead of 34 h',
      ],
    ],
    [
      'a rotation that the rules forbid',
      { rotations: [fourCrews] },
      [
        'Amy Lin has 0 min of break by hour 6 on 2026-11-23, at least 30 (breaks), by rotation four-crews-three-shifts; the same for bob, cai, dan; would help: other figures or a weight for breaks, or the plan without Amy Lin in the rotation',
      ],
    ],
    [
      'a rotation against the hours of its people',
      {
        people: week.people.map((one) => ({
          ...one,
          available: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', until: '24:00' })),
        })),
        rotations: [fourCrews],
        rules: { preset: 'china-comprehensive' },
      },
      [
        'cai cannot work at the hours of night on 2026-11-23 (availability), by rotation four-crews-three-shifts; the same for Amy Lin, bob, dan; would help: a weight for availability, or the plan without cai in the rotation',
      ],
    ],
    [
      'fixed shifts without rest between them',
      {
        fixed: [
          { person: 'amy', day: '2026-11-23', shift: 'nightly' },
          { person: 'amy', day: '2026-11-24', shift: 'day' },
        ],
      },
      [
        'Amy Lin rests 2 h before the shift of 2026-11-24, at least 11 h (rest-between-shifts), by what is fixed; would help: other figures or a weight for rest-between-shifts, or the plan without the fixed shift of 2026-11-24',
      ],
    ],
    [
      'a fixed shift on a day of leave',
      {
        people: [{ ...amy, off: [{ from: '2026-11-24', why: 'leave' }] }, ...others],
        fixed: [{ person: 'amy', day: '2026-11-24', shift: 'day' }],
      },
      [
        'Amy Lin works on 2026-11-24, off for leave (time-off), by what is fixed; would help: a weight for time-off, or the plan without the fixed shift of 2026-11-24',
      ],
    ],
    [
      'a seventh day after six that were lived',
      {
        lived: [17, 18, 19, 20, 21, 22].map((of) => ({ person: 'amy', day: `2026-11-${of}`, shift: 'day' })),
        fixed: [{ person: 'amy', day: '2026-11-23', shift: 'day' }],
      },
      [
        'Amy Lin works 7 days in a row from 2026-11-17, at most 6 (days-in-a-row), by what is fixed; would help: other figures or a weight for days-in-a-row, or the plan without the fixed shift of 2026-11-23',
      ],
    ],
    [
      'shifts that are too long for anybody',
      { shifts: [{ id: 'marathon', starts: ['08:00'], minutes: 840, breaks: lunch }] },
      [
        'Amy Lin, bob, cai, dan may work none of the shifts, of 13 h: their contracts and daily-hours of at most 11 h stand against it; would help: shorter shifts, other figures, or contracts for these shifts',
      ],
    ],
    [
      'a long shift without a break',
      { shifts: [...week.shifts, { id: 'bare', starts: ['09:00'], minutes: 480 }] },
      [
        'shift bare is longer than 6 h and has no break of 30 min that begins by hour 6 (breaks); would help: such a break in the shift, or other figures or a weight for breaks',
      ],
    ],
  ])('%s', (_what, changed, expected) => {
    expect(contradictionsOf({ ...week, ...changed })).toEqual(expected);
  });

  test('and one that does not is planned', () => {
    expect(contradictionsOf(week)).toEqual([]);
  });
});

test('what can be seen without rules is a mistake of the document', () => {
  const read = readProblem({
    ...week,
    people: [{ ...amy, shifts: ['dawn'] }, ...others],
    lived: [{ person: 'amy', day: '2026-11-23', shift: 'day' }],
    fixed: [{ person: 'amy', day: '2026-12-24', shift: 'day' }],
    rotations: [fourCrews, fourCrews],
  });
  expect(read.kind === 'mistakes' && read.mistakes).toEqual([
    ...['amy', 'bob', 'cai', 'dan'].map(
      (id) =>
        `rotations, four-crews-three-shifts, people: expected each person once, got ${id}, who is in four-crews-three-shifts already`,
    ),
    'people, amy, shifts: expected some of day, late, nightly, early, middle, night, got dawn',
    'lived, amy 2026-11-23, day: expected a day before 2026-11-23, got 2026-11-23',
    'fixed, amy 2026-12-24, day: expected a day from 2026-11-23 and before 2026-11-30, got 2026-12-24',
  ]);
});

function contradictionsOf(document: object): readonly string[] {
  const read = readProblem(document);
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join('; '));
  const { problem } = read;
  return contradictions(
    problem,
    planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes),
  );
}

function plain(id: string): object {
  return { id, skills: { sales: 1 } };
}

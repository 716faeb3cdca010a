import { expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { crewShift } from '../../../schedules/rotations/rotation.ts';
import type { PlanLine } from '../tables/read-plan.ts';
import { readProblem, type ReadProblem } from './read-problem.ts';

const amy = { id: 'amy', skills: { sales: 1 } };
const small = {
  zone: 'Asia/Shanghai',
  from: '2026-11-23',
  days: 2,
  intervalMinutes: 60,
  queues: [{ queue: 'sales', required: Array.from({ length: 48 }, () => 1) }],
  shifts: [
    {
      id: 'day',
      starts: { from: '08:00', until: '10:00', everyMinutes: 60 },
      minutes: 540,
      breaks: [{ name: 'lunch', minutes: 60, earliest: 180, latest: 300, paid: false }],
    },
    { id: 'night', starts: ['22:00'], minutes: 600 },
  ],
  people: [amy, { id: 'bob', skills: { sales: 0.8 }, off: [{ from: '2026-11-24', why: 'leave' }] }],
};

test('a problem has a template for each start of each shift', () => {
  const read = readProblem(small);
  expect(read.kind).toBe('problem');
  if (read.kind !== 'problem') return;
  expect(read.problem.templates.map(({ id, startMinute }) => [id, startMinute])).toEqual([
    ['day@08:00', 480],
    ['day@09:00', 540],
    ['day@10:00', 600],
    ['night', 1320],
  ]);
  expect(read.problem.until).toBe('2026-11-25');
  expect(read.problem.people[1]?.timeOff).toEqual([
    { from: '2026-11-24', until: '2026-11-24', why: 'leave' },
  ]);
  expect(read.problem.rules.some(({ rule }) => rule === 'days-in-a-row')).toBe(true);
});

test('every mistake is told with its place, its value and what was expected', () => {
  const read = readProblem({
    ...small,
    intervalMinutes: 7,
    extra: 1,
    people: [{ id: 'amy', skills: { sales: 'much' } }, { skills: {} }],
  });
  expect(read).toEqual({
    kind: 'mistakes',
    mistakes: [
      'extra: nothing of this name is expected here',
      'intervalMinutes: expected 5, 10, 15, 30 or 60, got 7',
      'people, amy, skills, sales: expected queues with proficiency above 0, at most 2; 1 is usual, got much',
      'people, number 2: id is missing',
    ],
  });
});

test('people who are neither a list nor a table are told so', () => {
  expect(readProblem({ ...small, people: 7 })).toEqual({
    kind: 'mistakes',
    mistakes: ['people: expected a list of people, or the name of a table in CSV or XLSX, got 7'],
  });
});

test('what only the whole can tell is told too', () => {
  const read = readProblem({
    ...small,
    queues: [{ queue: 'sales', required: [1, 2] }],
    people: [amy, amy, { id: 'cai', skills: { slaes: 1 } }],
    fixed: [
      { person: 'dan', day: '2026-11-23', shift: 'night' },
      { person: 'amy', day: '2026-11-23', shift: 'day' },
    ],
    rules: { preset: 'mars' },
  });
  expect(read).toEqual({
    kind: 'mistakes',
    mistakes: [
      'rules.preset: expected one of china-standard, china-comprehensive, eu-2003-88, california, got mars',
      'people, amy, id: expected each person once, got amy again',
      'people, cai, skills: expected one of the queues sales, got slaes',
      'queues, sales, required: expected 48 figures, one for each 60 minutes of the days, got 2',
      'fixed, dan 2026-11-23, person: expected one of the people, got dan',
      'fixed, amy 2026-11-23, shift: expected off or one of day@08:00, day@09:00, day@10:00, night, got day',
    ],
  });
});

test("a setting of one's own takes the place of the preset's, and is checked", () => {
  const own = [{ rule: 'days-in-a-row', most: 5 }];
  const read = readProblem({ ...small, rules: { preset: 'eu-2003-88', own } });
  expect(
    read.kind === 'problem' && read.problem.rules.filter(({ rule }) => rule === 'days-in-a-row'),
  ).toEqual(own);
  const wrong = readProblem({
    ...small,
    rules: { own: [{ rule: 'days-in-a-row', most: 0 }, { rule: 'naps' }] },
  });
  expect(wrong.kind === 'mistakes' && wrong.mistakes[0]).toBe(
    'rules.own, days-in-a-row, most: expected a whole number of at least 1, got 0',
  );
  expect(wrong.kind === 'mistakes' && wrong.mistakes[1]).toMatch(
    /^rules\.own, naps, rule: expected one of .*, got naps$/,
  );
});

test('four crews bring their own shifts and deal their people', () => {
  const people = Array.from({ length: 11 }, (_, at) => ({ id: `agent-${at + 1}`, skills: { sales: 1 } }));
  const rotation = {
    kind: 'four-crews-three-shifts',
    anchor: '2026-11-23',
    people: people.map(({ id }) => id),
  };
  const shifts = small.shifts.slice(0, 1);
  const read = readProblem({ ...small, shifts, people, rotations: [rotation] });
  expect(read.kind === 'problem' && read.problem.templates.map(({ id }) => id).slice(-3)).toEqual([
    'early',
    'middle',
    'night',
  ]);
});

test('meetings and training name all, a skill or people, and work that can wait has a name of its own', () => {
  const activities = [
    { name: 'meeting', people: 'all', minutes: 60 },
    { name: 'sales training', people: { skill: 'sales' }, minutes: 120, atATime: 1, days: ['2026-11-24'] },
    { name: 'talk', people: ['bob', 'bob'], minutes: 60, from: '09:00', until: '12:00' },
  ];
  const read = readProblem({ ...small, activities, deferredWork: { name: 'tickets', leastMinutes: 60 } });
  expect(read.kind === 'problem' && read.problem.activities).toEqual([
    { name: 'meeting', people: ['amy', 'bob'], lengthMinutes: 60, peopleEach: 2, days: [] },
    {
      name: 'sales training',
      people: ['amy', 'bob'],
      lengthMinutes: 120,
      peopleEach: 1,
      days: ['2026-11-24'],
    },
    {
      name: 'talk',
      people: ['bob'],
      lengthMinutes: 60,
      peopleEach: 1,
      days: [],
      hours: { fromMinute: 540, untilMinute: 720 },
    },
  ]);
  expect(read.kind === 'problem' && read.problem.deferredWork).toEqual({ name: 'tickets', leastMinutes: 60 });
});

test('what is wrong with an activity is told with its place', () => {
  const activities = [
    { name: 'tickets', people: ['eve'], minutes: 45 },
    { name: 'talk', people: { skill: 'billing' }, minutes: 660, days: ['2026-12-24', '2026-02-30'] },
    { name: 'talk', people: 'all', minutes: 120, from: '09:00', until: '10:00' },
  ];
  const deferredWork = { name: 'tickets', leastMinutes: 20 };
  expect(readProblem({ ...small, activities, deferredWork })).toEqual({
    kind: 'mistakes',
    mistakes: [
      'deferredWork.leastMinutes: expected a multiple of 60, got 20',
      'activities, tickets, name: expected each name once, got tickets again',
      'activities, tickets, minutes: expected a multiple of 60, got 45',
      'activities, tickets, people: expected one of the people, got eve',
      'activities, talk, minutes: expected at most the longest shift, 600, got 660',
      'activities, talk, people, skill: expected a queue that somebody answers, got billing',
      'activities, talk, days, number 1: expected a day of the plan, 2026-11-23 to before 2026-11-25, got 2026-12-24',
      'activities, talk, days, number 2: a day must be written as 2026-11-22, got 2026-02-30',
      'activities, talk, name: expected each name once, got talk again',
      'activities, talk: expected 120 min of room between from and until, got 60',
    ],
  });
  expect(readProblem({ ...small, activities: [{ name: 'talk', people: 7, minutes: 60 }] })).toEqual({
    kind: 'mistakes',
    mistakes: [
      'activities, talk, people: expected "all", a list of people such as ["amy"], or {"skill": "sales"}, got 7',
    ],
  });
});

test('a shift of a rotation that the planner has another shift of has the name of the rotation before its own', () => {
  const early = { id: 'early', starts: { from: '06:00', until: '07:00', everyMinutes: 60 }, minutes: 480 };
  const night = { id: 'night', starts: ['24:00'], minutes: 480 };
  const read = readProblem({
    ...small,
    shifts: [early, night],
    people: [amy, { id: 'bob', skills: { sales: 1 } }],
    rotations: [{ kind: 'four-crews-three-shifts', anchor: '2026-11-23', people: ['bob'] }],
    lived: [{ person: 'bob', day: '2026-11-22', shift: 'four-crews-three-shifts/early' }],
  });
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join('; '));
  const { templates, rotations, lived } = read.problem;
  expect(templates.map(({ id, kind }) => [id, kind])).toEqual([
    ['early@06:00', 'early'],
    ['early@07:00', 'early'],
    ['night', 'night'],
    ['four-crews-three-shifts/early', 'four-crews-three-shifts/early'],
    ['middle', 'middle'],
  ]);
  const [crew] = rotations;
  expect(crew && crewShift(crew.rotation, 'crew-1', localDay('2026-11-23'))?.startMinute).toBe(480);
  expect(lived[0]?.template).toBe('four-crews-three-shifts/early');
});

test('what would never hold anything is a mistake: shifts and days that are none, spans that end before they begin', () => {
  const read = readProblem({
    ...small,
    people: [
      {
        ...amy,
        wishes: [{ day: '2026-11-23', wants: 'dya' }],
        off: [{ from: '2026-11-24', until: '2026-11-23' }],
        available: [{ weekday: 1, from: '22:00', until: '06:00' }],
      },
    ],
    fixed: [
      { person: 'amy', day: '2026-11-23', shift: 'night' },
      { person: 'amy', day: '2026-11-23', shift: 'off' },
    ],
    rules: {
      own: [
        { rule: 'forbidden-successions', pairs: [['night', 'dya']] },
        { rule: 'lighter-day-after-event', eventDays: ['11.11.'], lighterHours: 6, withinDays: 2 },
      ],
    },
  });
  expect(read.kind === 'mistakes' && read.mistakes).toEqual([
    'people, amy, off, number 1: expected until not before from 2026-11-24, got 2026-11-23',
    'people, amy, available, number 1: expected until after from 22:00, got 06:00; 26:00 is two in the next night',
    'people, amy, wishes: expected off, work or one of day, night, got dya',
    'rules.own, forbidden-successions, pairs: expected some of day, night, got dya',
    'rules.own, lighter-day-after-event, eventDays: expected a day such as 2026-11-11, got 11.11.',
    'fixed, amy 2026-11-23: expected each person once a day, got amy on 2026-11-23 again',
  ]);
});

const FIRST = Date.parse('2026-11-23T00:00:00Z');

const plannedDays = (...days: number[]): readonly PlanLine[] =>
  days.flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => ({
      queue: 'sales',
      startLocalMs: FIRST + (day * 24 + hour) * 3_600_000,
      offered: 10,
      handleSeconds: 300,
      required: 3,
      scheduled: 4,
    })),
  );

const readPlanned = (days: number, plan: readonly PlanLine[]): ReadProblem =>
  readProblem({ ...small, days, queues: [{ queue: 'sales' }] }, { plan });

test('days that the plan does not have are refused', () => {
  expect(readPlanned(28, plannedDays(0, 1, 2, 3, 4, 5, 6))).toEqual({
    kind: 'mistakes',
    mistakes: [
      'plan: it has lines from 2026-11-23 to 2026-11-29, expected some for all days from 2026-11-23 to 2026-12-20: days without any would get nobody',
    ],
  });
  expect(readPlanned(2, plannedDays(1))).toMatchObject({ kind: 'mistakes' });
});

test('a plan may leave out a day that is closed, at its end too', () => {
  expect(readPlanned(7, plannedDays(0, 1, 2, 4, 5))).toMatchObject({ kind: 'problem' });
  expect(readPlanned(7, plannedDays(0, 1, 2, 3, 4))).toMatchObject({ kind: 'problem' });
  expect(readPlanned(7, plannedDays(0, 1, 2, 3))).toMatchObject({ kind: 'mistakes' });
});

import { expect, test } from 'vitest';
import { readProblem } from './read-problem.ts';

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
      'people.0.skills.sales: expected queues with proficiency above 0, at most 2; 1 is usual, got much',
      'people.1: id is missing',
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
      'people.1.id: expected each person once, got amy again',
      'people.2.skills: expected one of the queues sales, got slaes',
      'queues.0.required: expected 48 figures, one for each 60 minutes of the days, got 2',
      'fixed.0.person: expected one of the people, got dan',
      'fixed.1.shift: expected off or one of day@08:00, day@09:00, day@10:00, night, got day',
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
    'rules.own.0.most: expected a whole number of at least 1, got 0',
  );
  expect(wrong.kind === 'mistakes' && wrong.mistakes[1]).toMatch(
    /^rules\.own\.1\.rule: expected one of .*, got naps$/,
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
      'activities.0.name: expected each name once, got tickets again',
      'activities.0.minutes: expected a multiple of 60, got 45',
      'activities.0.people: expected one of the people, got eve',
      'activities.1.minutes: expected at most the longest shift, 600, got 660',
      'activities.1.people.skill: expected a queue that somebody answers, got billing',
      'activities.1.days.0: expected a day of the plan, 2026-11-23 to before 2026-11-25, got 2026-12-24',
      'activities.1.days.1: a day must be written as 2026-11-22, got 2026-02-30',
      'activities.2.name: expected each name once, got talk again',
      'activities.2: expected 120 min of room between from and until, got 60',
    ],
  });
  expect(readProblem({ ...small, activities: [{ name: 'talk', people: 7, minutes: 60 }] })).toEqual({
    kind: 'mistakes',
    mistakes: [
      'activities.0.people: expected "all", a list of people such as ["amy"], or {"skill": "sales"}, got 7',
    ],
  });
});

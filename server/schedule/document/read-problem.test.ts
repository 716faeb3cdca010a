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

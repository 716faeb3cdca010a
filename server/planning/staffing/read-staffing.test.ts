import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { readStaffing } from './read-staffing.ts';
import { wishesOf, type StaffingRules } from './staffing-rules.ts';

function rulesOf(text: string): StaffingRules {
  const read = readStaffing(text);
  if (read.kind === 'mistakes') throw new Error(read.mistakes.map(({ message }) => message).join('; '));
  return read.rules;
}

const mistakesOf = (text: string): readonly string[] => {
  const read = readStaffing(text);
  return read.kind === 'rules'
    ? []
    : read.mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

const WHOLE = `
target: { service-level: 80%, within-seconds: 20, occupancy: 0.88 }
patience-seconds: 150
shrinkage:
  kinds:
    - { name: absence, share: 12% }
    - { name: lunch, share: 0.15, from: 12:00, until: 13:30 }
risk: 0.8
full-time-hours: 38.5
queues:
  - queue: 007
    chats: { at-once: 3, slowdown: 30% }
    patience-seconds: 90
  - queue: hotline
    callback: { accepted: 40%, reserve: 1 }
    least-people: 2
  - queue: booking
    redial: { share: 50%, after-seconds: 300 }
  - queue: email
    deferred: { done-by: hotline, within-hours: 4 }
deferred-work:
  - { name: messages, done-by: hotline, contacts: 60, handle-seconds: 180, from: 20:00, due: 09:00 }
groups:
  - { name: amdo, queues: [tibetan-amdo] }
  - { name: both, queues: [tibetan-amdo, tibetan-kham], cost: 1.2, most: 3 }
`;

test('a document says queue by queue what all others are asked, and what they are asked else', () => {
  const rules = rulesOf(WHOLE);
  expect(wishesOf(rules, queueId('any'))).toEqual({
    target: expect.objectContaining({ serviceLevel: 0.8, withinSeconds: 20, occupancy: 0.88 }),
    patienceSeconds: 150,
  });
  expect(wishesOf(rules, queueId('007'))).toMatchObject({
    target: { serviceLevel: 0.8 },
    patienceSeconds: 90,
    service: { kind: 'chats', atOnce: 3, slowdown: 0.3 },
  });
  expect(wishesOf(rules, queueId('hotline'))).toMatchObject({
    leastPeople: 2,
    service: { kind: 'callback', acceptShare: 0.4, reserve: 1 },
  });
  expect(wishesOf(rules, queueId('booking')).service).toMatchObject({ kind: 'redial', share: 0.5 });
  expect(rules).toMatchObject({
    uncertainty: { kind: 'risk', share: 0.8 },
    fullTimeHours: 38.5,
    deferredQueues: [{ queue: 'email', doneBy: 'hotline', withinMinutes: 240 }],
    dailyWork: [{ name: 'messages', doneBy: 'hotline', from: 1200, due: 540 }],
    groups: [
      { name: 'amdo' },
      { name: 'both', queues: ['tibetan-amdo', 'tibetan-kham'], cost: 1.2, most: 3 },
    ],
    shrinkage: {
      combine: 'multiply',
      kinds: [{ share: 0.12 }, { share: 0.15, window: { from: 720, to: 810 } }],
    },
  });
});

test('JSON is read as well, and an empty document asks for nothing', () => {
  expect(rulesOf('{"target": {"abandonment": 0.05}, "join": "never"}')).toMatchObject({
    usual: { target: { abandonment: 0.05, serviceLevel: undefined } },
    joining: 'never',
  });
  expect(rulesOf('{}').queues.size).toBe(0);
});

test.each([
  [
    'target:\n  service-level: 80',
    '2:18 target.service-level is 80, expected a share from 0 to 1, such as 0.8 or 80%: write 80% or 0.8',
  ],
  [
    'target: { service-level: 100% }',
    '1:26 target.service-level is 100%, expected a share below 1: no crew answers everybody in time',
  ],
  [
    'queues:\n  - queue: a\n    chats: { at-once: 9 }',
    '3:23 queues[1].chats.at-once is 9, expected chats at once, 1 to 8',
  ],
  [
    'queues:\n  - queue: a\n    chats: { at-once: 2 }\n    callback: { accepted: 0.3 }',
    '4:15 queues[1].callback is { accepted: 0.3 }, expected nothing beside chats: a queue is one of the two',
  ],
  [
    'queues:\n  - queue: a\n  - queue: a',
    '3:12 queues[2].queue is a, expected a name that is not there before',
  ],
  ['pateince-seconds: 3', '1:1 pateince-seconds is not a key here: did you mean patience-seconds?'],
  [
    'shrinkage:\n  kinds:\n    - { name: lunch, share: 0.2, from: 12:00 }',
    'shrinkage.kinds[1].until is missing, expected a time of day such as "09:30" beside the other',
  ],
  ['risk: 0.8\ncertain: true', '2:10 certain is true, expected nothing beside risk: give one of the two'],
  ['target: [', 'not YAML'],
])('a mistake is told with line and column: %j', (text, said) => {
  expect(mistakesOf(text).join('\n')).toContain(said);
});

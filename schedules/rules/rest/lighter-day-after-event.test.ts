import { localDay } from '#domain/local-day.ts';
import { expect, test } from 'vitest';
import { lighterDayAfterEvent } from './lighter-day-after-event.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

const rule = lighterDayAfterEvent(
  { eventDays: [localDay('2026-11-11')], lighterHours: 4, withinDays: 2 },
  HARD,
);

test('whoever worked on the eleventh has a lighter day by the thirteenth', () => {
  expect(sentences(rule.breaches(lived('2026-11-11', 'T D D')))).toEqual([
    'no lighter day within 2 days of the event on 2026-11-11',
  ]);
  expect(rule.breaches(lived('2026-11-11', 'T D S'))).toEqual([]);
  expect(rule.breaches(lived('2026-11-11', 'T - D'))).toEqual([]);
  expect(rule.breaches(lived('2026-11-11', '- D D'))).toEqual([]);
});

test('an event that was lived just before the plan still asks for its lighter day', () => {
  expect(rule.breaches(lived('2026-11-11', 'T | D D'))).toHaveLength(1);
  expect(rule.breaches(lived('2026-11-11', 'T | D'))).toEqual([]);
});

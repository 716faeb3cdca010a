import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { localDay } from '#domain/local-day.ts';
import { given, agent, early, smallProblem } from '../../../../schedules/plan/testing/small-problem.ts';
import { rosterCalendar } from './roster-calendar.ts';
import { rosterOf } from './roster-of.ts';

const WRITTEN = epochMs(Date.parse('2026-11-20T08:00:00Z'));
const night = { ...early, id: 'night', kind: 'night', startMinute: 22 * 60 };
const problem = {
  ...smallProblem,
  people: [
    { ...agent('amy'), name: '王小明, früher "Amy"; \\ 客服中心第一组的组长和培训师', site: '上海' },
    agent('bob'),
  ],
};

/** What a calendar program reads. */
function eventsOf(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}

test('another library reads every shift: who, when, where, and what it holds', () => {
  const training = { name: 'training', kind: 'session' as const, startMinute: 60, lengthMinutes: 60 };
  const shifts = [
    { ...given('amy', '2026-11-23', early, 180), activities: [training] },
    given('bob', '2026-11-24', night, 240),
  ];
  const [first, second, ...others] = eventsOf(rosterCalendar(rosterOf(problem, shifts), WRITTEN));
  expect(others).toEqual([]);
  expect(first?.summary).toBe('王小明, früher "Amy"; \\ 客服中心第一组的组长和培训师: early');
  expect(first?.startDate.toJSDate().toISOString()).toBe('2026-11-22T22:00:00.000Z');
  expect(first?.endDate.toJSDate().toISOString()).toBe('2026-11-23T06:00:00.000Z');
  expect(first?.location).toBe('上海');
  expect(first?.description).toBe('07:00–08:00 training\n09:00–10:00 lunch');
  expect(second?.endDate.toJSDate().toISOString()).toBe('2026-11-24T22:00:00.000Z');
});

test('lines have 75 octets at most and end with CRLF, whatever letters stand in them', () => {
  const text = rosterCalendar(rosterOf(problem, [given('amy', '2026-11-23', early, 180)]), WRITTEN);
  const lines = text.split('\r\n');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
});

const uids = (...shifts: ReturnType<typeof given>[]): string[] =>
  eventsOf(rosterCalendar(rosterOf(problem, shifts), WRITTEN)).map(({ uid }) => uid);

test('a shift that is planned anew keeps its identity, and two people have two', () => {
  expect(uids(given('amy', '2026-11-23', early, 180))).toEqual(uids(given('amy', '2026-11-23', night, 240)));
  expect(new Set(uids(given('amy', '2026-11-23', early), given('bob', '2026-11-23', early))).size).toBe(2);
});

test('in the night the clock goes back a shift is as long as it is worked', () => {
  const zone = timeZone('Europe/Berlin');
  const autumn = { ...problem, zone, from: localDay('2026-10-24'), until: localDay('2026-10-26') };
  const [event] = eventsOf(
    rosterCalendar(rosterOf(autumn, [given('bob', '2026-10-24', night, 240)]), WRITTEN),
  );
  expect(event?.duration.toSeconds()).toBe(8 * 3600);
});

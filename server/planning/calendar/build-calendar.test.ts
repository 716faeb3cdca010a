import { describe, expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { buildCalendar } from './build-calendar.ts';
import { countryOfZone } from './country-holidays.ts';

const year = (country: string, of: number): ReturnType<typeof buildCalendar> =>
  buildCalendar({ country, first: localDay(`${of}-01-01`), last: localDay(`${of}-12-31`) });

const daysOf = (country: string, of: number, kind: string): string[] =>
  [...year(country, of)]
    .flatMap(([day, specials]) => (specials.some((one) => one.kind === kind) ? [day] : []))
    .sort();

describe('China, as the State Council published it:', () => {
  // Notices 国办发明电〔2023〕7号 for 2024, 〔2024〕12号 for 2025, and that of November 2025 for 2026.
  test.each([
    [
      2024,
      [
        '2024-02-04',
        '2024-02-18',
        '2024-04-07',
        '2024-04-28',
        '2024-05-11',
        '2024-09-14',
        '2024-09-29',
        '2024-10-12',
      ],
    ],
    [2025, ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11']],
    [2026, ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']],
  ])('the make-up workdays of %i', (of, days) => {
    expect(daysOf('CN', of, 'workday')).toEqual(days);
  });

  test('the Spring Festival of 2025 was off for eight days', () => {
    const days = [...year('CN', 2025)].filter(([, specials]) => specials.some(({ name }) => name === '春节'));
    expect(days.map(([day]) => day).sort()).toEqual(
      Array.from({ length: 8 }, (_, at) => (at < 4 ? `2025-01-${28 + at}` : `2025-02-0${at - 3}`)),
    );
  });
});

test('of a year that is not published yet the statutory days are known, by the lunar calendar', () => {
  const days = daysOf('CN', 2031, 'holiday');
  // 2031-01-23 is the first day of the lunar year (Hong Kong Observatory, conversion table 2031).
  expect(days).toContain('2031-01-22');
  expect(days).toContain('2031-01-25');
  expect(days).toContain('2031-10-03');
  expect(daysOf('CN', 2031, 'workday')).toEqual([]);
});

test('the sale of the eleventh of the eleventh is an event', () => {
  expect(year('CN', 2026).get(localDay('2026-11-11'))).toEqual([
    { day: '2026-11-11', name: '双十一', kind: 'event' },
  ]);
});

test('Tibet has its own new year, a month after the Chinese one in 2025', () => {
  expect(daysOf('CN-XZ', 2025, 'holiday')).toContain('2025-02-28');
  expect(daysOf('CN', 2025, 'holiday')).not.toContain('2025-02-28');
});

test('what a user says of a day replaces what the tables say', () => {
  const calendar = buildCalendar({
    country: 'US',
    first: localDay('2003-10-01'),
    last: localDay('2003-10-31'),
    overrides: [
      { day: localDay('2003-10-13'), name: 'Columbus Day', kind: 'ordinary' },
      { day: localDay('2003-10-20'), name: 'move', kind: 'closed' },
    ],
  });
  expect(calendar.has(localDay('2003-10-13'))).toBe(false);
  expect(calendar.get(localDay('2003-10-20'))?.[0]?.kind).toBe('closed');
});

test('a country that does not exist is named', () => {
  expect(() => year('XX', 2025)).toThrow('country must be an ISO 3166 code such as CN, US or DE, got XX');
});

test.each([
  ['America/New_York', 'US'],
  ['Asia/Jerusalem', 'IL'],
  ['Asia/Shanghai', 'CN'],
  ['Europe/Berlin', 'DE'],
  ['UTC', undefined],
])('the clocks of %s are those of %s', (zone, country) => {
  expect(countryOfZone(zone)).toBe(country);
});

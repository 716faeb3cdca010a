import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { localIntervalStart } from './interval.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs } from './time.ts';
import { dayStart, instantOf, isoInZone, localTime, timeZone } from './time-zone.ts';

const zones = [
  'Asia/Shanghai',
  'Asia/Jerusalem',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'UTC',
];
const instants = fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2035, 0) }).map(epochMs);

test('offset, ISO text and start of day are those of an independent library, in every zone and year', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, (name, at) => {
      const zone = timeZone(name);
      const luxon = DateTime.fromMillis(at, { zone: name });
      expect(zone.offsetMs(at)).toBe(luxon.offset * MINUTE_MS);
      expect(isoInZone(zone, at)).toBe(
        luxon.startOf('second').toISO({ suppressMilliseconds: true })?.replace('Z', '+00:00'),
      );
      expect(dayStart(zone, at)).toBe(luxon.startOf('day').toMillis());
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('a local time that is skipped moves forward, one that comes twice is the first', () => {
  const zone = timeZone('Asia/Jerusalem');
  const local = (text: string): string => isoInZone(zone, instantOf(zone, Date.parse(`${text}Z`)));
  expect(local('1999-04-02T02:30:00')).toBe('1999-04-02T03:30:00+03:00');
  expect(local('1999-09-03T01:30:00')).toBe('1999-09-03T01:30:00+03:00');
  expect(local('1999-01-03T07:00:00')).toBe('1999-01-03T07:00:00+02:00');
});

test('intervals count from local midnight, also where the zone is a quarter of an hour off', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, fc.constantFrom(15, 30, 60), (name, at, minutes) => {
      const zone = timeZone(name);
      const start = localIntervalStart(zone, at, minutes * MINUTE_MS);
      expect(start).toBeLessThanOrEqual(at);
      if (name === 'Australia/Lord_Howe') return;
      expect(at - start).toBeLessThan(minutes * MINUTE_MS);
      expect(localTime(zone, start).msOfDay % (minutes * MINUTE_MS)).toBe(0);
    }),
    { numRuns: 500, seed: 2 },
  );
});

test('the day the clock goes back has fifty half hours, the one it goes forward forty-six', () => {
  const zone = timeZone('Europe/Berlin');
  const halfHours = (day: string): number => {
    const from = instantOf(zone, Date.parse(`${day}T00:00:00Z`));
    const to = dayStart(zone, epochMs(from + DAY_MS + 2 * HOUR_MS));
    const starts = new Set<number>();
    for (let at: number = from; at < to; at += MINUTE_MS)
      starts.add(localIntervalStart(zone, epochMs(at), 30 * MINUTE_MS));
    return starts.size;
  };
  expect(halfHours('2026-10-25')).toBe(50);
  expect(halfHours('2026-03-29')).toBe(46);
  expect(halfHours('2026-03-30')).toBe(48);
});

test('an unknown zone is named', () => {
  expect(() => timeZone('Asia/Peking')).toThrow(
    'zone must be an IANA time zone such as Asia/Shanghai, got Asia/Peking',
  );
});

import { localDay } from '#domain/local-day.ts';
import type { SpecialDay } from '#domain/calendar.ts';

/** The two great sales of Chinese online shops, with the day after, when questions about orders come: 618 and 双十一. */
export function shoppingDays(year: number): SpecialDay[] {
  return [
    { day: localDay(`${year}-06-18`), name: '618', kind: 'event' },
    { day: localDay(`${year}-06-19`), name: '618 次日', kind: 'event' },
    { day: localDay(`${year}-11-11`), name: '双十一', kind: 'event' },
    { day: localDay(`${year}-11-12`), name: '双十一次日', kind: 'event' },
  ];
}

import chinese from 'chinese-days';
import lunarJavascript from 'lunar-javascript';
import { addDays, localDay, weekday, type LocalDay } from '#domain/local-day.ts';
import type { SpecialDay } from '#domain/calendar.ts';

/**
 * Holidays and make-up workdays (调休) of a Chinese year: as the State Council has published them, where it has
 * (chinese-days); for later years the statutory days themselves, by the lunar calendar, without the days that are moved around them.
 */
export function chineseDays(year: number): SpecialDay[] {
  const published = publishedDays(year);
  return published.length > 0 ? published : statutoryDays(year);
}

function publishedDays(year: number): SpecialDay[] {
  const days: SpecialDay[] = [];
  const last = localDay(`${year}-12-31`);
  for (let day = localDay(`${year}-01-01`); day <= last; day = addDays(day, 1)) {
    const { work, name } = chinese.getDayDetail(day);
    // A day of the published list is named in three parts, `Spring Festival,春节,4`; any other by its weekday.
    const chineseName = name.split(',')[1];
    if (chineseName === undefined) continue;
    const isWeekend = weekday(day) >= 5;
    if (work && isWeekend) days.push({ day, name: `${chineseName}调休`, kind: 'workday' });
    if (!work) days.push({ day, name: chineseName, kind: 'holiday' });
  }
  return days;
}

/** Days off by law since 2025 (State Council decree 795): two of Labour Day, the eve and three of the Spring Festival, three of the National Day. */
function statutoryDays(year: number): SpecialDay[] {
  return [
    ...named('元旦', localDay(`${year}-01-01`), 1),
    ...named('春节', addDays(lunarDay(year, 1, 1), -1), 4),
    ...named('清明', clearBrightness(year), 1),
    ...named('劳动节', localDay(`${year}-05-01`), 2),
    ...named('端午', lunarDay(year, 5, 5), 1),
    ...named('中秋', lunarDay(year, 8, 15), 1),
    ...named('国庆节', localDay(`${year}-10-01`), 3),
  ];
}

const lunarDay = (year: number, month: number, day: number): LocalDay =>
  localDay(lunarJavascript.Lunar.fromYmd(year, month, day).getSolar().toYmd());

function clearBrightness(year: number): LocalDay {
  const day = lunarJavascript.Lunar.fromYmd(year, 1, 1).getJieQiTable()['清明']?.toYmd();
  return localDay(day ?? `${year}-04-05`);
}

const named = (name: string, day: LocalDay, length: number): SpecialDay[] =>
  Array.from({ length }, (_, index) => ({ day: addDays(day, index), name, kind: 'holiday' }));

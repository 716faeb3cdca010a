import { weekday, type LocalDay } from '#domain/local-day.ts';

const WEEKDAYS = ['Mon 周一', 'Tue 周二', 'Wed 周三', 'Thu 周四', 'Fri 周五', 'Sat 周六', 'Sun 周日'];

/** The weekday in English and Chinese: what hangs on a wall is read by everybody. */
export const weekdayInBoth = (day: LocalDay): string => WEEKDAYS[weekday(day)] ?? '';

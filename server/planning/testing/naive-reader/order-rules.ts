import { dayText } from './clocks.ts';
import type { RawRule } from './raw-document.ts';
import { isNight, isWeekend } from './read-roster.ts';
import { days, mondays, type Question } from './time-rules.ts';

/** Rules about days in a row and what follows what. */
export const ORDER_RULES: Readonly<Record<string, (rule: RawRule, question: Question) => readonly string[]>> =
  {
    'days-in-a-row': ({ most = 0 }, { works, from, until }) =>
      days(from, until).flatMap((day) =>
        isRun(new Set(works.map((one) => one.day)), day, most + 1)
          ? [`too many days to ${dayText(day)}`]
          : [],
      ),

    'nights-in-a-row': ({ most = 0 }, { works, wall, from, until }) => {
      const nights = new Set(works.filter((one) => isNight(wall, one)).map((one) => one.day));
      return days(from, until).flatMap((day) =>
        isRun(nights, day, most + 1) ? [`too many nights to ${dayText(day)}`] : [],
      );
    },

    'days-off-in-a-row': ({ least = 0 }, { works, from }) => {
      const worked = [...new Set(works.map((one) => one.day))].toSorted((one, other) => one - other);
      return worked.flatMap((day, at) => {
        const off = day - (worked[at - 1] ?? -Infinity) - 1;
        return day >= from && off > 0 && off < least ? [`few days off before ${dayText(day)}`] : [];
      });
    },

    weekends: ({ most = 0, inWeeks = 1 }, { works, from, until }) =>
      mondays(from, until).flatMap((monday) => {
        const isWorked = weekendReader(works);
        if (!isWorked(monday)) return [];
        const many = Array.from({ length: inWeeks }, (_, back) => monday - 7 * back).filter(isWorked).length;
        return many > most ? [`too many weekends to ${dayText(monday)}`] : [];
      }),

    'forbidden-successions': ({ pairs = [] }, { works }) =>
      works.flatMap((one) =>
        works.some(
          (before) =>
            !one.isLived &&
            before.day === one.day - 1 &&
            pairs.some(([first, second]) => first === before.kind && second === one.kind),
        )
          ? [`forbidden succession ${dayText(one.day)}`]
          : [],
      ),
  };

const weekendReader =
  (works: Question['works']) =>
  (monday: number): boolean =>
    works.some(({ day }) => day >= monday + 5 && day <= monday + 6);

/** Whether so many days that end with this one are all worked. */
const isRun = (worked: ReadonlySet<number>, day: number, length: number): boolean =>
  days(day - length + 1, day + 1).every((one) => worked.has(one));

/** How many shifts are a burden, lived and planned. */
export function burdenOf({ works, wall }: Question, burden: string): number {
  return works.filter((one) => {
    if (burden === 'weekends') return isWeekend(one.day);
    if (burden === 'nights') return isNight(wall, one);
    const [hour = 0, minute = 0] = wall.show(one.start).slice(11).split(':').map(Number);
    return hour * 60 + minute < 420 && !isNight(wall, one);
  }).length;
}

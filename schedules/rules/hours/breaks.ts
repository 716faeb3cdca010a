import { HOUR_MS, MINUTE_MS } from '#domain/time.ts';
import type { Breach, PersonRule, Strength, Worked } from '../base/rule.ts';
import { planned } from '../base/spans.ts';

export type BreakFigures = {
  /** Shifts over this many hours, from start to end, have the break. */
  readonly overHours: number;
  readonly leastMinutes: number;
  /** It has begun by the end of this hour of the shift. */
  readonly beforeHour: number;
};

/** Every long shift has an unbroken break, early enough. */
export function breaks(figures: BreakFigures, strength: Strength): PersonRule {
  const { overHours, leastMinutes, beforeHour } = figures;
  return {
    id: 'breaks',
    strength,
    sentence: {
      en: `A break of ${leastMinutes} min in shifts over ${overHours} h, before the end of hour ${beforeHour}`,
      zh: `超过 ${overHours} 小时的班次须在第 ${beforeHour} 小时结束前休息 ${leastMinutes} 分钟`,
    },
    breaches: (time) =>
      planned(time).flatMap((shift): readonly Breach[] => {
        if (shift.endAt - shift.startAt <= overHours * HOUR_MS) return [];
        const longest = longestEarlyBreak(shift, beforeHour);
        if (longest >= leastMinutes) return [];
        const said = {
          en: `has ${longest} min of break by hour ${beforeHour} on ${shift.day}, at least ${leastMinutes}`,
          zh: `${shift.day} 前 ${beforeHour} 小时仅休息 ${longest} 分钟,至少 ${leastMinutes} 分钟`,
        };
        const by = leastMinutes - longest;
        return [{ rule: 'breaks', person: time.person.id, day: shift.day, by, unit: 'minutes', said }];
      }),
  };
}

function longestEarlyBreak(shift: Worked, beforeHour: number): number {
  const latest = shift.startAt + beforeHour * HOUR_MS;
  const early = shift.breaks.filter(({ startAt }) => startAt <= latest);
  return Math.max(0, ...early.map(({ startAt, endAt }) => (endAt - startAt) / MINUTE_MS));
}

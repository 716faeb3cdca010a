import { dayNumber, localDay } from '#domain/local-day.ts';
import { DAY_MINUTES, MINUTE_MS } from '#domain/time.ts';
import { localTime, type TimeZone } from '#domain/time-zone.ts';
import { isAvailable, type MinuteSpan } from '../../people/available-hours.ts';
import type { PersonRule, Strength, Worked } from '../base/rule.ts';
import { planned } from '../base/spans.ts';

/** Shifts lie within the hours in which the person can work. Somebody who lists none can always work. */
export function availability(_figures: object, strength: Strength): PersonRule {
  return {
    id: 'availability',
    strength,
    sentence: { en: 'Shifts lie within the hours a person can work', zh: '班次在本人可上班时间内' },
    breaches: (time) =>
      planned(time).flatMap((shift) => {
        if (time.person.available.length === 0) return [];
        if (isAvailable(time.person, shift.day, wallMinutes(shift, time.zone))) return [];
        const said = {
          en: `cannot work at the hours of ${shift.kind} on ${shift.day}`,
          zh: `${shift.day} 的 ${shift.kind} 不在可上班时间内`,
        };
        return { rule: 'availability', person: time.person.id, day: shift.day, by: 1, unit: 'times', said };
      }),
  };
}

/** By the clock on the wall, from the midnight of the shift's day. */
function wallMinutes({ day, startAt, endAt }: Worked, zone: TimeZone): MinuteSpan {
  const minute = (at: Worked['startAt']): number => {
    const local = localTime(zone, at);
    return (dayNumber(localDay(local.day)) - dayNumber(day)) * DAY_MINUTES + local.msOfDay / MINUTE_MS;
  };
  return { fromMinute: minute(startAt), untilMinute: minute(endAt) };
}

import { weekday } from '#domain/local-day.ts';
import { MINUTE_MS } from '#domain/time.ts';
import type { WeeklyWindow } from '../../people/person.ts';
import type { PersonRule, Strength, Worked } from '../base/rule.ts';
import { planned, startMinute } from '../base/spans.ts';
import type { TimeZone } from '#domain/time-zone.ts';

/** Shifts lie within the hours in which the person can work. Somebody who lists none can always work. */
export function availability(_figures: object, strength: Strength): PersonRule {
  return {
    id: 'availability',
    strength,
    sentence: { en: 'Shifts lie within the hours a person can work', zh: '班次在本人可上班时间内' },
    breaches: (time) =>
      planned(time).flatMap((shift) => {
        const { available, id } = time.person;
        if (available.length === 0 || available.some((window) => holds(window, shift, time.zone))) return [];
        const said = {
          en: `cannot work at the hours of ${shift.kind} on ${shift.day}`,
          zh: `${shift.day} 的 ${shift.kind} 不在可上班时间内`,
        };
        return { rule: 'availability', person: id, day: shift.day, by: 1, unit: 'times', said };
      }),
  };
}

function holds(window: WeeklyWindow, shift: Worked, zone: TimeZone): boolean {
  const start = startMinute(shift, zone);
  const end = start + (shift.endAt - shift.startAt) / MINUTE_MS;
  return window.weekday === weekday(shift.day) && start >= window.fromMinute && end <= window.untilMinute;
}

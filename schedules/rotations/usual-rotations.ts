import type { LocalDay } from '#domain/local-day.ts';
import type { BreakTemplate, ShiftTemplate } from '../shift-template.ts';
import type { Rotation } from './rotation.ts';

/**
 * 四班三运转: four crews share early, middle and night shifts of eight hours, two days each and two days off, so that three work each day and one rests.
 * A night begins at the midnight that ends its day, so that a day lies between the last middle shift and the first night.
 */
export function fourCrewsThreeShifts(anchor: LocalDay): Rotation {
  return {
    id: 'four-crews-three-shifts',
    templates: [eightHours('early', 8), eightHours('middle', 16), eightHours('night', 24)],
    cycle: ['early', 'early', 'middle', 'middle', 'night', 'night', 'off', 'off'],
    // Two days apart: when the first is on its early days, the second is on its days off.
    crews: [0, 6, 4, 2].map((place, at) => ({ crew: `crew-${at + 1}`, place })),
    anchor,
  };
}

/** Two shifts for a day of service from 09:00 to 24:00, each of seven and a half hours, changed every week with a day off in seven. */
export function twoShifts(anchor: LocalDay): Rotation {
  return {
    id: 'two-shifts',
    templates: [
      { id: 'day', kind: 'day', startMinute: 9 * 60, lengthMinutes: 450, breaks: [] },
      { id: 'evening', kind: 'evening', startMinute: 16 * 60 + 30, lengthMinutes: 450, breaks: [] },
    ],
    cycle: [...sixDaysOf('day'), ...sixDaysOf('evening')],
    crews: [
      { crew: 'crew-1', place: 0 },
      { crew: 'crew-2', place: 7 },
    ],
    anchor,
  };
}

const sixDaysOf = (mark: string): string[] => [...Array.from({ length: 6 }, () => mark), 'off'];

const NO_BREAKS: readonly BreakTemplate[] = [];

const eightHours = (id: string, startHour: number): ShiftTemplate => ({
  id,
  kind: id,
  startMinute: startHour * 60,
  lengthMinutes: 480,
  breaks: NO_BREAKS,
});

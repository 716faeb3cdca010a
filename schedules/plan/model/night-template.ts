import { DAY_MINUTES } from '#domain/time.ts';
import type { ShiftTemplate } from '../../shift-template.ts';
import { USUAL_NIGHT } from '../../rules/base/spans.ts';

/** Whether a shift has three hours in the night, on a day without a change of the clock. */
export function isNightTemplate({ startMinute, lengthMinutes }: ShiftTemplate): boolean {
  const { fromMinute, untilMinute } = USUAL_NIGHT;
  let night = 0;
  for (const shift of [-DAY_MINUTES, 0, DAY_MINUTES]) {
    const start = Math.max(startMinute, fromMinute + shift);
    const end = Math.min(startMinute + lengthMinutes, untilMinute + DAY_MINUTES + shift);
    night += Math.max(0, end - start);
  }
  return night >= 180;
}

import type { ShiftTemplate } from '../../shift-template.ts';
import { USUAL_NIGHT } from '../../rules/base/spans.ts';

/** Whether a shift has three hours in the night, on a day without a change of the clock. */
export function isNightTemplate({ startMinute, lengthMinutes }: ShiftTemplate): boolean {
  const { fromMinute, untilMinute } = USUAL_NIGHT;
  let night = 0;
  for (const shift of [-1440, 0, 1440]) {
    const start = Math.max(startMinute, fromMinute + shift);
    const end = Math.min(startMinute + lengthMinutes, untilMinute + 1440 + shift);
    night += Math.max(0, end - start);
  }
  return night >= 180;
}

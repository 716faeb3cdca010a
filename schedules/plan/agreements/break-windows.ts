import type { Breach } from '../../rules/base/rule.ts';
import { clockText } from '#domain/text/clock-text.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { Agreement } from './agreement.ts';

/** Every break of a shift is there, in its window, one after another and within the shift. */
export const breakWindows: Agreement = {
  id: 'break-windows',
  sentence: { en: 'Breaks begin in their windows', zh: '休息在规定时段内开始' },
  breaches: ({ person, shifts }) =>
    shifts.flatMap((shift) => {
      const wrong = wrongBreak(shift);
      if (wrong === undefined) return [];
      const { day } = shift;
      const said = { en: `${wrong} on ${day}`, zh: `${day} 的休息不在规定时段内(${wrong})` };
      return [{ rule: 'break-windows', person: person.id, day, by: 1, unit: 'times', said } satisfies Breach];
    }),
};

/** What is wrong with the first break that is wrong. */
function wrongBreak({ template, breakStarts }: NamedShift): string | undefined {
  let free = 0;
  for (const [at, { name, earliestMinute, latestMinute, lengthMinutes }] of template.breaks.entries()) {
    const start = breakStarts[at];
    if (start === undefined) return `has no ${name} in ${template.id}`;
    const text = (minute: number): string => clockText(template.startMinute + minute);
    if (start < earliestMinute || start > latestMinute)
      return `has ${name} at ${text(start)}, between ${text(earliestMinute)} and ${text(latestMinute)} by the shift ${template.id},`;
    if (start < free) return `has ${name} at ${text(start)} before the break before it is over,`;
    free = start + lengthMinutes;
  }
  return free > template.lengthMinutes ? `has a break after the end of ${template.id}` : undefined;
}

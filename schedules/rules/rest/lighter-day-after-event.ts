import { addDays, type LocalDay } from '#domain/local-day.ts';
import { HOUR_MS } from '#domain/time.ts';
import type { PersonRule, Strength } from '../base/rule.ts';

export type EventFigures = {
  /** Days such as 2026-11-11. */
  readonly eventDays: readonly LocalDay[];
  /** A day off, or one of at most this many hours, is a lighter one. */
  readonly lighterHours: number;
  /** It comes within this many days after the event. */
  readonly withinDays: number;
};

/** Whoever works on an event day has a lighter day soon after. An event whose days after lie beyond the plan is not judged. */
export function lighterDayAfterEvent(figures: EventFigures, strength: Strength): PersonRule {
  const { eventDays, lighterHours, withinDays } = figures;
  return {
    id: 'lighter-day-after-event',
    strength,
    sentence: {
      en: `A day off or of at most ${lighterHours} h within ${withinDays} days of an event`,
      zh: `活动后 ${withinDays} 天内至少有一天休息或不超过 ${lighterHours} 小时`,
    },
    breaches({ worked, person, from, until }) {
      const paid = new Map(worked.map(({ day, paidMs }) => [day, paidMs]));
      return eventDays.flatMap((event) => {
        const after = Array.from({ length: withinDays }, (_, at) => addDays(event, at + 1));
        const last = after.at(-1) ?? event;
        if (!paid.has(event) || last < from || last >= until) return [];
        if (after.some((day) => (paid.get(day) ?? 0) <= lighterHours * HOUR_MS)) return [];
        const said = {
          en: `no lighter day within ${withinDays} days of the event on ${event}`,
          zh: `${event} 活动后 ${withinDays} 天内没有较轻的班`,
        };
        return { rule: 'lighter-day-after-event', person: person.id, day: last, by: 1, unit: 'days', said };
      });
    },
  };
}

import { HOUR_MS } from '#domain/time.ts';
import { dayNumber } from '#domain/local-day.ts';
import { contractSpan } from '../../people/contract-span.ts';
import type { PersonRule, Strength } from '../base/rule.ts';
import { hours, planned } from '../base/spans.ts';

/** The plan as a whole gives each person the hours of the contract, `toleranceHours` a week more or fewer. Days off take their part of the least. */
export function contractHours(figures: { readonly toleranceHours: number }, strength: Strength): PersonRule {
  return {
    id: 'contract-hours',
    strength,
    sentence: { en: 'Everybody gets the hours of the contract', zh: '每人工时符合合同约定' },
    breaches(time) {
      const { leastMs, mostMs } = contractSpan(time.person, time.from, time.until);
      const weeks = (dayNumber(time.until) - dayNumber(time.from)) / 7;
      const slack = figures.toleranceHours * HOUR_MS * weeks;
      const worked = planned(time).reduce((sum, { paidMs }) => sum + paidMs, 0);
      const least = Math.max(0, leastMs - slack);
      const most = mostMs + slack;
      if (worked >= least && worked <= most) return [];
      const by = Math.max(least - worked, worked - most) / HOUR_MS;
      const said = {
        en: `works ${hours(worked)} h in the plan, by contract ${hours(least)} to ${hours(most)} h`,
        zh: `排班共 ${hours(worked)} 小时,合同为 ${hours(least)}–${hours(most)} 小时`,
      };
      return [{ rule: 'contract-hours', person: time.person.id, day: time.from, by, unit: 'hours', said }];
    },
  };
}

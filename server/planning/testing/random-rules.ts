import type { Dice } from './dice.ts';
import type { RawDocument, RawRule } from './naive-reader/raw-document.ts';
import { dayAfter } from './random-frame.ts';

export type RulesFrame = {
  readonly from: string;
  readonly kinds: readonly string[];
  readonly isCrewed: boolean;
};

/** A preset, and some own settings over it; hard ones seldom so strict that nothing is left. */
export function randomRules(roll: Dice, frame: RulesFrame): NonNullable<RawDocument['rules']> {
  const preset = frame.isCrewed
    ? 'china-comprehensive'
    : roll.oneOf(['china-standard', 'china-comprehensive', 'eu-2003-88', 'california']);
  const share = frame.isCrewed ? 0.1 : 0.22;
  const own = settings(roll, frame).flatMap((rule) => {
    if (!roll.isIn(share)) return [];
    const soft = roll.isIn(0.25) ? [{ ...rule, weight: 1 + roll.upTo(4) }] : [rule];
    return soft;
  });
  // Shifts without a break are many here: that rule is left as it is now and then only.
  const breaks: RawRule = {
    rule: 'breaks',
    overHours: 6,
    leastMinutes: 30,
    beforeHour: 5 + roll.upTo(1),
    weight: 1,
  };
  return { ...(roll.isIn(0.9) ? { preset } : {}), own: roll.isIn(0.6) ? [...own, breaks] : own };
}

function settings(roll: Dice, { from, kinds }: RulesFrame): readonly RawRule[] {
  const pair = [roll.oneOf(kinds), roll.oneOf(kinds)];
  return [
    { rule: 'daily-hours', mostHours: roll.oneOf([8, 9, 10, 12]) },
    { rule: 'weekly-hours', mostHours: roll.oneOf([32, 40, 48]), overWeeks: 1 + roll.upTo(2) },
    { rule: 'weekly-hours', mostHours: 60, overWeeks: 1 },
    { rule: 'contract-hours', toleranceHours: roll.oneOf([0, 2, 8]) },
    { rule: 'overtime', ordinaryHours: 8, mostHoursPerMonth: roll.oneOf([2, 4, 36]) },
    { rule: 'rest-between-shifts', leastHours: roll.oneOf([8, 11, 12, 14, 30]) },
    { rule: 'rest-after-nights', leastHours: roll.oneOf([24, 32, 48]) },
    { rule: 'weekly-rest', leastHours: roll.oneOf([35, 44, 60]) },
    { rule: 'days-in-a-row', most: 2 + roll.upTo(4) },
    { rule: 'days-off-in-a-row', least: 2 },
    { rule: 'weekends', most: roll.upTo(2), inWeeks: 1 + roll.upTo(3) },
    { rule: 'nights-in-a-row', most: 1 + roll.upTo(2) },
    { rule: 'night-hours', mostHours: roll.oneOf([7, 8, 10]) },
    { rule: 'forbidden-successions', pairs: [pair] },
    { rule: 'breaks', overHours: 6, leastMinutes: 30, beforeHour: 5 },
    {
      rule: 'lighter-day-after-event',
      eventDays: [dayAfter({ from }, roll.upTo(3) - 1)],
      lighterHours: roll.oneOf([0, 4, 6]),
      withinDays: 1 + roll.upTo(2),
    },
    { rule: 'fair-shares', burden: roll.oneOf(['nights', 'weekends', 'early-starts']), spread: roll.upTo(2) },
    { rule: 'wishes' },
  ];
}

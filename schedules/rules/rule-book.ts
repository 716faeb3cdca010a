import { availability } from './days/availability.ts';
import { breaks, type BreakFigures } from './hours/breaks.ts';
import { contractHours } from './hours/contract-hours.ts';
import { dailyHours } from './hours/daily-hours.ts';
import { daysInARow } from './days/days-in-a-row.ts';
import { daysOffInARow } from './rest/days-off-in-a-row.ts';
import { fairShares, type Burden } from './days/fair-shares.ts';
import { forbiddenSuccessions } from './days/forbidden-successions.ts';
import { lighterDayAfterEvent, type EventFigures } from './rest/lighter-day-after-event.ts';
import { nightHours } from './hours/night-hours.ts';
import { nightsInARow } from './days/nights-in-a-row.ts';
import { oneShiftADay } from './days/one-shift-a-day.ts';
import { overtime, type OvertimeFigures } from './hours/overtime.ts';
import { restAfterNights } from './rest/rest-after-nights.ts';
import { restBetweenShifts } from './rest/rest-between-shifts.ts';
import { HARD, type PersonRule, type Strength, type TeamRule } from './base/rule.ts';
import { timeOff } from './rest/time-off.ts';
import { weekends } from './rest/weekends.ts';
import { weeklyHours } from './hours/weekly-hours.ts';
import { weeklyRest } from './rest/weekly-rest.ts';
import { wishes } from './days/wishes.ts';

/** One rule with its figures. `weight` makes it soft; without it the rule is hard. */
export type RuleSetting = { readonly weight?: number } & RuleFigures;

type RuleFigures =
  | { readonly rule: 'daily-hours'; readonly mostHours: number }
  | { readonly rule: 'weekly-hours'; readonly mostHours: number; readonly overWeeks: number }
  | { readonly rule: 'contract-hours'; readonly toleranceHours: number }
  | ({ readonly rule: 'overtime' } & OvertimeFigures)
  | { readonly rule: 'rest-between-shifts'; readonly leastHours: number }
  | { readonly rule: 'rest-after-nights'; readonly leastHours: number }
  | { readonly rule: 'weekly-rest'; readonly leastHours: number }
  | { readonly rule: 'days-in-a-row'; readonly most: number }
  | { readonly rule: 'days-off-in-a-row'; readonly least: number }
  | { readonly rule: 'weekends'; readonly most: number; readonly inWeeks: number }
  | { readonly rule: 'nights-in-a-row'; readonly most: number }
  | { readonly rule: 'night-hours'; readonly mostHours: number }
  | { readonly rule: 'forbidden-successions'; readonly pairs: readonly (readonly [string, string])[] }
  | ({ readonly rule: 'breaks' } & BreakFigures)
  | ({ readonly rule: 'lighter-day-after-event' } & EventFigures)
  | { readonly rule: 'fair-shares'; readonly burden: Burden; readonly spread: number }
  | { readonly rule: 'one-shift-a-day' }
  | { readonly rule: 'time-off' }
  | { readonly rule: 'availability' }
  | { readonly rule: 'wishes' };

/** The rules of a centre: a preset with the centre's own figures over it. */
export type RuleBook = readonly RuleSetting[];

export type Rules = { readonly person: readonly PersonRule[]; readonly team: readonly TeamRule[] };

/** The rules that a book sets, ready to judge. */
export function rulesOf(book: RuleBook): Rules {
  const person: PersonRule[] = [];
  const team: TeamRule[] = [];
  for (const setting of book) {
    if (setting.rule === 'fair-shares') team.push(fairShares(setting, strengthOf(setting)));
    else person.push(personRule(setting, strengthOf(setting)));
  }
  return { person, team };
}

/** A book in which each setting of `own` takes the place of every setting of the same rule in `preset`. */
export function withOwnSettings(preset: RuleBook, own: RuleBook): RuleBook {
  const replaced = new Set(own.map(({ rule }) => rule));
  return [...preset.filter(({ rule }) => !replaced.has(rule)), ...own];
}

const strengthOf = ({ weight }: RuleSetting): Strength =>
  weight === undefined ? HARD : { kind: 'soft', weight };

type PersonSetting = Exclude<RuleSetting, { readonly rule: 'fair-shares' }>;

function personRule(setting: PersonSetting, strength: Strength): PersonRule {
  switch (setting.rule) {
    case 'daily-hours':
      return dailyHours(setting, strength);
    case 'weekly-hours':
      return weeklyHours(setting, strength);
    case 'contract-hours':
      return contractHours(setting, strength);
    case 'overtime':
      return overtime(setting, strength);
    case 'breaks':
      return breaks(setting, strength);
    case 'lighter-day-after-event':
      return lighterDayAfterEvent(setting, strength);
    case 'time-off':
      return timeOff(setting, strength);
    case 'availability':
      return availability(setting, strength);
    case 'wishes':
      return wishes(setting, strength);
    case 'rest-between-shifts':
    case 'rest-after-nights':
    case 'weekly-rest':
    case 'night-hours':
      return restRule(setting, strength);
    case 'days-in-a-row':
    case 'days-off-in-a-row':
    case 'weekends':
    case 'nights-in-a-row':
    case 'forbidden-successions':
    case 'one-shift-a-day':
      return sequenceRule(setting, strength);
  }
}

type Of<Rule> = Extract<PersonSetting, { readonly rule: Rule }>;

function restRule(
  setting: Of<'rest-between-shifts' | 'rest-after-nights' | 'weekly-rest' | 'night-hours'>,
  strength: Strength,
): PersonRule {
  switch (setting.rule) {
    case 'rest-between-shifts':
      return restBetweenShifts(setting, strength);
    case 'rest-after-nights':
      return restAfterNights(setting, strength);
    case 'weekly-rest':
      return weeklyRest(setting, strength);
    case 'night-hours':
      return nightHours(setting, strength);
  }
}

type SequenceRule =
  | 'days-in-a-row'
  | 'days-off-in-a-row'
  | 'weekends'
  | 'nights-in-a-row'
  | 'forbidden-successions'
  | 'one-shift-a-day';

function sequenceRule(setting: Of<SequenceRule>, strength: Strength): PersonRule {
  switch (setting.rule) {
    case 'days-in-a-row':
      return daysInARow(setting, strength);
    case 'days-off-in-a-row':
      return daysOffInARow(setting, strength);
    case 'weekends':
      return weekends(setting, strength);
    case 'nights-in-a-row':
      return nightsInARow(setting, strength);
    case 'forbidden-successions':
      return forbiddenSuccessions(setting, strength);
    case 'one-shift-a-day':
      return oneShiftADay(setting, strength);
  }
}

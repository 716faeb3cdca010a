import { addDays, dayNumber, mondayOf, weekday, type LocalDay } from '#domain/local-day.ts';
import { HOUR_MS, MINUTE_MS } from '#domain/time.ts';
import type { CountRule, MinutesRule, RosterRules } from '../../roster/problem/roster-problem.ts';
import { contractSpan } from '../../people/contract-span.ts';
import type { Person } from '../../people/person.ts';
import type { RuleBook, RuleSetting } from '../../rules/rule-book.ts';
import { paidMs, type ShiftTemplate } from '../../shift-template.ts';
import { isNightTemplate } from '../model/night-template.ts';

export type RulesQuestion = {
  readonly person: Person;
  readonly from: LocalDay;
  readonly until: LocalDay;
  readonly templates: readonly ShiftTemplate[];
  /** What the person worked before the plan. */
  readonly lived: readonly { readonly day: LocalDay; readonly template: ShiftTemplate }[];
  /** The hard settings. */
  readonly book: RuleBook;
};

/**
 * The hard rules in the terms of the roster engine. Rules that look at more than it can count are narrowed to something it can,
 * and every roster is judged by the rules themselves afterwards.
 */
export function rosterRulesOf(question: RulesQuestion): RosterRules {
  const { book } = question;
  const days = dayNumber(question.until) - dayNumber(question.from);
  const inRow = Math.min(Infinity, ...figures(book, 'days-in-a-row').map(({ most }) => most));
  const off = Math.max(1, ...figures(book, 'days-off-in-a-row').map(({ least }) => least));
  return {
    minutes: [...contractMinutes(question, days), ...weeklyMinutes(question)],
    counts: [...nightCounts(question, days), ...overtimeCounts(question)],
    worked: { least: 1, most: inRow },
    off: { least: off, most: Infinity },
    weekends: weekendWindows(question),
  };
}

type RuleOf<Rule extends RuleSetting['rule']> = Extract<RuleSetting, { readonly rule: Rule }>;

/** Every setting of a rule: a book may have several, each to be kept. */
export function figures<Rule extends RuleSetting['rule']>(
  book: RuleBook,
  rule: Rule,
): readonly RuleOf<Rule>[] {
  return book.filter((one): one is RuleOf<Rule> => one.rule === rule);
}

function contractMinutes({ book, person, from, until }: RulesQuestion, days: number): readonly MinutesRule[] {
  const { leastMs, mostMs } = contractSpan(person, from, until);
  return figures(book, 'contract-hours').map(({ toleranceHours }) => {
    const slack = (toleranceHours * 60 * days) / 7;
    const least = Math.ceil(leastMs / MINUTE_MS - slack - 1e-9);
    return {
      from: 0,
      until: days,
      least: Math.max(0, least),
      most: Math.floor(mostMs / MINUTE_MS + slack + 1e-9),
    };
  });
}

/** For each week the sum over the weeks up to it, what was lived taken off. */
function weeklyMinutes({ book, from, until, lived }: RulesQuestion): readonly MinutesRule[] {
  return figures(book, 'weekly-hours').flatMap(({ mostHours, overWeeks }) =>
    weeksOf(from, until).map((monday) => {
      const start = addDays(monday, -7 * (overWeeks - 1));
      const before = lived
        .filter(({ day }) => day >= start && day < from)
        .reduce((sum, { template }) => sum + paidMs(template) / MINUTE_MS, 0);
      const most = Math.floor(mostHours * 60 * overWeeks - before + 1e-9);
      const first = Math.max(0, dayNumber(start) - dayNumber(from));
      return {
        from: first,
        until: dayNumber(addDays(monday, 7)) - dayNumber(from),
        least: 0,
        most: Math.max(0, most),
      };
    }),
  );
}

/** The Mondays of the weeks that a plan touches. */
function weeksOf(from: LocalDay, until: LocalDay): readonly LocalDay[] {
  const mondays: LocalDay[] = [];
  for (let monday = mondayOf(from); monday < until; monday = addDays(monday, 7)) mondays.push(monday);
  return mondays;
}

/** In any `most` + 1 days that follow each other at most `most` nights. */
function nightCounts({ book, templates, from, lived }: RulesQuestion, days: number): readonly CountRule[] {
  const nights = templates.flatMap((template, at) => (isNightTemplate(template) ? [at] : []));
  const least = Math.min(...figures(book, 'nights-in-a-row').map(({ most }) => most));
  if (nights.length === 0 || least === Infinity) return [];
  const rules: CountRule[] = [];
  for (let start = -least; start + least < days; start += 1) {
    const livedNights = lived.filter(({ day, template }) => {
      const at = dayNumber(day) - dayNumber(from);
      return at >= start && at < 0 && isNightTemplate(template);
    }).length;
    if (start < 0 && livedNights < -start) continue;
    rules.push({
      from: Math.max(0, start),
      until: start + least + 1,
      least: 0,
      most: Math.max(0, least - livedNights),
      shifts: nights,
    });
  }
  return rules;
}

/** As many shifts with overtime as the cap of a month holds, each taken for the longest. */
function overtimeCounts({ book, templates, from, until, lived }: RulesQuestion): readonly CountRule[] {
  return figures(book, 'overtime').flatMap(({ ordinaryHours, mostHoursPerMonth }) => {
    const over = (template: ShiftTemplate): number => Math.max(0, paidMs(template) / HOUR_MS - ordinaryHours);
    const shifts = templates.flatMap((template, at) => (over(template) > 0 ? [at] : []));
    const longest = Math.max(0, ...templates.map(over));
    if (shifts.length === 0) return [];
    return monthsOf(from, until).map(({ month, first, end }) => {
      const before = lived
        .filter(({ day }) => day.startsWith(month))
        .reduce((sum, { template }) => sum + over(template), 0);
      const most = Math.max(0, Math.floor((mostHoursPerMonth - before) / longest + 1e-9));
      return { from: first, until: end, least: 0, most, shifts };
    });
  });
}

function monthsOf(from: LocalDay, until: LocalDay): readonly { month: string; first: number; end: number }[] {
  const months: { month: string; first: number; end: number }[] = [];
  for (let day = from, at = 0; day < until; day = addDays(day, 1), at += 1) {
    const last = months.at(-1);
    if (last?.month === day.slice(0, 7)) last.end = at + 1;
    else months.push({ month: day.slice(0, 7), first: at, end: at + 1 });
  }
  return months;
}

/** At most so many weekends in each run of weeks that ends in the plan, those that were lived taken off. */
function weekendWindows({ book, from, until, lived }: RulesQuestion): readonly MinutesRule[] {
  const worked = new Set(
    lived.flatMap(({ day }) => (weekday(day) >= 5 && day < from ? [mondayOf(day)] : [])),
  );
  const place = (day: LocalDay): number => dayNumber(day) - dayNumber(from);
  const windows = figures(book, 'weekends').flatMap(({ most, inWeeks }) =>
    weeksOf(from, until).map((monday): MinutesRule => {
      const start = addDays(monday, -7 * (inWeeks - 1));
      // A weekend that the plan begins in the middle of is the plan's: who worked its Saturday has used it.
      const used = [...worked].filter((one) => one >= start && place(addDays(one, 6)) < 0).length;
      return {
        from: Math.max(0, place(start)),
        until: place(addDays(monday, 7)),
        least: 0,
        most: Math.max(0, most - used),
      };
    }),
  );
  return windows.filter((one) => !windows.some((other) => other !== one && implies(other, one)));
}

/** Whether a window that is kept keeps another with it: it holds the other's days, and allows no more. */
const implies = (one: MinutesRule, other: MinutesRule): boolean =>
  one.from <= other.from &&
  one.until >= other.until &&
  one.most <= other.most &&
  (one.from < other.from || one.until > other.until || one.most < other.most);

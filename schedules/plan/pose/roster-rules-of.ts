import { addDays, dayNumber, mondayOf, type LocalDay } from '#domain/local-day.ts';
import { HOUR_MS, MINUTE_MS } from '#domain/time.ts';
import type { CountRule, MinutesRule, RosterRules } from '../../roster/problem/roster-problem.ts';
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
  const inRow = figure(book, 'days-in-a-row')?.most ?? days;
  const off = figure(book, 'days-off-in-a-row')?.least ?? 1;
  return {
    minutes: [...contractMinutes(question, days), ...weeklyMinutes(question)],
    counts: [...nightCounts(question, days), ...overtimeCounts(question)],
    worked: { least: 1, most: inRow },
    off: { least: off, most: days },
    weekends: { least: 0, most: weekendsLeft(question) },
  };
}

type RuleOf<Rule extends RuleSetting['rule']> = Extract<RuleSetting, { readonly rule: Rule }>;

/** The setting of a rule, the first where there are several. */
export function figure<Rule extends RuleSetting['rule']>(
  book: RuleBook,
  rule: Rule,
): RuleOf<Rule> | undefined {
  return book.find((one): one is RuleOf<Rule> => one.rule === rule);
}

function contractMinutes({ book, person }: RulesQuestion, days: number): readonly MinutesRule[] {
  const tolerance = figure(book, 'contract-hours')?.toleranceHours;
  if (tolerance === undefined) return [];
  const weeks = days / 7;
  const { leastWeekMs, mostWeekMs } = person.contract;
  const least = Math.ceil((leastWeekMs / MINUTE_MS - tolerance * 60) * weeks - 1e-9);
  const most = Math.floor((mostWeekMs / MINUTE_MS + tolerance * 60) * weeks + 1e-9);
  return [{ from: 0, until: days, least: Math.max(0, least), most }];
}

/** For each week the sum over the weeks up to it, what was lived taken off. */
function weeklyMinutes({ book, from, until, lived }: RulesQuestion): readonly MinutesRule[] {
  const setting = figure(book, 'weekly-hours');
  if (setting === undefined) return [];
  const rules: MinutesRule[] = [];
  for (let monday = mondayOf(from); monday < until; monday = addDays(monday, 7)) {
    const start = addDays(monday, -7 * (setting.overWeeks - 1));
    const before = lived
      .filter(({ day }) => day >= start && day < from)
      .reduce((sum, { template }) => sum + paidMs(template) / MINUTE_MS, 0);
    const most = Math.floor(setting.mostHours * 60 * setting.overWeeks - before + 1e-9);
    const first = Math.max(0, dayNumber(start) - dayNumber(from));
    rules.push({
      from: first,
      until: dayNumber(addDays(monday, 7)) - dayNumber(from),
      least: 0,
      most: Math.max(0, most),
    });
  }
  return rules;
}

/** In any `most` + 1 days that follow each other at most `most` nights. */
function nightCounts({ book, templates, from, lived }: RulesQuestion, days: number): readonly CountRule[] {
  const most = figure(book, 'nights-in-a-row')?.most;
  const nights = templates.flatMap((template, at) => (isNightTemplate(template) ? [at] : []));
  if (most === undefined || nights.length === 0) return [];
  const rules: CountRule[] = [];
  for (let start = -most; start + most < days; start += 1) {
    const livedNights = lived.filter(({ day, template }) => {
      const at = dayNumber(day) - dayNumber(from);
      return at >= start && at < 0 && isNightTemplate(template);
    }).length;
    if (start < 0 && livedNights < -start) continue;
    rules.push({
      from: Math.max(0, start),
      until: start + most + 1,
      least: 0,
      most: most - livedNights,
      shifts: nights,
    });
  }
  return rules;
}

/** As many shifts with overtime as the cap of a month holds, each taken for the longest. */
function overtimeCounts({ book, templates, from, until, lived }: RulesQuestion): readonly CountRule[] {
  const setting = figure(book, 'overtime');
  if (setting === undefined) return [];
  const over = (template: ShiftTemplate): number =>
    Math.max(0, paidMs(template) / HOUR_MS - setting.ordinaryHours);
  const shifts = templates.flatMap((template, at) => (over(template) > 0 ? [at] : []));
  const longest = Math.max(0, ...templates.map(over));
  if (shifts.length === 0) return [];
  return monthsOf(from, until).map(({ month, first, end }) => {
    const before = lived
      .filter(({ day }) => day.startsWith(month))
      .reduce((sum, { template }) => sum + over(template), 0);
    const most = Math.max(0, Math.floor((setting.mostHoursPerMonth - before) / longest + 1e-9));
    return { from: first, until: end, least: 0, most, shifts };
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

/** The weekends that the plan may still use. A plan longer than the rule's window gets the window's number for each. */
function weekendsLeft({ book, from, until, lived }: RulesQuestion): number {
  const setting = figure(book, 'weekends');
  const weeks = Math.ceil((dayNumber(until) - dayNumber(mondayOf(from))) / 7);
  if (setting === undefined) return weeks;
  const start = addDays(mondayOf(from), -7 * Math.max(0, setting.inWeeks - weeks));
  const used = new Set(
    lived.filter(({ day }) => day >= start && (dayNumber(day) + 3) % 7 >= 5).map(({ day }) => mondayOf(day)),
  );
  return Math.max(0, setting.most * Math.ceil(weeks / setting.inWeeks) - used.size);
}

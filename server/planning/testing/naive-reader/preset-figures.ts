import type { RawRule } from './raw-document.ts';

/** What the documentation says of each preset, typed from it: hard rules with their figures. What is soft is no promise. */
const ALWAYS: readonly RawRule[] = [
  { rule: 'one-shift-a-day' },
  { rule: 'time-off' },
  { rule: 'availability' },
  { rule: 'wishes', weight: 1 },
  { rule: 'fair-shares', burden: 'nights', spread: 1, weight: 5 },
];

const FIGURES: Readonly<Record<string, readonly RawRule[]>> = {
  'china-standard': [
    { rule: 'daily-hours', mostHours: 11 },
    { rule: 'weekly-hours', mostHours: 40, overWeeks: 1, weight: 10 },
    { rule: 'overtime', ordinaryHours: 8, mostHoursPerMonth: 36 },
    { rule: 'days-in-a-row', most: 6 },
    { rule: 'rest-between-shifts', leastHours: 11 },
    { rule: 'nights-in-a-row', most: 3 },
    { rule: 'breaks', overHours: 6, leastMinutes: 30, beforeHour: 6 },
  ],
  'china-comprehensive': [
    { rule: 'daily-hours', mostHours: 11 },
    { rule: 'weekly-hours', mostHours: 604 / 13, overWeeks: 13 },
    { rule: 'days-in-a-row', most: 6 },
    { rule: 'rest-between-shifts', leastHours: 8 },
    { rule: 'rest-after-nights', leastHours: 24 },
    { rule: 'nights-in-a-row', most: 3 },
  ],
  'eu-2003-88': [
    { rule: 'rest-between-shifts', leastHours: 11 },
    { rule: 'breaks', overHours: 6, leastMinutes: 20, beforeHour: 6 },
    { rule: 'weekly-rest', leastHours: 35 },
    { rule: 'weekly-hours', mostHours: 48, overWeeks: 17 },
    { rule: 'night-hours', mostHours: 8 },
    { rule: 'days-in-a-row', most: 6 },
  ],
  california: [
    { rule: 'daily-hours', mostHours: 8, weight: 10 },
    { rule: 'weekly-hours', mostHours: 40, overWeeks: 1, weight: 10 },
    { rule: 'days-in-a-row', most: 6 },
    { rule: 'breaks', overHours: 5, leastMinutes: 30, beforeHour: 5 },
    { rule: 'rest-between-shifts', leastHours: 11, weight: 5 },
  ],
};

/** The rules that a document asks for and no roster may break. Its own settings of a rule take the place of the preset's. */
export function hardRules(
  rules: { readonly preset?: string; readonly own?: readonly RawRule[] } = {},
): RawRule[] {
  const own = rules.own ?? [];
  const preset = [...ALWAYS, ...(FIGURES[rules.preset ?? 'china-standard'] ?? [])];
  const replaced = new Set(own.map(({ rule }) => rule));
  return [...preset.filter(({ rule }) => !replaced.has(rule)), ...own].filter(
    (one) => one.weight === undefined,
  );
}

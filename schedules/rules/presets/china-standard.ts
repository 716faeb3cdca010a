import { ALWAYS, ALWAYS_SOURCES, type Preset } from './preset.ts';

/** The standard working time system of China. */
export const chinaStandard: Preset = {
  id: 'china-standard',
  name: { zh: '标准工时制', en: 'China, standard working time' },
  book: [
    ...ALWAYS,
    { rule: 'daily-hours', mostHours: 11 },
    { rule: 'weekly-hours', mostHours: 40, overWeeks: 1, weight: 10 },
    { rule: 'overtime', ordinaryHours: 8, mostHoursPerMonth: 36 },
    { rule: 'days-in-a-row', most: 6 },
    { rule: 'rest-between-shifts', leastHours: 11 },
    { rule: 'nights-in-a-row', most: 3 },
    { rule: 'breaks', overHours: 6, leastMinutes: 30, beforeHour: 6 },
  ],
  sources: [
    ...ALWAYS_SOURCES,
    {
      rule: 'daily-hours',
      source: '《劳动法》第36、41条 (Labour Law, Articles 36 and 41): 8 h, and at most 3 h of overtime',
    },
    {
      rule: 'weekly-hours',
      source:
        '《国务院关于职工工作时间的规定》第3条 (State Council Decree 174, 1995, Article 3): 40 h; beyond it is overtime',
    },
    { rule: 'overtime', source: '《劳动法》第41条 (Labour Law, Article 41): 36 h a month' },
    { rule: 'days-in-a-row', source: '《劳动法》第38条 (Labour Law, Article 38): one day off a week' },
    { rule: 'rest-between-shifts', source: 'house' },
    { rule: 'nights-in-a-row', source: 'house' },
    { rule: 'breaks', source: 'house' },
  ],
};

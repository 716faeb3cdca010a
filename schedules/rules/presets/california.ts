import { ALWAYS, ALWAYS_SOURCES, type Preset } from './preset.ts';

/** California, adults who are paid by the hour. Beyond 8 h a day and 40 h a week work is not forbidden there, but paid as overtime. */
export const california: Preset = {
  id: 'california',
  name: { en: 'California', zh: '加利福尼亚州' },
  book: [
    ...ALWAYS,
    { rule: 'daily-hours', mostHours: 8, weight: 10 },
    { rule: 'weekly-hours', mostHours: 40, overWeeks: 1, weight: 10 },
    { rule: 'days-in-a-row', most: 6 },
    { rule: 'breaks', overHours: 5, leastMinutes: 30, beforeHour: 5 },
    { rule: 'rest-between-shifts', leastHours: 11, weight: 5 },
  ],
  sources: [
    ...ALWAYS_SOURCES,
    { rule: 'daily-hours', source: 'California Labor Code, section 510' },
    { rule: 'weekly-hours', source: 'California Labor Code, section 510' },
    { rule: 'days-in-a-row', source: 'California Labor Code, sections 551 and 552' },
    { rule: 'breaks', source: 'California Labor Code, section 512: a meal before the end of the fifth hour' },
    { rule: 'rest-between-shifts', source: 'house' },
  ],
};

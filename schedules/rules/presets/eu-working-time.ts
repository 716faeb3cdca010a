import { ALWAYS, ALWAYS_SOURCES, type Preset } from './preset.ts';

const DIRECTIVE = 'Directive 2003/88/EC';

/** The minimum that the working time directive asks of every member state; national law is often stricter. */
export const euWorkingTime: Preset = {
  id: 'eu-2003-88',
  name: { en: 'EU, working time directive', zh: '欧盟工作时间指令' },
  book: [
    ...ALWAYS,
    { rule: 'rest-between-shifts', leastHours: 11 },
    { rule: 'breaks', overHours: 6, leastMinutes: 20, beforeHour: 6 },
    { rule: 'weekly-rest', leastHours: 35 },
    { rule: 'weekly-hours', mostHours: 48, overWeeks: 17 },
    { rule: 'night-hours', mostHours: 8 },
    { rule: 'days-in-a-row', most: 6 },
  ],
  sources: [
    ...ALWAYS_SOURCES,
    { rule: 'rest-between-shifts', source: `${DIRECTIVE}, Article 3` },
    { rule: 'breaks', source: `${DIRECTIVE}, Article 4; its length is left to the states, 20 min is usual` },
    { rule: 'weekly-rest', source: `${DIRECTIVE}, Article 5: 24 h and the 11 h of Article 3` },
    { rule: 'weekly-hours', source: `${DIRECTIVE}, Articles 6 and 16: 48 h over four months` },
    { rule: 'night-hours', source: `${DIRECTIVE}, Article 8: an average, held here for each night` },
    { rule: 'days-in-a-row', source: `${DIRECTIVE}, Article 5` },
  ],
};

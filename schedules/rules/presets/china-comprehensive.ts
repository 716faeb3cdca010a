import { ALWAYS, ALWAYS_SOURCES, type Preset } from './preset.ts';

/** Comprehensive working hours, which need an approval: hours are averaged over a quarter, as 四班三运转 needs with its 42 h a week. */
export const chinaComprehensive: Preset = {
  id: 'china-comprehensive',
  name: { zh: '综合计算工时制(按季)', en: 'China, comprehensive working hours by quarter' },
  book: [
    ...ALWAYS,
    { rule: 'daily-hours', mostHours: 11 },
    // 62 working days of 8 h and 36 h of overtime a month, over 13 weeks.
    { rule: 'weekly-hours', mostHours: (62 * 8 + 3 * 36) / 13, overWeeks: 13 },
    { rule: 'days-in-a-row', most: 6 },
    { rule: 'rest-between-shifts', leastHours: 8 },
    { rule: 'rest-after-nights', leastHours: 24 },
    { rule: 'nights-in-a-row', most: 3 },
  ],
  sources: [
    ...ALWAYS_SOURCES,
    {
      rule: 'daily-hours',
      source: '劳部发〔1997〕271号 第7条: at most 11 h a day for heavy work, taken for all',
    },
    {
      rule: 'weekly-hours',
      source:
        '劳部发〔1994〕503号 第5条; 人社部发〔2025〕2号: 62 working days a quarter, with overtime of 36 h a month',
    },
    { rule: 'days-in-a-row', source: '《劳动法》第38条 (Labour Law, Article 38): one day off a week' },
    { rule: 'rest-between-shifts', source: 'house' },
    { rule: 'rest-after-nights', source: 'house' },
    { rule: 'nights-in-a-row', source: 'house' },
  ],
};

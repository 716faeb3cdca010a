import { expect, test } from 'vitest';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';
import { weekends } from './weekends.ts';

const week = (saturday: string, sunday: string): string => `- - - - - ${saturday} ${sunday} `;

test('a third worked weekend in four is too many, a Sunday alone being one', () => {
  const rule = weekends({ most: 2, inWeeks: 4 }, HARD);
  const history = `${week('D', '-')}${week('-', '-')}`;
  expect(rule.breaches(lived('2026-11-02', `${history}| ${week('-', 'D')}${week('-', '-')}`))).toEqual([]);
  const third = rule.breaches(lived('2026-11-02', `${history}| ${week('-', 'D')}${week('D', 'D')}`));
  expect(sentences(third)).toEqual(['works 3 of 4 weekends to that of 2026-11-28, at most 2']);
});

import { localDay } from '#domain/local-day.ts';
import { expect, test } from 'vitest';
import type { Wish } from '../../people/person.ts';
import type { Strength } from '../base/rule.ts';
import { amy, lived, sentences } from '../testing/lived.ts';
import { wishes } from './wishes.ts';

const SOFT: Strength = { kind: 'soft', weight: 1 };

test('each wish that is not met is named and costs its weight', () => {
  const asked: readonly Wish[] = [
    { day: localDay('2026-11-23'), wants: 'off', weight: 3 },
    { day: localDay('2026-11-24'), wants: 'work', weight: 2 },
    { day: localDay('2026-11-25'), wants: { shiftKind: 'E' }, weight: 1 },
    { day: localDay('2026-12-25'), wants: 'off', weight: 9 },
  ];
  const rule = wishes({}, SOFT);
  const person = { ...amy, wishes: asked };
  const against = rule.breaches(lived('2026-11-23', 'D - L', { person }));
  expect(sentences(against)).toEqual([
    'wished for off on 2026-11-23',
    'wished for work on 2026-11-24',
    'wished for E on 2026-11-25',
  ]);
  expect(against.map(({ by }) => by)).toEqual([3, 2, 1]);
  expect(rule.breaches(lived('2026-11-23', '- D E', { person }))).toEqual([]);
});

test('after ten years of service a wish weighs twice', () => {
  const wish: Wish = { day: localDay('2026-11-23'), wants: 'off', weight: 3 };
  const time = lived('2026-11-23', 'D', { person: { ...amy, seniority: 10, wishes: [wish] } });
  expect(wishes({}, SOFT).breaches(time)).toMatchObject([{ by: 6 }]);
});

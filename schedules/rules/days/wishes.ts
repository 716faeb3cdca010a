import type { Wish } from '../../people/person.ts';
import { wishWeight } from '../../people/wish-weight.ts';
import type { PersonRule, Strength, Worked } from '../base/rule.ts';
import { planned } from '../base/spans.ts';

/** Wishes are met; one that is not costs its weight, more for who has served longer. */
export function wishes(_figures: object, strength: Strength): PersonRule {
  return {
    id: 'wishes',
    strength,
    sentence: { en: 'Wishes are met', zh: '满足个人意愿' },
    breaches(time) {
      const byDay = new Map(planned(time).map((shift) => [shift.day, shift]));
      return time.person.wishes.flatMap((wish) => {
        if (wish.day < time.from || wish.day >= time.until || isMet(wish, byDay.get(wish.day))) return [];
        const wanted = typeof wish.wants === 'string' ? wish.wants : wish.wants.shiftKind;
        const said = {
          en: `wished for ${wanted} on ${wish.day}`,
          zh: `${wish.day} 希望:${wanted === 'off' ? '休息' : wanted === 'work' ? '上班' : wanted}`,
        };
        return {
          rule: 'wishes',
          person: time.person.id,
          day: wish.day,
          by: wishWeight(time.person, wish),
          unit: 'times',
          said,
        };
      });
    },
  };
}

function isMet({ wants }: Wish, shift: Worked | undefined): boolean {
  if (wants === 'off') return shift === undefined;
  if (wants === 'work') return shift !== undefined;
  return shift?.kind === wants.shiftKind;
}

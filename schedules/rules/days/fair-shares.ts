import type { Naming } from '#domain/centre.ts';
import { weekday } from '#domain/local-day.ts';
import type { Breach, PersonTime, Strength, TeamRule, Worked } from '../base/rule.ts';
import { isNightShift, startMinute, USUAL_NIGHT } from '../base/spans.ts';

/** Shifts that nobody should have too many of. */
export type Burden = 'nights' | 'weekends' | 'early-starts';

/** Earlier than this minute of the day is an early start: 07:00. */
const EARLY_MINUTE = 7 * 60;

/**
 * Burdens are shared: over plan and history together nobody has more than `spread` above the least of those who could have had them.
 * People whose contract or hours keep them from such shifts are asked for by `couldHave`.
 */
export function fairShares(
  figures: { readonly burden: Burden; readonly spread: number },
  strength: Strength,
  couldHave: (time: PersonTime) => boolean = () => true,
): TeamRule {
  const { burden, spread } = figures;
  const id = `fair-${burden}`;
  return {
    id,
    strength,
    sentence: {
      en: `${SAID[burden].en}: at most ${spread} apart`,
      zh: `${SAID[burden].zh}相差不超过 ${spread}`,
    },
    breaches(times) {
      const counted = times.filter(couldHave).map((time) => ({ time, count: burdenCount(time, burden) }));
      const least = Math.min(...counted.map(({ count }) => count));
      return counted.flatMap(({ time, count }): readonly Breach[] => {
        if (count - least <= spread) return [];
        const said = {
          en: `${count} ${SAID[burden].en}, the least has ${least}, at most ${spread} apart`,
          zh: `${SAID[burden].zh} ${count} 次,最少者 ${least} 次,相差上限 ${spread}`,
        };
        const by = count - least - spread;
        return [{ rule: id, person: time.person.id, day: time.from, by, unit: 'times', said }];
      });
    },
  };
}

/** How many shifts of plan and history are a burden of this kind. */
export function burdenCount({ worked, zone }: PersonTime, burden: Burden): number {
  return worked.filter((shift) => isBurden(shift, zone, burden)).length;
}

/** Whether a shift is a burden of this kind. */
export function isBurden(
  shift: Pick<Worked, 'day' | 'startAt' | 'endAt'>,
  zone: PersonTime['zone'],
  burden: Burden,
): boolean {
  switch (burden) {
    case 'nights':
      return isNightShift(shift, zone, USUAL_NIGHT);
    case 'weekends':
      return weekday(shift.day) >= 5;
    case 'early-starts':
      return startMinute(shift, zone) < EARLY_MINUTE && !isNightShift(shift, zone, USUAL_NIGHT);
  }
}

const SAID: Readonly<Record<Burden, Required<Naming>>> = {
  nights: { en: 'nights', zh: '夜班' },
  weekends: { en: 'weekend shifts', zh: '周末班' },
  'early-starts': { en: 'early starts', zh: '早起班' },
};

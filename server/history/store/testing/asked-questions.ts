import fc from 'fast-check';
import { allMeasures } from '#domain/measures/all-measures.ts';
import { PROFILES } from '#domain/measures/profiles.ts';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { prepareQuestion } from '../../figures/prepare-question.ts';
import type { Question } from '../../figures/question.ts';
import { profileOf, question } from '../../figures/testing/ask.ts';

const zone = timeZone('Asia/Shanghai');

/** Not of agents' time: no contact tells it. */
const profile = profileOf('arrival');
export const measures = allMeasures(profile)
  .map(({ id }) => id)
  .filter((id) =>
    prepareQuestion(question({ profile, measures: [id] })).kinds.every((kind) => kind !== 'span'),
  );

/** Some measures by something. */
export const asked: fc.Arbitrary<Partial<Question>> = fc.record({
  by: fc.constantFrom<string[][]>(
    [],
    ['queue'],
    ['half-hour'],
    ['queue', 'quarter-hour'],
    ['agent', 'day'],
    ['priority', 'outcome'],
    ['label:vip'],
    ['channel', 'month'],
  ),
  measures: fc.uniqueArray(fc.constantFrom(...measures), { minLength: 1, maxLength: 12 }),
  profile: fc.constantFrom(...PROFILES),
  zone: fc.constantFrom(zone, timeZone('America/St_Johns')),
});

/** Conditions, and none. */
export const wheres: readonly (string | undefined)[] = [
  undefined,
  'queue == "sales"',
  'priority > 0',
  'labels.vip == "yes" || outcome == "answered"',
  'wait_ms <= duration("1m")',
  'arrived_at.getHours() < 9',
  'agent in ["amy", "bob"]',
];
/** Over which time. */
export const ends = fc.constantFrom<Partial<Question>[]>(
  {},
  { from: epochMs(Date.UTC(2026, 2, 4, 1)) },
  { from: epochMs(Date.UTC(2026, 2, 3, 20)), to: epochMs(Date.UTC(2026, 2, 4, 1, 0, 5)) },
);

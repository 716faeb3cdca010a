import type { LocalDay } from '#domain/local-day.ts';
import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { shrinkageShare, type Shrinkage } from './shrinkage.ts';

/** A planned interval before anybody is put on the roster for it. */
export type Unrostered = Omit<PlannedInterval, 'scheduled' | 'paid'>;

/** Sums of shares are not exact: 14 / 0.7 is 20, and not a little more. */
const SLIP = 1e-9;

/**
 * Puts people on the roster, so that those who are required are left. A share of a person is not rounded up in every interval, which
 * on a small queue would pay for half a person more: what an interval has too much of is taken off the next one of its day. So the
 * people of a day come to what is paid for, and less than one more, and no interval has fewer than it requires.
 */
export function rosterPeople(plan: readonly Unrostered[], shrinkage: Shrinkage): readonly PlannedInterval[] {
  let day: LocalDay | undefined;
  let surplus = 0;
  return plan.map((one) => {
    if (one.day !== day) [day, surplus] = [one.day, 0];
    const paid = one.required / (1 - shrinkageShare(shrinkage, one.minuteOfDay, one.minutes));
    const times = one.comesTwice ? 2 : 1;
    const scheduled = Math.max(one.required, Math.ceil(paid - surplus / times - SLIP));
    surplus += times * (scheduled - paid);
    return { ...one, paid, scheduled };
  });
}

import type { ShiftActivity } from '../../../schedules/plan/model/person-times.ts';
import type { RawDocument } from './naive-reader/raw-document.ts';
import { amyWith, session, training, withRule, type Marks } from './planted-week.ts';

/** Rule, what the problem asks for, a roster that keeps it, and the same with one break of it. */
export type Plant = {
  readonly rule: string;
  readonly asks: Partial<RawDocument>;
  readonly kept: Readonly<Record<string, Marks>>;
  readonly broken: Readonly<Record<string, Marks>>;
  readonly held?: readonly ShiftActivity[];
  readonly planted?: readonly ShiftActivity[];
};

/** One for each rule and each agreement, some in several ways. */
export const PLANTS: readonly Plant[] = [
  {
    rule: 'daily-hours',
    asks: withRule({ rule: 'daily-hours', mostHours: 7 }),
    kept: { amy: ['short'] },
    broken: { amy: ['early'] },
  },
  {
    rule: 'weekly-hours',
    asks: withRule({ rule: 'weekly-hours', mostHours: 16, overWeeks: 1 }),
    kept: { amy: ['early', 'early'] },
    broken: { amy: ['early', 'early', 'early'] },
  },
  {
    rule: 'contract-hours',
    asks: {
      ...withRule({ rule: 'contract-hours', toleranceHours: 0 }),
      ...amyWith({ hours: { least: 8, most: 16 } }),
    },
    kept: { amy: ['early'] },
    broken: { amy: ['short'] },
  },
  {
    rule: 'overtime',
    asks: withRule({ rule: 'overtime', ordinaryHours: 7, mostHoursPerMonth: 1 }),
    kept: { amy: ['early'] },
    broken: { amy: ['early', 'early'] },
  },
  {
    rule: 'rest-between-shifts',
    asks: withRule({ rule: 'rest-between-shifts', leastHours: 11 }),
    kept: { amy: ['late', 'late'] },
    broken: { amy: ['late', 'early'] },
  },
  {
    rule: 'rest-after-nights',
    asks: withRule({ rule: 'rest-after-nights', leastHours: 48 }),
    kept: { amy: ['night', 'off', 'off', 'late'] },
    broken: { amy: ['night', 'off', 'late'] },
  },
  {
    rule: 'weekly-rest',
    asks: withRule({ rule: 'weekly-rest', leastHours: 60 }),
    kept: { amy: ['early', 'early', 'early', 'off', 'off', 'early', 'early'] },
    broken: { amy: ['early', 'early', 'off', 'early', 'early', 'off', 'early'] },
  },
  {
    rule: 'days-in-a-row',
    asks: withRule({ rule: 'days-in-a-row', most: 2 }),
    kept: { amy: ['early', 'early', 'off', 'early'] },
    broken: { amy: ['early', 'early', 'early'] },
  },
  {
    rule: 'days-off-in-a-row',
    asks: withRule({ rule: 'days-off-in-a-row', least: 2 }),
    kept: { amy: ['early', 'off', 'off', 'early'] },
    broken: { amy: ['early', 'off', 'early'] },
  },
  {
    rule: 'weekends',
    asks: withRule({ rule: 'weekends', most: 0, inWeeks: 1 }),
    kept: { amy: ['early'] },
    broken: { amy: ['off', 'off', 'off', 'off', 'off', 'early'] },
  },
  {
    rule: 'nights-in-a-row',
    asks: withRule({ rule: 'nights-in-a-row', most: 1 }),
    kept: { amy: ['night', 'off', 'night'] },
    broken: { amy: ['night', 'night'] },
  },
  {
    rule: 'night-hours',
    asks: withRule({ rule: 'night-hours', mostHours: 7 }),
    kept: { amy: ['early'] },
    broken: { amy: ['night'] },
  },
  {
    rule: 'forbidden-successions',
    asks: withRule({ rule: 'forbidden-successions', pairs: [['late', 'short']] }),
    kept: { amy: ['late', 'off', 'short'] },
    broken: { amy: ['late', 'short'] },
  },
  {
    rule: 'breaks',
    asks: withRule({ rule: 'breaks', overHours: 8, leastMinutes: 60, beforeHour: 4 }),
    kept: { amy: ['early@240'] },
    broken: { amy: ['early@300'] },
  },
  {
    rule: 'lighter-day-after-event',
    asks: withRule({
      rule: 'lighter-day-after-event',
      eventDays: ['2026-11-24'],
      lighterHours: 4,
      withinDays: 1,
    }),
    kept: { amy: ['off', 'early', 'short'] },
    broken: { amy: ['off', 'early', 'early'] },
  },
  {
    rule: 'fair-nights',
    asks: withRule({ rule: 'fair-shares', burden: 'nights', spread: 0 }),
    kept: { amy: ['night'], bob: ['off', 'night'] },
    broken: { amy: ['night'], bob: ['late'] },
  },
  {
    rule: 'fair-weekends',
    asks: withRule({ rule: 'fair-shares', burden: 'weekends', spread: 0 }),
    kept: { amy: ['early'] },
    broken: { amy: ['off', 'off', 'off', 'off', 'off', 'off', 'early'] },
  },
  {
    rule: 'fair-early-starts',
    asks: withRule({ rule: 'fair-shares', burden: 'early-starts', spread: 0 }),
    kept: { amy: ['late'] },
    broken: { amy: ['early'] },
  },
  {
    rule: 'time-off',
    asks: amyWith({ off: [{ from: '2026-11-25', why: 'leave' }] }),
    kept: { amy: ['night', 'late'] },
    broken: { amy: ['off', 'night'] },
  },
  {
    rule: 'availability',
    asks: amyWith({
      available: [
        { weekday: 1, from: '22:00', until: '24:00' },
        { weekday: 2, from: '00:00', until: '06:00' },
      ],
    }),
    kept: { amy: ['night'] },
    broken: { amy: ['off', 'night'] },
  },
  {
    rule: 'wishes',
    asks: { ...withRule({ rule: 'wishes' }), ...amyWith({ wishes: [{ day: '2026-11-23', wants: 'late' }] }) },
    kept: { amy: ['late'] },
    broken: { amy: ['early'] },
  },
  {
    rule: 'contract-shifts',
    asks: amyWith({ shifts: ['early', 'late'] }),
    kept: { amy: ['early', 'late'] },
    broken: { amy: ['early', 'short'] },
  },
  {
    rule: 'fixed-days',
    asks: { fixed: [{ person: 'amy', day: '2026-11-23', shift: 'late' }] },
    kept: { amy: ['late'] },
    broken: { amy: ['early'] },
  },
  {
    rule: 'fixed-days',
    asks: { fixed: [{ person: 'amy', day: '2026-11-24', shift: 'off' }] },
    kept: { amy: ['late'] },
    broken: { amy: ['late', 'late'] },
  },
  { rule: 'break-windows', asks: {}, kept: { amy: ['early@300'] }, broken: { amy: ['early@360'] } },
  {
    rule: 'sessions',
    asks: { activities: [training] },
    kept: { amy: ['early@180'] },
    broken: { amy: ['early@180'] },
    held: [session(240)],
    planted: [session(180)],
  },
  {
    rule: 'sessions',
    asks: { activities: [{ ...training, from: '06:00', until: '09:00' }] },
    kept: { amy: ['early'] },
    broken: { amy: ['early'] },
    held: [session(120)],
    planted: [session(240)],
  },
  {
    rule: 'sessions',
    asks: { activities: [{ ...training, days: ['2026-11-23'] }] },
    kept: { amy: ['early'] },
    broken: { amy: ['off', 'early'] },
    held: [session(0)],
    planted: [session(0)],
  },
  {
    rule: 'sessions',
    asks: { activities: [{ ...training, people: ['bob'] }] },
    kept: { bob: ['early'] },
    broken: { amy: ['early'] },
    held: [session(0)],
    planted: [session(0)],
  },
  {
    rule: 'sessions',
    asks: { activities: [{ ...training, atATime: 1 }] },
    kept: { amy: ['early'], bob: ['late'] },
    broken: { amy: ['early'], bob: ['early'] },
    held: [session(0)],
    planted: [session(0)],
  },
  {
    rule: 'sessions',
    asks: { activities: [training] },
    kept: { amy: ['early'] },
    broken: { amy: ['early'] },
    held: [session(0)],
    planted: [session(0, { lengthMinutes: 120 })],
  },
  {
    rule: 'sessions',
    asks: { deferredWork: { name: 'tickets', leastMinutes: 120 } },
    kept: { amy: ['early'] },
    broken: { amy: ['early'] },
    held: [session(0, { name: 'tickets', kind: 'deferred-work', lengthMinutes: 120 })],
    planted: [session(0, { name: 'tickets', kind: 'deferred-work' })],
  },
];

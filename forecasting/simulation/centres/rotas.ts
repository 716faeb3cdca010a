import { MINUTE_MS } from '#domain/time.ts';
import type { Break, Rota, Shift } from '../model/centre-model.ts';

/** A shift in hours of the day, with its breaks; `to` may lie beyond 24. */
export function shift(fromHour: number, toHour: number, breaks: readonly Break[] = []): Shift {
  return { from: Math.round(fromHour * 60), to: Math.round(toHour * 60), breaks };
}

/** A meal of 30 minutes that five take at a time, one after the other, and two rests of 10 minutes. */
export function usualBreaks(mealAfterHours: number): readonly Break[] {
  return [
    { afterMinutes: 90, minutes: 10, reason: 'rest', staggerMinutes: 10, every: 6 },
    {
      afterMinutes: Math.round(mealAfterHours * 60),
      minutes: 30,
      reason: 'meal',
      staggerMinutes: 15,
      every: 5,
    },
    { afterMinutes: 360, minutes: 10, reason: 'rest', staggerMinutes: 10, every: 6 },
  ];
}

/** People as they are: one in eight comes some minutes late, one in forty not at all. */
export const HUMAN = {
  lateShare: 0.12,
  lateBy: { kind: 'exponential', meanMs: 4 * MINUTE_MS },
  absentShare: 0.025,
} as const satisfies Partial<Rota>;

/** 四班三运转: four crews, three shifts of eight hours, one crew off; early, late, night, off. `first` is the first agent's crew. */
export function fourCrews(breaks: readonly Break[], first = 0): Rota {
  const days = [0, 1, 2, -1];
  return {
    shifts: [shift(8, 16, breaks), shift(16, 24, breaks), shift(24, 32, breaks)],
    table: [0, 1, 2, 3].map((crew) => rotate(days, crew + first)),
    ...HUMAN,
  };
}

/** Five days on and two off, in any of seven turns, always on the same of the shifts; crews take the shifts in turn. */
export function fiveOfSeven(shifts: readonly Shift[]): Rota {
  const table = [0, 1, 2, 3, 4, 5, 6].flatMap((turn) =>
    shifts.map((_, number) => rotate([number, number, number, number, number, -1, -1], turn)),
  );
  return { shifts, table, ...HUMAN };
}

const rotate = (days: readonly number[], by: number): readonly number[] =>
  days.map((_, place) => days[(place + by) % days.length] ?? -1);

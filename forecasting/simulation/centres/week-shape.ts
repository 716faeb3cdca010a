/** The hours of a day (24 weights) and the days of a week (from Monday, 1 is a mean day) that make a week of quarters. */
export type WeekShape = {
  readonly perDay: number;
  readonly hours: readonly number[];
  /** Absent: all days are alike. */
  readonly days?: readonly number[];
};

/** Contacts in each quarter of the week: `perDay` on a day of factor 1, spread by the hours, even within an hour. */
export function weekShape({ perDay, hours, days = ALIKE }: WeekShape): readonly number[] {
  const whole = hours.reduce((sum, weight) => sum + weight, 0);
  return days.flatMap((day) =>
    Array.from({ length: 96 }, (_, quarter) => ((hours[quarter >> 2] ?? 0) / whole / 4) * perDay * day),
  );
}

const ALIKE = [1, 1, 1, 1, 1, 1, 1];

import type { Span } from '../market/market.ts';
import type { PlacedShift } from '../market/placed-shift.ts';

/** Someone of a staff group, with what the group's rules do not say. */
export type PlannedPerson = {
  readonly id: string;
  /** Name of the group. */
  readonly group: string;
  /** Intervals in which the person cannot work. */
  readonly away: readonly Span[];
  /** Rest after last week's last shift ends here. Absent: rested from the beginning. */
  readonly restedFrom?: number;
  /** Days worked in a row right before the first day. Absent: none. */
  readonly daysInRowBefore?: number;
};

/** A person's shifts, in the order of their days. */
export type PersonWeek = { readonly person: PlannedPerson; readonly shifts: readonly PlacedShift[] };

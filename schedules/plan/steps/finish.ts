import { placeActivities } from '../improve/place-activities.ts';
import { placeDeferredWork } from '../improve/place-deferred-work.ts';
import { openShiftFloor, shiftsOn, type ShiftFloor } from '../improve/shift-floor.ts';
import type { NamedShift } from '../model/person-times.ts';

/** The shifts of a roster with meetings, training and deferred work in them; the shifts stay where they are. */
export function finish({ problem, days, now }: ShiftFloor): readonly NamedShift[] {
  const floor = openShiftFloor({ problem, days, shifts: [...now.values()].flat() });
  placeActivities(floor);
  placeDeferredWork(floor);
  return shiftsOn(floor);
}

import { chanceOf } from '../../chance.ts';
import { improveRoster } from '../improve/improve-roster.ts';
import { placeActivities } from '../improve/place-activities.ts';
import { placeDeferredWork } from '../improve/place-deferred-work.ts';
import { openShiftFloor, shiftsOn } from '../improve/shift-floor.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { PlanTools } from '../model/plan-tools.ts';
import type { NamedPlan } from './name.ts';
import type { SettledPlan } from './settle.ts';

type Improving = {
  readonly bound: number | undefined;
  readonly begunAt: number;
  readonly tools: PlanTools;
};

/** A roster that breaks a rule is none: mending it may take this much longer than the time that was given. */
const GRACE_SECONDS = 2;

/** The roster after all the time that is left, with meetings, training and deferred work in its shifts. */
export function improve(
  { problem, days }: SettledPlan,
  { shifts, roster }: NamedPlan,
  { bound, begunAt, tools }: Improving,
): readonly NamedShift[] {
  const { clock, seconds, seed, onProgress, isCancelled } = tools;
  const floor = openShiftFloor({ problem, days, shifts });
  const passed = (): number => (clock() - begunAt) / 1_000;
  improveRoster({
    floor,
    roster,
    ...(bound === undefined ? {} : { bound }),
    chance: chanceOf(seed),
    isOver: () => passed() > seconds || isCancelled?.() === true,
    isOverdue: () => passed() > seconds + GRACE_SECONDS,
    onBetter: (cost) =>
      onProgress?.({
        stage: 'better',
        seconds: passed(),
        cost,
        ...(bound === undefined ? {} : { bound }),
      }),
  });
  return withActivities({ problem, days }, shiftsOn(floor));
}

/** Activities take place in shifts that stay where they are. */
function withActivities(
  { problem, days }: Pick<SettledPlan, 'problem' | 'days'>,
  shifts: readonly NamedShift[],
): readonly NamedShift[] {
  const floor = openShiftFloor({ problem, days, shifts });
  placeActivities(floor);
  placeDeferredWork(floor);
  return shiftsOn(floor);
}

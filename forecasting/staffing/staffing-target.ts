import type { CrewFigures, StaffingTarget, TargetPart } from '#domain/staffing-plan.ts';

/** How figures stand to a target: the parts missed, the worst first, and by how much the worst is met (in logarithms). */
export type Judgement = { readonly missed: readonly TargetPart[]; readonly margin: number };

/** Which parts of the target these figures miss; none of a part that is not asked for. */
export function judgeCrew(figures: CrewFigures, target: StaffingTarget): Judgement {
  const margins = PARTS.flatMap(({ part, marginOf }) => {
    const margin = marginOf(figures, target);
    return margin === undefined ? [] : { part, margin };
  });
  const missed = margins.filter(({ margin }) => !(margin >= 0));
  missed.sort((one, other) => one.margin - other.margin);
  return {
    missed: missed.map(({ part }) => part),
    margin: Math.min(...margins.map(({ margin }) => margin)),
  };
}

type Part = {
  readonly part: TargetPart;
  readonly marginOf: (figures: CrewFigures, target: StaffingTarget) => number | undefined;
};

const PARTS: readonly Part[] = [
  {
    part: 'service level',
    marginOf: ({ serviceLevel }, target) =>
      target.serviceLevel === undefined
        ? undefined
        : serviceLevel >= target.serviceLevel
          ? Math.max(0, logOdds(serviceLevel) - logOdds(target.serviceLevel))
          : Math.min(-Number.MIN_VALUE, logOdds(serviceLevel) - logOdds(target.serviceLevel)),
  },
  { part: 'asa', marginOf: ({ asaSeconds }, target) => below(asaSeconds, target.asaSeconds) },
  { part: 'abandonment', marginOf: ({ abandonment }, target) => below(abandonment, target.abandonment) },
  { part: 'occupancy', marginOf: ({ occupancy }, target) => below(occupancy, target.occupancy) },
  { part: 'wait share', marginOf: ({ waitShare }, target) => below(waitShare, target.waitShare) },
  { part: 'all busy', marginOf: ({ allBusy }, target) => below(allBusy, target.allBusy) },
];

function below(value: number, most: number | undefined): number | undefined {
  if (most === undefined) return undefined;
  const margin = Math.log(most) - Math.log(value);
  return value <= most ? Math.max(0, margin) : Math.min(-Number.MIN_VALUE, margin);
}

const logOdds = (share: number): number => Math.log(share / (1 - share));

/** Refuses a target that no crew can meet, that is not complete, or that names nothing. */
export function expectTarget(target: StaffingTarget): void {
  const { serviceLevel, withinSeconds, shortAbandonSeconds, asaSeconds } = target;
  if (serviceLevel !== undefined && !(serviceLevel >= 0 && serviceLevel < 1))
    throw new RangeError(`service level must be a share from 0 to below 1, got ${serviceLevel}`);
  if (serviceLevel !== undefined && withinSeconds === undefined)
    throw new RangeError('a service level needs the seconds within which contacts are to be answered');
  for (const [name, seconds] of Object.entries({ withinSeconds, shortAbandonSeconds })) {
    if (seconds !== undefined && !(seconds >= 0 && seconds < Infinity))
      throw new RangeError(`${name} must be a number of at least 0, got ${seconds}`);
  }
  if (asaSeconds !== undefined && !(asaSeconds > 0))
    throw new RangeError(`asaSeconds must be a number above 0, got ${asaSeconds}`);
  const { abandonment, occupancy, waitShare, allBusy } = target;
  const greatest = { abandonment, occupancy, waitShare, allBusy };
  for (const [name, share] of Object.entries(greatest)) {
    if (share !== undefined && !(share > 0 && share <= 1))
      throw new RangeError(`${name} must be a share above 0, up to 1, got ${share}`);
  }
  if ([serviceLevel, asaSeconds, ...Object.values(greatest)].every((one) => one === undefined))
    throw new RangeError(
      'a target must name a service level, speed of answer, abandonment, occupancy or share who wait',
    );
}

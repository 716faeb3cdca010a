import { DAY_MINUTES } from '#domain/time.ts';

/** Paid time that is not spent on contacts, of one kind: breaks, training, meetings, absence. */
export type ShrinkageKind = {
  readonly name: string;
  readonly share: number;
  /** Local minutes of the day in which it falls, `to` at most 1440 or below `from` (over midnight). Absent: all day. */
  readonly window?: { readonly from: number; readonly to: number } | undefined;
};

export type Shrinkage = {
  readonly kinds: readonly ShrinkageKind[];
  /** `multiply`: absence first, breaks of those who came. `add`: all are shares of the same paid time. */
  readonly combine: 'multiply' | 'add';
};

/** The share lost in an interval: a kind whose window covers a part of it counts with that part. */
export function shrinkageShare(shrinkage: Shrinkage, minuteOfDay: number, minutes: number): number {
  const shares = shrinkage.kinds.map(({ share, window }) =>
    window === undefined ? share : share * (overlap(window, minuteOfDay, minutes) / minutes),
  );
  if (shrinkage.combine === 'multiply') return 1 - shares.reduce((left, share) => left * (1 - share), 1);
  return shares.reduce((sum, share) => sum + share, 0);
}

function overlap(
  window: { readonly from: number; readonly to: number },
  start: number,
  minutes: number,
): number {
  const { from } = window;
  const to = window.to <= from ? window.to + DAY_MINUTES : window.to;
  const part = (shift: number): number =>
    Math.max(0, Math.min(start + minutes, to + shift) - Math.max(start, from + shift));
  return part(-DAY_MINUTES) + part(0) + part(DAY_MINUTES);
}

/** Refuses kinds of which nobody would be left. */
export function expectShrinkage({ kinds, combine }: Shrinkage): void {
  for (const { name, share, window } of kinds) {
    if (!(share >= 0 && share < 1))
      throw new RangeError(`shrinkage ${name} must be a share from 0 to below 1, got ${share}`);
    const { from, to } = window ?? { from: 0, to: DAY_MINUTES };
    if (!(from >= 0 && from < DAY_MINUTES && to >= 0 && to <= DAY_MINUTES && from !== to))
      throw new RangeError(`shrinkage ${name} must fall in minutes of a day, got ${from} to ${to}`);
  }
  const sum = kinds.reduce((whole, { share }) => whole + share, 0);
  if (combine === 'add' && !(sum < 1))
    throw new RangeError(`kinds of shrinkage must add up to below 1, got ${sum}`);
}

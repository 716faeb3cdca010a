import { unitsOn } from './counters.ts';
import type { Dimension, LineSpace } from './line-space.ts';

/** Where a day's option group leads from each place of the table. */
export type LineStep = {
  /** Outer place after the day, by outer place before it; −1 where a sum would leave its range. */
  readonly outer: Int32Array;
  /** Inner places from … to may take the step; they move by `shift`, or all to place 0 where the sum is over. */
  readonly from: number;
  readonly to: number;
  readonly shift: number;
  readonly closes: boolean;
};

/** The steps of a day: steps[group] after a day off, steps[groups + group] after a day worked. */
export type DaySteps = readonly (LineStep | undefined)[];

/** The steps of every day. They depend on the rules alone, so they serve all rounds of pricing. */
export function lineSteps(space: LineSpace): DaySteps[] {
  const { days } = space.model;
  return Array.from({ length: days }, (_, day) => {
    const isOpen = openGroups(space, day);
    const groups = [...isOpen.keys()];
    return [false, true].flatMap((workedBefore) =>
      groups.map((group) =>
        isOpen[group] === 1 ? lineStep(space, { day, group, workedBefore }) : undefined,
      ),
    );
  });
}

function openGroups({ model, allowed, groupOf, samples }: LineSpace, day: number): Uint8Array {
  const isOpen = new Uint8Array(samples.length);
  for (const [option, group] of groupOf.entries())
    if (allowed[day * model.options + option] === 1) isOpen[group] = 1;
  return isOpen;
}

type Move = { readonly day: number; readonly group: number; readonly workedBefore: boolean };

function lineStep(space: LineSpace, move: Move): LineStep | undefined {
  const outer = new Int32Array(space.outer);
  for (const dimension of space.dimensions.slice(0, -1)) {
    const units = unitsOf(space, dimension, move);
    for (let place = 0; place < outer.length; place += 1) {
      if ((outer[place] ?? -1) < 0) continue;
      const value = (dimension.low[move.day] ?? 0) + (Math.floor(place / dimension.stride) % dimension.size);
      const after = placeAfter(dimension, move.day, value, units);
      outer[place] = after < 0 ? -1 : (outer[place] ?? 0) + after * dimension.stride;
    }
  }
  const inner = space.dimensions.at(-1);
  if (inner === undefined) return { outer, from: 0, to: 0, shift: 0, closes: false };
  const span = innerSpan(inner, move.day, unitsOf(space, inner, move));
  return span === undefined ? undefined : { outer, ...span };
}

function unitsOf({ samples }: LineSpace, { at }: Dimension, { day, group, workedBefore }: Move): number {
  const counter = at[day];
  return counter === undefined ? 0 : unitsOn(counter, day, samples[group] ?? 0, workedBefore);
}

function placeAfter({ at, low, high }: Dimension, day: number, value: number, units: number): number {
  if (value > (high[day] ?? 0)) return -1;
  const counter = at[day];
  const after = value + units;
  if (counter !== undefined && counter.until === day + 1)
    return after >= counter.least && after <= counter.most ? 0 : -1;
  return after >= (low[day + 1] ?? 0) && after <= (high[day + 1] ?? 0) ? after - (low[day + 1] ?? 0) : -1;
}

function innerSpan(
  { at, low, high }: Dimension,
  day: number,
  units: number,
): Omit<LineStep, 'outer'> | undefined {
  const counter = at[day];
  const closes = counter !== undefined && counter.until === day + 1;
  const least = closes ? counter.least : (low[day + 1] ?? 0);
  const most = closes ? counter.most : (high[day + 1] ?? 0);
  const first = low[day] ?? 0;
  const from = Math.max(first, least - units) - first;
  const to = Math.min(high[day] ?? 0, most - units) - first;
  return from > to ? undefined : { from, to, shift: first + units - (low[day + 1] ?? 0), closes };
}

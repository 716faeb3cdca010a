import { cropBook, cropModel, type Window } from '../lines/crop.ts';
import { linePricer, type LinePricer } from '../lines/line-pricer.ts';
import { keepsTo } from '../columns/line-pool.ts';
import { reducedCost, rosterColumn, type RosterColumn } from '../columns/master.ts';
import type { Line } from '../lines/search-lines.ts';
import type { Plan, Rostering } from '../columns/rostering.ts';

/** The lines of some people on some days. */
export type Part = { readonly people: readonly number[]; readonly days: Window };

/** A part of a plan as a problem of its own; everything outside it stays as the plan has it. */
export type OpenPart = {
  readonly rostering: Rostering;
  /** Its days, with the settled one after them. Absent: all days, and nothing is cropped. */
  readonly window?: Window;
  /** Where its demands stand among all. */
  readonly places?: Int32Array;
  readonly plan: Plan;
  /** The first day after it. */
  readonly openUntil: number;
};

/** Opens a part of a plan. */
export function openPart(rostering: Rostering, plan: Plan, { people, days }: Part): OpenPart {
  const last = rostering.models[0]?.days ?? 0;
  const from = Math.max(0, days.from);
  const openUntil = Math.min(last, days.until);
  if (from === 0 && openUntil === last) return { rostering, plan, openUntil };
  const models = rostering.models.slice();
  const pricers: (LinePricer | undefined)[] = models.map(() => undefined);
  let until = openUntil;
  for (const person of people) {
    const [model, line] = [rostering.models[person], plan.columns[person]?.line];
    if (model === undefined || line === undefined) continue;
    const cropped = cropModel(model, line, { from, until: openUntil });
    until = from + cropped.days;
    models[person] = cropped;
    pricers[person] = linePricer(cropped, rostering.room);
  }
  const window = { from, until };
  const { book, places } = cropBook(rostering.book, window);
  return { rostering: { ...rostering, models, pricers, book }, window, places, plan, openUntil };
}

/** Values of all demands, for those of the part. */
export function placed(values: Float64Array, { places }: OpenPart): Float64Array {
  return places === undefined ? values : Float64Array.from(places, (place) => values[place] ?? 0);
}

/** What the plan gives a person in the part. */
export function ownColumn({ rostering, window, plan }: OpenPart, person: number): RosterColumn | undefined {
  const column = plan.columns[person];
  const model = rostering.models[person];
  if (column === undefined || model === undefined || window === undefined) return column;
  return rosterColumn(rostering.book, model, column.line.slice(window.from, window.until));
}

/** The cheapest of a person's lines in the pool that fit into the part, at these duals of its demands. */
export function pooledColumns(
  part: OpenPart,
  person: number,
  duals: Float64Array | undefined,
): RosterColumn[] {
  const { models, book, pool } = part.rostering;
  const model = models[person];
  if (model === undefined) return [];
  const lines = new Map<string, Line>();
  for (const whole of pool.get(person)?.values() ?? []) {
    const line = lineWithin(part, person, whole);
    lines.set(line.join(), line);
  }
  return [...lines.values()]
    .filter((line) => part.window === undefined || keepsTo(model, line))
    .map((line) => {
      const column = rosterColumn(book, model, line);
      return { column, price: duals === undefined ? column.cost : reducedCost(column, duals) };
    })
    .sort((a, b) => a.price - b.price)
    .slice(0, MOST_POOLED)
    .map(({ column }) => column);
}

/** A larger program takes more time than the rounds that it saves. */
const MOST_POOLED = 30;

/** A whole line's days in the part; the settled day after it is the plan's. */
function lineWithin({ window, plan, openUntil }: OpenPart, person: number, whole: Line): Line {
  if (window === undefined) return whole;
  const line = whole.slice(window.from, window.until);
  for (let day = openUntil; day < window.until; day += 1)
    line[day - window.from] = plan.columns[person]?.line[day] ?? 0;
  return line;
}

/** The plan's line with the part's days in place of its own. */
export function wholeLine({ window, plan }: OpenPart, { person, line }: RosterColumn): Line {
  const own = plan.columns[person]?.line;
  if (window === undefined || own === undefined) return line;
  const whole = own.slice();
  whole.set(line, window.from);
  return whole;
}

import { shuffled } from '../chance.ts';
import { rosterColumn, type RosterColumn } from './columns/master.ts';
import { costsAt, priceAt } from './columns/price-at.ts';
import { planOf, type Plan, type Rostering } from './columns/rostering.ts';
import { anyLine } from './lines/any-line.ts';
import { oneMore } from './lines/demand-book.ts';

/**
 * A plan to begin with: one person after another gets the line that suits what is still missing best, and where the
 * usual search finds none, any line, for which it tries until `isOver` says so. Nothing when somebody has none, or none
 * was found in time.
 */
export function firstPlan(rostering: Rostering, isOver: () => boolean): Plan | undefined {
  const { book, models, chance, secondsLeft } = rostering;
  const met = new Int32Array(book.required.length);
  const change = new Float64Array(book.required.length);
  const columns: RosterColumn[] = [];
  for (const person of shuffled([...models.keys()], chance)) {
    if (secondsLeft() <= 0) return undefined;
    oneMore(book, met, change);
    const column = columnFor(
      rostering,
      person,
      change.map((cost) => -cost),
      isOver,
    );
    if (column === undefined) return undefined;
    for (const place of column.demands) met[place] = (met[place] ?? 0) + 1;
    columns.push(column);
  }
  return planOf(book, columns);
}

function columnFor(
  rostering: Rostering,
  person: number,
  worth: Float64Array,
  isOver: () => boolean,
): RosterColumn | undefined {
  const { book, models, pricers, room, chance } = rostering;
  const [model, pricer] = [models[person], pricers[person]];
  if (model === undefined) return undefined;
  const [column] = pricer === undefined ? [] : priceAt(book, pricer, worth, 1).columns;
  if (column !== undefined) return column;
  const cost = costsAt(book, model, worth);
  const line = anyLine({ model, room, cost, chance, isOver });
  return line === undefined ? undefined : rosterColumn(book, model, line);
}

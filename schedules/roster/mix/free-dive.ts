import { priceAt } from '../columns/price-at.ts';
import { isOver, planOf, type Plan, type Rostering } from '../columns/rostering.ts';
import type { RosterColumn } from '../columns/master.ts';
import { anchorAt, copyMix, demandPriceAt, type LineMix } from './line-mix.ts';
import { react } from './mix-dive.ts';
import { oneByOne } from './one-by-one.ts';

/**
 * Follows a mix of free lines down to a plan: those whose line is surest get their best whole line beside all others',
 * the others move, and so on. Only settled people need a table of their sums. Nothing when time was up first, or
 * somebody has no line.
 */
export function freeDive(
  rostering: Rostering,
  start: LineMix,
  { stiffness }: { readonly stiffness: number },
): Plan | undefined {
  const mix = { ...copyMix(start), stiffness };
  anchorAt(mix, start.prices);
  const open = new Set(start.parts.keys());
  const columns: RosterColumn[] = [];
  while (open.size > 0) {
    for (const person of surestPeople(rostering, mix, open)) {
      if (isOver(rostering)) return undefined;
      const column = settleLine(rostering, mix, person);
      if (column === undefined) return undefined;
      columns.push(column);
      open.delete(person);
    }
    for (let round = 0; round < ROUNDS_EACH; round += 1) react(rostering, mix, open);
  }
  return oneByOne(rostering, planOf(rostering.book, columns));
}

const ROUNDS_EACH = 3;
const SHARE_EACH = 0.05;
const CHANCE = 0.2;

/** Whose largest share is nearest to whole, with a little chance in it. */
function surestPeople(
  { chance }: Rostering,
  { parts }: LineMix,
  open: ReadonlySet<number>,
): readonly number[] {
  return [...open]
    .map((person) => {
      const largest = (parts[person] ?? []).reduce((most, { share }) => Math.max(most, share), 0);
      return { person, key: largest * (1 + CHANCE * chance()) };
    })
    .sort((a, b) => b.key - a.key)
    .slice(0, Math.ceil(open.size * SHARE_EACH))
    .map(({ person }) => person);
}

/** Takes a person's shares out and gives them the best whole line for what is then missing. */
function settleLine({ book, pricers }: Rostering, mix: LineMix, person: number): RosterColumn | undefined {
  const pricer = pricers[person];
  if (pricer === undefined) return undefined;
  for (const { column, share } of mix.parts[person] ?? [])
    for (const place of column.demands) mix.missing[place] = (mix.missing[place] ?? 0) + share;
  // A whole person on a demand is worth the price half-way there.
  const worth = mix.prices.map((_, place) => demandPriceAt(mix, place, (mix.missing[place] ?? 0) - 0.5));
  const [column] = priceAt(book, pricer, worth, 1).columns;
  if (column === undefined) return undefined;
  for (const place of column.demands) mix.missing[place] = (mix.missing[place] ?? 0) - 1;
  mix.parts[person] = [];
  anchorAt(mix, mix.anchor);
  return column;
}

import { offerLines } from './ascend.ts';
import { shuffled } from '../../chance.ts';
import {
  anchorAt,
  balance,
  balanceAll,
  copyMix,
  prune,
  settlePart,
  type LineMix,
  type MixPart,
} from './line-mix.ts';
import { oneByOne } from './one-by-one.ts';
import { isOver, planOf, type Plan, type Rostering } from '../columns/rostering.ts';

/**
 * Follows a mix down to a plan: settles the lines it is surest of, lets the others move, and so on; then gives each
 * person the best line beside all others'. Nothing when time was up first.
 */
export function mixDive(
  rostering: Rostering,
  start: LineMix,
  { stiffness, people = start.parts.keys() }: DiveOptions,
): Plan | undefined {
  const mix = { ...copyMix(start), stiffness };
  anchorAt(mix, start.prices);
  const open = new Set(people);
  while (open.size > 0) {
    if (isOver(rostering)) return undefined;
    for (const part of surest(rostering, mix, open)) {
      settlePart(mix, part);
      open.delete(part.column.person);
    }
    for (let round = 0; round < ROUNDS_EACH; round += 1) react(rostering, mix, open);
  }
  const columns = mix.parts.flatMap(([part]) => part?.column ?? []);
  return oneByOne(rostering, planOf(rostering.book, columns));
}

export type DiveOptions = {
  readonly stiffness: number;
  /** Who is not settled yet. Absent: everybody. */
  readonly people?: Iterable<number>;
};

const ROUNDS_EACH = 2;

/** Whose largest share is nearly whole, and some of the next, with a little chance in it. */
function surest({ chance }: Rostering, { parts }: LineMix, open: ReadonlySet<number>): MixPart[] {
  const ranked = [...open]
    .flatMap((person) => largest(parts[person] ?? []) ?? [])
    .map((part) => ({ part, key: part.share * (1 + CHANCE * chance()) }))
    .sort((a, b) => b.key - a.key);
  const atLeast = Math.ceil(open.size * SHARE_EACH);
  return ranked.filter(({ part }, rank) => rank < atLeast || part.share > SURE).map(({ part }) => part);
}

const CHANCE = 0.2;
const SHARE_EACH = 0.05;
const SURE = 0.95;

function largest(own: readonly MixPart[]): MixPart | undefined {
  return own.reduce<MixPart | undefined>(
    (best, part) => (part.share > (best?.share ?? -1) ? part : best),
    undefined,
  );
}

/** Those still open get lines that pay at the prices of the moment. */
export function react(rostering: Rostering, mix: LineMix, open: ReadonlySet<number>): void {
  for (const person of shuffled([...open], rostering.chance)) {
    offerLines(rostering, mix, person, mix.prices);
    balance(mix, person, STEPS_EACH);
  }
  balanceAll(mix, open, MOST_SWEEPS);
  anchorAt(mix, mix.prices.slice());
  prune(mix);
}

const STEPS_EACH = 5;
const MOST_SWEEPS = 10;

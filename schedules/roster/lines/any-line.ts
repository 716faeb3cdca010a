import type { Chance } from '../../chance.ts';
import { continuedLine } from './continued-line.ts';
import { corridorsBetween } from './corridor.ts';
import { corridorPricer, linePricer, priceLines, type LinePricer, type TableRoom } from './line-pricer.ts';
import type { PersonModel } from './person-model.ts';
import type { Line } from './search-lines.ts';

export type AnyLineQuestion = {
  readonly model: PersonModel;
  readonly room: TableRoom;
  /** Cost of each option of each day: a cheap line is wished for. */
  readonly cost: Float64Array;
  readonly chance: Chance;
  readonly isOver: () => boolean;
};

/**
 * A line that keeps to all rules, whatever it takes: looked for in wider and wider tables, a few weeks at a time, and
 * again at other costs until time is up.
 */
export function anyLine(question: AnyLineQuestion): Line | undefined {
  const { model, chance, isOver } = question;
  for (let turn = 0; ; turn += 1) {
    if (turn > 0 && isOver()) return undefined;
    const noise = turn * NOISE;
    const cost = question.cost.map((value) => value + noise * chance());
    const width = FIRST_WIDTH * 2 ** (turn % WIDTHS);
    const now = { ...question, cost };
    const narrow = corridorPricer(model, question.room, corridorsBetween(model, width), MOST_VALUES);
    const line =
      searched(now, narrow) ??
      continuedLine({ ...now, ...(WEEKS[turn % WEEKS.length] ?? FOUR_WEEKS) }) ??
      (turn === 0 ? searched(now, linePricer(model, question.room)) : undefined);
    if (line !== undefined) return line;
  }
}

/** In shifts to each side; doubled from turn to turn. */
const FIRST_WIDTH = 3;
const WIDTHS = 4;

/** Days looked at together, and how many of them are kept. */
const FOUR_WEEKS = { seen: 28, kept: 21 };
const WEEKS = [FOUR_WEEKS, { seen: 14, kept: 10 }, { seen: 42, kept: 14 }];

/** What chance adds to every cost, from turn to turn. */
const NOISE = 1;

/** 64 MB. */
const MOST_VALUES = 8_000_000;

function searched({ cost }: AnyLineQuestion, pricer: LinePricer | undefined): Line | undefined {
  if (pricer === undefined) return undefined;
  return priceLines(pricer, cost, { below: Infinity, mostLines: 1, mostSteps: MOST_STEPS }).lines[0]?.line;
}

const MOST_STEPS = 200_000;

import { expect, test } from 'vitest';
import { playFloor } from './testing/living/play-floor.ts';

const numberOf = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const MINUTES = numberOf('MINUTES', 3);
const FIRST = numberOf('FIRST_SEED', 1);
const SEEDS = Array.from({ length: numberOf('SEEDS', 3) }, (_, number) => FIRST + number);

// With AMI alone what happened in a gap is known only as far as the lists tell of it, so how each wait ended is asked of the pair only.
test.each(SEEDS)(
  'a floor with log and AMI, read through kills, cuts and restarts (seed %i)',
  (seed) => {
    const { wrong, wrongVisits, ...played } = playFloor({
      seed,
      minutes: MINUTES,
      callsPerSecond: 4,
      mode: 'pair',
    });
    if (process.env['SEEDS'] !== undefined)
      process.stdout.write(
        `${JSON.stringify({ seed, ...played, wrong: wrong.length, wrongVisits: wrongVisits.length })}\n`,
      );
    expect(wrong).toEqual([]);
    expect(wrongVisits).toEqual([]);
  },
  600_000,
);

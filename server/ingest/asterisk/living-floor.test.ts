import { expect, test } from 'vitest';
import { playFloor } from './testing/living/play-floor.ts';

const numberOf = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const MINUTES = numberOf('MINUTES', 3);
const FIRST = numberOf('FIRST_SEED', 1);
const MODES = ['pair', 'ami', 'queue-log'] as const;
const SEEDS = Array.from({ length: numberOf('SEEDS', 2) }, (_, number) => FIRST + number);

const PLAYS = MODES.flatMap((mode) => SEEDS.map((seed) => ({ mode, seed })));

// SEEDS=20 MINUTES=60 is an hour at four calls a second, twenty times; what it comes to is printed. Of what AMI alone could not hear,
// the end of a wait is told as well as the lists show it; a log alone knows members of whom it has told, and no telephones.
test.each(PLAYS)(
  'a floor read by $mode through kills, cuts and restarts is as the switch has it (seed $seed)',
  ({ mode, seed }) => {
    const { wrong, told, ...played } = playFloor({ seed, minutes: MINUTES, callsPerSecond: 4, mode });
    if (process.env['SEEDS'] !== undefined)
      process.stdout.write(
        `${JSON.stringify({ mode, seed, ...played, wrong: wrong.length, told: { ...told, wrong: told.wrong.length } })}\n`,
      );
    expect(wrong).toEqual([]);
    expect(told.wrong).toEqual([]);
    expect(played.moments).toBeGreaterThan(0);
    expect(told.exact).toBeGreaterThan(played.visits * (mode === 'ami' ? 0.9 : 0.999));
  },
  600_000,
);

import { expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { openContacts } from '../../floor/open-contacts.ts';
import { judgeVisits } from './testing/judge-callcenter.ts';
import { liveThrough } from './testing/live-through.ts';

// SEEDS=20 MINUTES=60 is an hour at four calls a second, twenty times; what it comes to is printed.
const SEEDS = Array.from({ length: Number(process.env['SEEDS'] ?? 3) }, (_, index) => index + 1);
const MINUTES = Number(process.env['MINUTES'] ?? 4);

test.each(SEEDS)(
  'a switch that lives by seed %i is told as it was, through kills, cuts and restarts',
  async (seed) => {
    const { fake, following, still, wrong } = await liveThrough(seed, MINUTES);
    const { wrong: wrongly, ...visits } = judgeVisits(fake, following);
    const open = openContacts(following.counted.world.floor, sourceId('fs'));
    if (process.env['SEEDS'] !== undefined)
      process.stdout.write(`${JSON.stringify({ seed, still, wrong: wrong.length, ...visits })}\n`);
    const all = [...following.refused, ...wrong, ...wrongly, ...open.map((contact) => `${contact} is open`)];
    expect(all.slice(0, 20)).toEqual([]);
    expect(still).toBeGreaterThan(MINUTES);
    expect(visits.exact).toBeGreaterThan(fake.visits.length / 2);
  },
  600_000,
);

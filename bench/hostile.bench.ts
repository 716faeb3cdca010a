import { readFileSync } from 'node:fs';
import { createToken } from '../server/access/tokens.ts';
import { epochMs } from '#domain/time.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../server/testing/child-server.ts';
import { attack, served, tellHonestly } from '../server/testing/hostile/attack.ts';
import { EVIL, type Hostile } from '../server/testing/hostile/hostile-body.ts';
import { hostiles } from '../server/testing/hostile/hostile.ts';
import { report } from './report.ts';

const QUIET_MS = 5_000;
const WORST_SHOWN = 8;

/** For how long an attacker with a source's token holds the loop at most, and how much memory that takes: whole bodies, hundreds of them. */
export async function benchHostile(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const tokens = {
      evil: createToken(folder, { name: EVIL, role: 'source', createdAt: epochMs(0), sources: [EVIL] }),
      honest: createToken(folder, {
        name: 'honest',
        role: 'source',
        createdAt: epochMs(0),
        sources: ['honest'],
      }),
      lead: createToken(folder, { name: 'lead', role: 'lead', createdAt: epochMs(0) }),
    };
    const server = await startChildServer({ folder, open: false });
    try {
      await endure(server, { url: server.url, ...tokens });
    } finally {
      await server.kill();
    }
    const begun = performance.now();
    const again = await startChildServer({ folder, open: false });
    report('listening again after all of it', performance.now() - begun, 'ms');
    await again.kill();
  });
}

type Field = { readonly url: string; readonly evil: string; readonly honest: string; readonly lead: string };

async function endure({ pid }: ChildServer, field: Field): Promise<void> {
  await stallMs(field);
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  report('longest stall of a quiet server here', await stallMs(field), 'ms');
  report('memory of a quiet server', peakMb(pid), 'MB');
  const now = Date.now();
  const stalls: { readonly name: string; readonly ms: number }[] = [];
  const begun = performance.now();
  for (const [place, hostile] of hostiles(1, now).entries()) {
    stalls.push({ name: hostile.name, ms: await under(field, hostile) });
    await tellHonestly(field, served(place, now));
  }
  report(
    'hostile bodies and sequences',
    stalls.length,
    `in ${Math.round((performance.now() - begun) / 1000)} s`,
  );
  const worst = stalls.toSorted((one, other) => other.ms - one.ms);
  report('longest stall under attack', worst[0]?.ms ?? Number.NaN, 'ms');
  for (const { name, ms } of worst.slice(0, WORST_SHOWN)) report(`  ${name}`.slice(0, 46), ms, 'ms');
  report('  half of them less than', worst[Math.floor(worst.length / 2)]?.ms ?? Number.NaN, 'ms');
  report('peak memory under attack', peakMb(pid), 'MB');
}

/** The longest stall while one attack went on, and until the server had drawn a board after it. */
async function under(field: Field, hostile: Hostile): Promise<number> {
  await attack(field, hostile);
  await new Promise((resolve) => setTimeout(resolve, 100));
  return stallMs(field);
}

async function stallMs({ url, lead }: Field): Promise<number> {
  const reply = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${lead}` } });
  const stall = /^callboard_longest_stall_seconds (.*)$/m.exec(await reply.text())?.[1];
  return Number(stall) * 1_000;
}

/** The most memory that the process ever had, as Linux keeps it. */
function peakMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

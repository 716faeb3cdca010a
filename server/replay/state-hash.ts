import { createHash } from 'node:crypto';
import { STREAMS } from '#domain/contact.ts';
import { COUNT_NAMES } from '#domain/measures/counts.ts';
import type { EpochMs } from '#domain/time.ts';
import { closeCells, openStays } from '../floor/agent-book.ts';
import { scopesOf, stayListener } from '../floor/agent-engagements.ts';
import type { World } from '../pipeline/world.ts';

/**
 * A fingerprint of everything counted: equal for equal sets of events, whatever their order and number of arrivals.
 * Cells carry the sum of their visits' fingerprints, so equal sums over different contacts differ here.
 */
export function stateHash(world: World, now: EpochMs): string {
  const hash = createHash('sha256');
  for (const line of [...countLines(world), ...agentLines(world, now)].sort()) hash.update(`${line}\n`);
  return hash.digest('hex').slice(0, 32);
}

function countLines({ tally }: World): string[] {
  const lines: string[] = [];
  for (const [queue, { streams }] of tally.queues)
    for (const stream of STREAMS)
      for (const [start, counts] of streams[stream].cells)
        lines.push(`counts ${queue} ${stream} ${start} ${COUNT_NAMES.map((name) => counts[name]).join(' ')}`);
  return lines;
}

function agentLines({ floor }: World, now: EpochMs): string[] {
  const lines: string[] = [];
  const listener = stayListener(floor);
  for (const [agent, book] of floor.agents) {
    closeCells(book, now, { gridMs: floor.gridMs, listener });
    for (const { stays } of openStays(book, now, floor.gridMs).cells)
      for (const stay of stays)
        lines.push(`open ${agent} ${scopesOf(stay).join(',')} ${JSON.stringify(stay.time)}`);
  }
  for (const [scope, cells] of floor.agentTime) {
    for (const [start, time] of cells) lines.push(`agents ${scope} ${start} ${JSON.stringify(time)}`);
  }
  return lines;
}

import { createHash } from 'node:crypto';
import type { Centre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import type { ServiceTarget } from '#domain/service-target.ts';

/**
 * Eight hex digits that change when figures would be counted differently: the grid of cells, and for each queue the
 * seconds of its target. Names, zone, interval, shares and alerts only choose what is shown of the counts.
 */
export function definitionsFingerprint({ target, queues }: Centre): string {
  const usual = seconds(target);
  // A queue that is named but counted as usual counts the same as one that is not named.
  const own = queues.map(({ id, target: one }) => `${id} ${seconds(one)}`);
  const counted = own.filter((one, index) => one !== `${queues[index]?.id} ${usual}`).sort();
  return createHash('sha256')
    .update(JSON.stringify([GRID_MS, usual, counted]))
    .digest('hex')
    .slice(0, 8);
}

const seconds = ({ withinMs, shortAbandonMs }: ServiceTarget): string => `${withinMs}/${shortAbandonMs}`;

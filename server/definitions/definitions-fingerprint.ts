import { createHash } from 'node:crypto';
import type { Targets } from '#domain/centre.ts';
import { queueId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import type { ServiceTarget } from '#domain/service-target.ts';

/**
 * Eight hex digits that change when figures would be counted differently: the grid of cells, and for each queue the
 * seconds of its target. Names, zone, interval, shares and alerts only choose what is shown of the counts.
 */
export function definitionsFingerprint(targets: Targets): string {
  return createHash('sha256').update(judgedBy(targets)).digest('hex').slice(0, 8);
}

/** The same as text, from which `targetsIn` reads the targets again. */
export function judgedBy({ target, queues }: Targets): string {
  const usual = seconds(target);
  // A queue that is named but counted as usual counts the same as one that is not named.
  const own = queues.map(({ id, target: one }) => `${id} ${seconds(one)}`);
  const counted = own.filter((one, index) => one !== `${queues[index]?.id} ${usual}`).sort();
  return JSON.stringify([GRID_MS, usual, counted]);
}

/** The targets that figures were judged by; undefined where the text is of another release, or the cells were of another grid. */
export function targetsIn(text: string): Targets | undefined {
  const [grid, usual, counted] = partsOf(text);
  if (grid !== GRID_MS || typeof usual !== 'string' || !Array.isArray(counted)) return undefined;
  const queues = counted.map((one) => {
    const words = String(one).split(' ');
    return { id: queueId(words.slice(0, -1).join(' ')), target: targetIn(words.at(-1) ?? '') };
  });
  return { target: targetIn(usual), queues };
}

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) ? parts : [];
  } catch {
    // Eight hex digits of an earlier release.
    return [];
  }
}

const seconds = ({ withinMs, shortAbandonMs }: ServiceTarget): string => `${withinMs}/${shortAbandonMs}`;

/** What share of them must be met is not counted. */
function targetIn(text: string): ServiceTarget {
  const [withinMs = 0, shortAbandonMs = 0] = text.split('/').map(Number);
  return { share: 0, withinMs, shortAbandonMs };
}

import type { Centre } from '#domain/centre.ts';
import type { SourceId } from '#domain/ids.ts';
import type { SourceBook } from '../floor/floor.ts';
import { createCourier } from './links/courier.ts';
import type { SourcePorts } from './links/source-ports.ts';

export type RetireOptions = {
  readonly sources: Centre['sources'];
  /** Every source that was ever heard. */
  readonly heard: ReadonlyMap<SourceId, SourceBook>;
  readonly ports: Omit<SourcePorts, 'health' | 'feeds'>;
};

/**
 * Switches that were connected to and that the definitions name no more were replaced: what was open there is over, and nothing more is
 * expected of them. Without that the wall would wait for them. Rejects when the journal cannot be read.
 */
export async function retireSources({ sources, heard, ports }: RetireOptions): Promise<void> {
  const reached = new Set(sources.flatMap(({ id, reach }) => (reach === undefined ? [] : id)));
  for (const [source, book] of heard) {
    if (reached.has(source) || isStopped(book)) continue;
    // Only the readers of switches that we connect to keep what they know.
    if ((await ports.standing(source)).size === 0) continue;
    await tellOver(source, ports);
    ports.log.info(
      { source },
      `${source}: the definitions do not name this switch any more, so what was open there is over`,
    );
  }
}

const isStopped = ({ latestAt, stoppedAt }: SourceBook): boolean =>
  stoppedAt !== undefined && stoppedAt >= latestAt;

async function tellOver(source: SourceId, ports: RetireOptions['ports']): Promise<void> {
  const courier = createCourier({ ...ports, source, health: { committed: () => {} } });
  const at = ports.clock();
  const told = { source, at, clock: 'receipt' } as const;
  courier.tell({
    events: [
      { ...told, id: `retired/${at}`, kind: 'source-started' },
      { ...told, id: `retired/${at}/stopped`, kind: 'source-stopped' },
    ],
  });
  await courier.stop();
}

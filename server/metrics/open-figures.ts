import type { Figures, OpenVisits } from '#domain/board/board.ts';

/** Who waits and what is deferred, as figures carry them. */
export function openFigures(
  waiting: OpenVisits,
  deferred: OpenVisits,
): Pick<Figures, 'waiting' | 'oldestQueuedAt' | 'oldestUntil' | 'deferred' | 'oldestDeferredAt'> {
  const { count, ...oldest } = waiting;
  return {
    waiting: count,
    ...oldest,
    deferred: deferred.count,
    ...(deferred.oldestQueuedAt !== undefined && { oldestDeferredAt: deferred.oldestQueuedAt }),
  };
}

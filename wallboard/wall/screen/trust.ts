import type { Figures } from '#domain/board/board.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Link } from '../../link/link.ts';

/**
 * How far figures can be believed. `live`: as they are. `stale`: they were true at `at`, and stand still since. `unknown`: nothing has
 * told them yet. `at` is the time by which waits are counted.
 */
export type Trust = { readonly state: 'live' | 'stale' | 'unknown'; readonly at: EpochMs };

type Beheld = {
  readonly link: Link;
  readonly at: EpochMs;
  /** What is shown is counted again, and only in part. */
  readonly isCounting?: boolean;
};

/** What the link and the figures' own feeds make of them; `at` is the time of the figures by the link. */
export function trustIn(
  { link, at, isCounting = false }: Beheld,
  { freshness, sources }: Pick<Figures, 'freshness' | 'sources'>,
): Trust {
  if (link.state === 'stale' || isCounting) return { state: 'stale', at };
  switch (freshness.state) {
    case 'live':
    case 'quiet':
      return { state: 'live', at };
    case 'unfed':
      return { state: 'unknown', at };
    case 'stopped':
      return { state: 'live', at: freshness.frozenAt ?? at };
    case 'dead':
      if (isNeverHeard(freshness, sources)) return { state: 'unknown', at };
      return { state: 'stale', at: freshness.frozenAt ?? at };
    case 'clock-wrong':
      return { state: 'stale', at };
  }
}

/** None of the feeds has ever told anything. */
function isNeverHeard(
  { frozenAt, sources: dead }: Extract<Figures['freshness'], { state: 'dead' | 'stopped' }>,
  sources: Figures['sources'],
): boolean {
  return frozenAt === undefined && sources.every((source) => dead.includes(source));
}

/** How long the contact that has waited longest has waited; undefined when nobody waits. It stands still while its feed is dead. */
export function longestWait(
  { oldestQueuedAt, oldestUntil }: Pick<Figures, 'oldestQueuedAt' | 'oldestUntil'>,
  { at }: Trust,
): DurationMs | undefined {
  return oldestQueuedAt === undefined ? undefined : (oldestUntil ?? at) - oldestQueuedAt;
}

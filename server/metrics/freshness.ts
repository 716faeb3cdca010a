import type { Freshness, SourceState } from '#domain/board/board.ts';
import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import type { Feeds } from '../floor/source-states.ts';

/** How far figures that come from these sources can be believed. A hook that never told anything says nothing of them, nor does a switch that was replaced. */
export function freshnessOf(sources: readonly SourceId[], feeds: Feeds): Freshness {
  const heard = sources.filter((source) => {
    const standing = feeds.get(source);
    return (
      standing?.isGone !== true &&
      standing !== undefined &&
      (standing.ageMs !== undefined || standing.state === 'silent')
    );
  });
  const those = (state: SourceState): readonly SourceId[] =>
    heard.filter((source) => feeds.get(source)?.state === state);
  if (heard.length === 0) return { state: 'unfed' };
  const [dead, wrong, stopped] = [those('silent'), those('clock-wrong'), those('stopped')];
  if (dead.length > 0) return stillSince('dead', dead, feeds);
  if (wrong.length > 0) return { state: 'clock-wrong', sources: wrong };
  if (stopped.length === heard.length) return stillSince('stopped', stopped, feeds);
  return { state: those('quiet').length > 0 ? 'quiet' : 'live' };
}

/** Several fell silent one after the other: what came from the first of them is the oldest. */
function stillSince(state: 'dead' | 'stopped', sources: readonly SourceId[], feeds: Feeds): Freshness {
  let frozenAt: EpochMs | undefined;
  for (const source of sources) {
    const at = feeds.get(source)?.frozenAt;
    if (at !== undefined && (frozenAt === undefined || at < frozenAt)) frozenAt = at;
  }
  return { state, sources, ...(frozenAt !== undefined && { frozenAt }) };
}

/** Whether these figures say what is so now. What rests on a feed that is gone, or on a clock that is wrong, raises no alarm. */
export function isBelievable({ state }: Freshness): boolean {
  return state === 'live' || state === 'quiet';
}

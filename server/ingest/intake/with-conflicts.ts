import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import type { Conflict } from '../../journal/journal.ts';
import { REFUSED_LISTED, type ParsedBatch } from './parse-batch.ts';

/** How much of each of two events that contradict each other is shown. */
const CONTENT_SHOWN = 500;

/** The batch with what the journal refused of it: an id that was told before with other content is listed with both contents, and counted. */
export function withConflicts(batch: ParsedBatch, conflicts: readonly Conflict[]): ParsedBatch {
  if (conflicts.length === 0) return batch;
  const known = new Map(conflicts.map((conflict) => [conflict.told, conflict.known]));
  const lines = batch.events.flatMap((event, index): RefusedLine[] => {
    const before = known.get(event);
    return before === undefined ? [] : [conflictLine(batch.lines[index] ?? 0, event, before)];
  });
  const bySource = new Map<SourceId | undefined, number>(batch.refusedBySource);
  for (const { told } of conflicts) bySource.set(told.source, (bySource.get(told.source) ?? 0) + 1);
  return {
    ...batch,
    refused: [...batch.refused, ...lines].slice(0, REFUSED_LISTED),
    refusedCount: batch.refusedCount + conflicts.length,
    refusedByReason: {
      ...batch.refusedByReason,
      conflict: (batch.refusedByReason.conflict ?? 0) + conflicts.length,
    },
    refusedBySource: bySource,
  };
}

/** One line of it: what is told now, and what was told before. Where that is not at hand, it was of another contact or agent. */
export function conflictLine(line: number, told: AcdEvent, known?: AcdEvent): RefusedLine {
  return {
    line,
    reason: 'conflict',
    field: 'id',
    value: written(told),
    expected:
      known === undefined
        ? 'an id that was not used for another fact before'
        : `what was told with it before: ${written(known)}`,
  };
}

function written(event: AcdEvent): string {
  const text = JSON.stringify(event);
  return text.length > CONTENT_SHOWN ? `${text.slice(0, CONTENT_SHOWN - 1)}…` : text;
}

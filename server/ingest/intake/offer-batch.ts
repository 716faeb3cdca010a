import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import { later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { IngestAnswer } from '#domain/board/wire.ts';
import type { Clock } from '../../clock/clock.ts';
import { StorageFailure } from '../../sqlite/storage-failure.ts';
import type { Batch, Inbox } from './inbox.ts';
import type { ParsedBatch } from './parse-batch.ts';
import type { Refusals } from './refusals.ts';
import { withConflicts } from './with-conflicts.ts';

/** Where an intake puts what it takes in. */
export type IntakePorts = { readonly inbox: Inbox; readonly refusals: Refusals; readonly clock: Clock };

/** `full`: there is no room now. `failed`: the journal did not take it. Nothing of the batch was kept in either case. */
export type Intake =
  | Extract<IngestAnswer, { kind: 'committed' }>
  | {
      readonly kind: 'full' | 'failed';
      readonly reason: string;
      readonly retryAfterMs: DurationMs;
    };

/** A full disk or a locked file is mended by people. */
const MENDED_AFTER_MS: DurationMs = 5_000;

/** Gives a batch to the tick loop and answers what became of it. Never rejects. */
export async function offerBatch(
  ports: IntakePorts,
  sender: string,
  batch: ParsedBatch & Partial<Pick<Batch, 'standing'>>,
): Promise<Intake> {
  const offer = ports.inbox.offer({ ...batch, sender });
  if (offer.kind === 'full') return offer;
  try {
    const { conflicts = [], ...committed } = await offer.committed;
    // Only now: a batch that is sent again would be counted again.
    const settled = withConflicts(batch, conflicts);
    ports.refusals.record({ sender, batch: settled, at: ports.clock() });
    return { kind: 'committed', ...committed, refused: settled.refused, refusedCount: settled.refusedCount };
  } catch (error) {
    return { kind: 'failed', reason: failureWords(error), retryAfterMs: MENDED_AFTER_MS };
  }
}

/** The last instant that an event may have now. */
export function latestAt(clock: Clock): EpochMs {
  return later(clock(), EVENT_LIMITS.aheadMs);
}

function failureWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof StorageFailure ? `journal ${error.reason}: ${message}` : message;
}

import type { LeftReason } from '#domain/acd-event.ts';
import type { Handled, Visit } from '#domain/contact.ts';
import { fingerprint } from '#domain/fingerprint.ts';
import { emptyCounts, type Counts } from '#domain/measures/counts.ts';
import type { ContactId } from '#domain/ids.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import type { EpochMs } from '#domain/time.ts';

/** What one visit adds to its cell. `place` is its number among the contact's visits. */
export function countVisit(contact: ContactId, place: number, visit: Visit, target: ServiceTarget): Counts {
  const counts = emptyCounts();
  const { outcome } = visit;
  counts.offered = 1;
  counts.refused = visit.refused;
  counts.checksum = visitFingerprint(contact, place, visit);
  switch (outcome.state) {
    case 'answered':
      countAnswer(counts, waitOf(visit, outcome.at), target);
      if (outcome.handled !== undefined) countHandling(counts, outcome.at, outcome.handled);
      break;
    case 'abandoned':
      countAbandon(counts, waitOf(visit, outcome.at), target);
      break;
    case 'left':
      countLeft(counts, outcome.reason);
      break;
    case 'lost':
      counts.lost = 1;
      break;
    case 'waiting':
  }
  return counts;
}

const waitOf = (visit: Visit, end: EpochMs): number => Math.max(0, end - visit.queuedAt);

function countAnswer(counts: Counts, waitMs: number, target: ServiceTarget): void {
  counts.answered = 1;
  counts.waitAnsweredMs = waitMs;
  if (waitMs <= target.withinMs) counts.answeredWithin = 1;
}

function countHandling(counts: Counts, answeredAt: EpochMs, { endedAt, wrappedAt }: Handled): void {
  counts.handled = 1;
  counts.handleMs = Math.max(0, (wrappedAt ?? endedAt) - answeredAt);
}

function countAbandon(counts: Counts, waitMs: number, target: ServiceTarget): void {
  counts.abandoned = 1;
  counts.waitAbandonedMs = waitMs;
  if (waitMs <= target.withinMs) counts.abandonedWithin = 1;
  if (waitMs < target.shortAbandonMs) counts.shortAbandoned = 1;
}

function countLeft(counts: Counts, reason: LeftReason): void {
  counts.left = 1;
  if (reason === 'voicemail') counts.leftVoicemail = 1;
  if (reason === 'callback') counts.leftCallback = 1;
  if (reason === 'closed') counts.leftClosed = 1;
  if (reason === 'timeout') counts.leftTimeout = 1;
}

/** A fingerprint of everything the visit says: sums of up to 2 million of them stay exact in a double. */
function visitFingerprint(contact: ContactId, place: number, visit: Visit): number {
  const { outcome } = visit;
  const end = outcome.state === 'waiting' ? '' : outcome.at;
  const who = outcome.state === 'answered' ? (outcome.agent ?? '') : '';
  const handled = outcome.state === 'answered' ? outcome.handled : undefined;
  const text = `${contact}|${place}|${visit.queue}|${visit.queuedAt}|${outcome.state}|${end}|${who}|${handled?.endedAt ?? ''}|${handled?.wrappedAt ?? ''}|${visit.refused}`;
  return fingerprint(text);
}

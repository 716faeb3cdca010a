import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import type { FactTime } from './switch-fact.ts';

/** The log's second begins up to a second before AMI's instant; the two are written up to a second apart. */
const LOG_EARLIER_MS: DurationMs = 2_500;
const LOG_LATER_MS: DurationMs = 1_000;
/** Where AMI has no time of its own, our clock may be off, and the network slow. */
const RECEIPT_MS: DurationMs = 5 * SECOND_MS;
/** A list counts whole seconds back from the moment it was written, and comes a moment later. */
export const LISTED_MS: DurationMs = 3 * SECOND_MS;

/** Whether a line of the log and a word of AMI, of one kind and about the same call or member, are one fact. */
export function isOne(log: FactTime, ami: FactTime): boolean {
  const apart = ami.at - log.at;
  if (ami.clock === 'receipt') return Math.abs(apart) <= RECEIPT_MS;
  return apart <= LOG_EARLIER_MS && apart >= -LOG_LATER_MS;
}

/**
 * Whether two words of one kind about the same visit are one fact that was told twice: by the log, by an event, by a list.
 * Two that both know the instant are two facts: an event comes once, and so does a line.
 */
export function isToldTwice(one: FactTime, other: FactTime): boolean {
  const [isCoarse, isOtherCoarse] = [isInSeconds(one), isInSeconds(other)];
  const isOfList = one.isListed === true || other.isListed === true;
  if (isCoarse && isOtherCoarse) return isOfList ? isListedAs(one, other) : one.at === other.at;
  if (isCoarse) return isOne(one, other);
  return isOtherCoarse && isOne(other, one);
}

/** Whether a list, or a line of the log beside one, speaks of what was told to have begun then. */
export function isListedAs(told: FactTime, listed: FactTime): boolean {
  return Math.abs(told.at - listed.at) <= LISTED_MS;
}

const isInSeconds = ({ precisionMs = 1 }: FactTime): boolean => precisionMs >= SECOND_MS;

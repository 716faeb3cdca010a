import type { AcdEvent } from '#domain/acd-event.ts';

/**
 * Whether two events with one identity say the same. A source's own order (`seq`) is no content, the order of fields is none, and of
 * two times the coarser decides: one fact may be told once to the second and once to the millisecond.
 */
export function isSameFact(one: AcdEvent, other: AcdEvent): boolean {
  const coarse = Math.max(one.precisionMs ?? 0, other.precisionMs ?? 0);
  const apart = Math.abs(one.at - other.at);
  const sameTime = apart === 0 || apart < coarse || one.clock === 'receipt' || other.clock === 'receipt';
  return sameTime && contentOf(one) === contentOf(other);
}

/** All that an event says but when, in one order. */
function contentOf({ at, seq, precisionMs, clock, ...said }: AcdEvent): string {
  return JSON.stringify(said, (_key, value: unknown) => (isPlain(value) ? inOrder(value) : value));
}

const inOrder = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import type { AcdEvent, ContactEvent } from '#domain/acd-event.ts';
import { targetOf, type Centre } from '#domain/centre.ts';
import type { ContactId } from '#domain/ids.ts';
import { MINUTE_MS, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { advanceFloor, readOnFloor, sweepFloor } from './floor/advance-floor.ts';
import { floorTime } from './floor/source-states.ts';
import { recount } from './metrics/tally.ts';
import type { World } from './world.ts';

/** What the figures are counted by. */
export type Terms = { readonly centre: Centre; readonly zone: TimeZone; readonly definitions: string };

export type NewEvents = {
  readonly events: readonly AcdEvent[];
  /** The journal position of the last of them. */
  readonly position: number;
  /** Our clock at their receipt. */
  readonly receivedAt: EpochMs;
  /** Stored facts of contacts among the events that are no longer in memory. */
  readonly recalled?: readonly { readonly contact: ContactId; readonly facts: readonly ContactEvent[] }[];
};

/**
 * First half of a tick: committed events become facts of contacts, agents and sources; what reads differently is counted
 * again. Nothing here depends on the order in which events arrive, or on how often.
 */
export function takeEvents(world: World, terms: Terms, news: NewEvents): void {
  const { floor, tally } = world;
  const target = (queue: Parameters<typeof targetOf>[1]) => targetOf(terms.centre, queue);
  const now = floorTime(floor, news.receivedAt);
  for (const { contact, facts } of news.recalled ?? []) {
    if (!floor.contacts.has(contact)) {
      floor.contacts.set(contact, { facts: [...facts], record: readOnFloor(floor, facts, now), readAt: now });
    }
  }
  recount(tally, advanceFloor(floor, news.events, { now, receivedAt: news.receivedAt }), target);
  world.position = Math.max(world.position, news.position);
}

/** The limits on silence are hours; looking once a minute is early enough. */
const SWEEP_EVERY_MS = MINUTE_MS;

/** Ends open contacts of which nothing was heard for too long. */
export function sweep(world: World, terms: Terms, now: EpochMs): void {
  if (Math.abs(now - world.sweptAt) < SWEEP_EVERY_MS) return;
  world.sweptAt = now;
  recount(world.tally, sweepFloor(world.floor, now), (queue) => targetOf(terms.centre, queue));
}

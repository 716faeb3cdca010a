import type { AcdEvent, ContactEvent } from '#domain/acd-event.ts';
import { targetOf, type Centre } from '#domain/centre.ts';
import type { ContactId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { advanceFloor, readOnFloor, sweepFloor } from '../floor/advance-floor.ts';
import type { Floor } from '../floor/floor.ts';
import { floorTime, type Feeds } from '../floor/source-states.ts';
import { dropOldWords, recount } from '../metrics/tally.ts';
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
 * First part of a tick: committed events become facts of contacts, agents and sources; what reads differently is counted
 * again. Nothing here depends on the order in which events arrive, or on how often.
 */
export function takeEvents(world: World, terms: Terms, news: NewEvents): void {
  const { floor, tally } = world;
  const target = (queue: Parameters<typeof targetOf>[1]) => targetOf(terms.centre, queue);
  const now = floorTime(floor, news.receivedAt);
  bringBack(floor, news.recalled ?? []);
  const { receivedAt } = news;
  recount(tally, advanceFloor(floor, news.events, { now, receivedAt, zone: terms.zone }), target);
  world.position = Math.max(world.position, news.position);
}

/** Contacts that had left memory are here again, read as they were when they left: over. */
export function bringBack(floor: Floor, stored: NonNullable<NewEvents['recalled']>): void {
  for (const { contact, facts } of stored) {
    if (floor.contacts.has(contact)) continue;
    floor.contacts.set(contact, {
      facts: [...facts],
      record: readOnFloor(floor, facts, END_OF_TIME),
      readAt: END_OF_TIME,
    });
  }
}

/** Only what is over is stored; what silence had ended was over however the floor's clock has moved since. */
const END_OF_TIME = epochMs(8.64e15);

/** A recording has no feeds that could be dead. */
const NO_FEEDS: Feeds = new Map();

/** Ends open contacts of which nothing was heard for too long, and lets go of what no figure looks at any more. */
export function sweep(world: World, terms: Terms, now: EpochMs, feeds: Feeds = NO_FEEDS): void {
  world.sweptAt = now;
  dropOldWords(world.tally, now);
  recount(world.tally, sweepFloor(world.floor, { feeds, now }), (queue) => targetOf(terms.centre, queue));
}

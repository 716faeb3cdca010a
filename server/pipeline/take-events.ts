import type { AcdEvent, ContactEvent } from '#domain/acd-event.ts';
import { targetOf, type Centre } from '#domain/centre.ts';
import type { ContactRecord } from '#domain/contact.ts';
import type { ContactId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { SILENT_AT_A_TIME, advanceInParts, readOnFloor, sweepFloor } from '../floor/advance-floor.ts';
import { makeRoom } from '../floor/floor-room.ts';
import type { Floor } from '../floor/floor.ts';
import { floorTime, type Feeds } from '../floor/source-states.ts';
import { dropOldWords, isUntold, recount } from '../metrics/tally.ts';
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
  const parts = takeEventsInParts(world, terms, news);
  while (parts.next().done !== true);
}

/** The same, with a pause whenever some milliseconds of it are done; nothing else may change the world before the last one. */
export function* takeEventsInParts(world: World, terms: Terms, news: NewEvents): Generator<void> {
  const { floor, tally } = world;
  const target = (queue: Parameters<typeof targetOf>[1]) => targetOf(terms.centre, queue);
  const { receivedAt } = news;
  const now = floorTime(floor, receivedAt);
  bringBack(floor, news.recalled ?? []);
  for (const changes of advanceInParts(floor, news.events, { now, receivedAt, zone: terms.zone })) {
    recount(tally, changes, target);
    yield;
  }
  world.position = Math.max(world.position, news.position);
}

/** Contacts that had left memory are here again, read as they were when they left: over. */
export function bringBack(floor: Floor, stored: NonNullable<NewEvents['recalled']>): void {
  const { bounds, all } = floor.room;
  for (const { contact, facts } of stored) {
    // Without room it stays where it is, and so does what is told of it now: half of its facts would replace all of them.
    if (floor.contacts.has(contact) || all.contacts >= bounds.contacts) continue;
    all.contacts += 1;
    floor.contacts.set(contact, {
      facts: [...facts],
      record: readStored(floor, facts),
      readAt: END_OF_TIME,
    });
  }
}

/** A stored contact as it was when it left memory: over. */
export const readStored = (floor: Floor, facts: readonly ContactEvent[]): ContactRecord =>
  readOnFloor(floor, facts, END_OF_TIME);

/** Only what is over is stored; what silence had ended was over however the floor's clock has moved since. */
const END_OF_TIME = epochMs(8.64e15);

/** A recording has no feeds that could be dead. */
const NO_FEEDS: Feeds = new Map();

/**
 * Ends open contacts of which nothing was heard for too long, and lets go of what no figure looks at any more. Of very many contacts
 * it ends some, and is due again at once.
 */
export function sweep(world: World, terms: Terms, now: EpochMs, feeds: Feeds = NO_FEEDS): void {
  const { floor, tally } = world;
  dropOldWords(tally, now);
  const ended = sweepFloor(floor, { feeds, now });
  recount(tally, ended, (queue) => targetOf(terms.centre, queue));
  for (const queue of makeRoom(floor, now, (one) => isUntold(tally, one))) tally.queues.delete(queue);
  if (ended.length < SILENT_AT_A_TIME) world.sweptAt = now;
}

import { assert } from '#domain/assert.ts';
import { targetOf, type Targets } from '#domain/centre.ts';
import { DAY_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { targetsIn } from '../definitions/definitions-fingerprint.ts';
import { rejudge } from '../metrics/tally.ts';
import { readStored, type Terms } from '../pipeline/take-events.ts';
import type { Owed, World } from '../pipeline/world.ts';
import type { PlacedContact, WorldStore } from './world-store.ts';

/**
 * Where a target has changed, visits are judged anew: those of contacts in memory at once, those of stored ones from the last
 * to the first, between the steps of a running server. The floor itself depends on no target. Which places are still judged by what is part of
 * the world, so that a checkpoint has both or neither: a kill in the middle goes on where it was.
 */
export async function judgeAnew(
  world: World,
  terms: Terms,
  { judgedBy, store }: { readonly judgedBy: string; readonly store: Pick<WorldStore, 'lastPlace'> },
): Promise<void> {
  const before = targetsOf(judgedBy);
  for (const { record } of world.floor.contacts.values())
    rejudge(world.tally, record, termsOf(world, terms, before));
  const last = await store.lastPlace();
  const open = world.owed?.stretches ?? [];
  const from = open.at(-1)?.to ?? 0;
  const stretches = from < last ? [...open, { from, to: last, judgedBy }] : open;
  if (stretches.length > 0) world.owed = { places: last, stretches };
}

/** Stored contacts that are judged in one step: some 5 ms. */
const JUDGED_AT_ONCE = 200;

export type JudgeOptions = {
  readonly store: Pick<WorldStore, 'contactsUpTo'>;
  readonly now: EpochMs;
  readonly limit?: number;
};

/** Judges some more of them. Answers whether the live figures can be believed already: all that follows is days old. */
export async function judgeSome(
  world: World,
  terms: Terms,
  { store, now, limit = JUDGED_AT_ONCE }: JudgeOptions,
): Promise<boolean> {
  const { owed } = world;
  const stretch = owed?.stretches.at(-1);
  if (owed === undefined || stretch === undefined) return true;
  const stored = await store.contactsUpTo(stretch.to, limit);
  const within = stored.filter(({ place }) => place > stretch.from);
  const judgement = termsOf(world, terms, targetsOf(stretch.judgedBy));
  for (const { contact, facts } of within)
    // One that was spoken of in the meantime is in memory, and was judged when it came back.
    if (!world.floor.contacts.has(contact)) rejudge(world.tally, readStored(world.floor, facts), judgement);
  const isOver = within.length < limit;
  advance(world, owed, isOver ? stretch.from : (within.at(-1)?.place ?? 1) - 1);
  const newest = within.reduce((latest, { lastAt }) => Math.max(latest, lastAt), 0);
  return newest < later(now, -DAYS_SHOWN_MS);
}

/** A wall shows today, in any zone. */
const DAYS_SHOWN_MS = 2 * DAY_MS;

/**
 * Contacts that come back into memory and are owed it. The answer judges those for which there was room, when the events that speak of
 * them have been taken: sums do not ask which was first.
 */
export function judgeRecalled(world: World, terms: Terms, recalled: readonly PlacedContact[]): () => void {
  const due = recalled.flatMap(({ place, contact, facts }) => {
    const stretch = world.owed?.stretches.find(({ from, to }) => place > from && place <= to);
    if (stretch === undefined || world.floor.contacts.has(contact)) return [];
    return { record: readStored(world.floor, facts), judgedBy: stretch.judgedBy };
  });
  return () => {
    for (const { record, judgedBy } of due)
      if (world.floor.contacts.has(record.contact))
        rejudge(world.tally, record, termsOf(world, terms, targetsOf(judgedBy)));
  };
}

/** How much of what was owed is judged, from 0 to 1. */
export function judgedShare({ places, stretches }: Owed): number {
  return 1 - (stretches.at(-1)?.to ?? 0) / Math.max(1, places);
}

function advance(world: World, { places, stretches }: Owed, to: number): void {
  const last = stretches.at(-1);
  const rest = stretches.slice(0, -1);
  if (last !== undefined && to > last.from) rest.push({ ...last, to });
  if (rest.length > 0) world.owed = { places, stretches: rest };
  else delete world.owed;
}

const termsOf = ({ contactsSince }: World, { centre }: Terms, before: Targets) => ({
  before: (queue: Parameters<typeof targetOf>[1]) => targetOf(before, queue),
  after: (queue: Parameters<typeof targetOf>[1]) => targetOf(centre, queue),
  since: contactsSince ?? epochMs(0),
});

function targetsOf(judgedBy: string): Targets {
  const targets = targetsIn(judgedBy);
  assert(targets !== undefined, `a world is judged anew only where its targets can be read, got ${judgedBy}`);
  return targets;
}

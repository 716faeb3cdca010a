import type { AcdEvent } from '#domain/acd-event.ts';
import { isSameFact } from '../floor/same-fact.ts';
import type { Floor } from '../floor/floor.ts';
import type { IdentitySet } from './identity-set.ts';

/** An id that was used before with other content, by its place among the events. `known`: what was told before, where that is known. */
export type ReplayConflict = { readonly place: number; readonly told: AcdEvent; readonly known?: AcdEvent };

/** The events that may be counted, and those whose id was used before with other content, as the journal would have told them apart. */
export type Sifted = { readonly events: readonly AcdEvent[]; readonly conflicts: readonly ReplayConflict[] };

/** Sifts a batch of a recording, which has no journal that knows its identities. */
export function siftEvents(floor: Floor, identities: IdentitySet, events: readonly AcdEvent[]): Sifted {
  const again = new Map<number, ReplayConflict>();
  const fresh = new Map<string, AcdEvent>();
  let remembered = 0;
  for (const [place, told] of events.entries()) {
    if (identities.add(told)) continue;
    // What was told just before, in the same batch, is not on the floor yet.
    for (; remembered < place; remembered += 1) remember(fresh, events[remembered]);
    const known = fresh.get(identityOf(told)) ?? knownFact(floor, told);
    if (known === 'unknown' || (known !== undefined && isSameFact(known, told))) continue;
    again.set(place, { place, told, ...(known !== undefined && { known }) });
  }
  if (again.size === 0) return { events, conflicts: [] };
  return { events: events.filter((_, place) => !again.has(place)), conflicts: [...again.values()] };
}

const identityOf = ({ source, id }: AcdEvent): string => JSON.stringify([source, id]);

function remember(fresh: Map<string, AcdEvent>, event: AcdEvent | undefined): void {
  if (event === undefined) return;
  const identity = identityOf(event);
  if (!fresh.has(identity)) fresh.set(identity, event);
}

/** The fact on the floor that has this one's identity; undefined: it told of something else. `unknown`: it cannot be told any more. */
function knownFact(floor: Floor, told: AcdEvent): AcdEvent | 'unknown' | undefined {
  const isIt = (event: AcdEvent): boolean => event.id === told.id && event.source === told.source;
  // Of a long recording what is over has left the floor.
  const absent = floor.marksSince === undefined ? undefined : 'unknown';
  if ('contact' in told) {
    const book = floor.contacts.get(told.contact);
    return book === undefined ? absent : book.facts.find(isIt);
  }
  if (!('agent' in told)) return 'unknown';
  const marks = floor.agents.get(told.agent)?.marks ?? [];
  for (const mark of marks) if (mark.kind === 'fact' && isIt(mark.fact)) return mark.fact;
  return absent;
}

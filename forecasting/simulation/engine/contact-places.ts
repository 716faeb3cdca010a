import { STAGE, emptyContacts, type Contacts } from './contacts.ts';
import type { SimulationState } from './simulation.ts';
import { growTimers } from './timers.ts';

/** Four million contacts at once are 0.5 GB, and more than any centre can have: a model that needs more has no end. */
const MOST_CONTACTS = 4_194_304;

/** A place for a new contact of a line. `firstOwner`: the timer of place 0. */
export function takePlace(state: SimulationState, firstOwner: number): number {
  const { contacts } = state;
  const contact = contacts.free;
  if (contact >= 0) {
    contacts.free = contacts.after[contact] ?? -1;
    return contact;
  }
  if (contacts.used >= contacts.stage.length) growContacts(state, firstOwner);
  contacts.used += 1;
  return contacts.used - 1;
}

/** The contact is over: its place is free. */
export function freePlace(contacts: Contacts, contact: number): void {
  contacts.stage[contact] = STAGE.none;
  contacts.after[contact] = contacts.free;
  contacts.free = contact;
}

function growContacts(state: SimulationState, firstOwner: number): void {
  const { contacts, timers } = state;
  const room = 2 * contacts.stage.length;
  if (room > MOST_CONTACTS) throw new RangeError(`contacts at once: expected at most ${MOST_CONTACTS}`);
  const { used, free, ...columns } = contacts;
  const grown = emptyContacts(room);
  for (const name of Object.keys(columns).filter(isColumn)) grown[name].set(columns[name]);
  Object.assign(contacts, grown, { used, free });
  growTimers(timers, firstOwner + room);
}

type Column = Exclude<keyof Contacts, 'used' | 'free'>;
const isColumn = (name: string): name is Column => name !== 'used' && name !== 'free';

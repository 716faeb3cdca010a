import { placeOf, unitAt } from '../random/random-streams.ts';
import { LEVELS } from '../model/compile-model.ts';
import { lineStream } from './lines.ts';
import { contactOwner } from './owners.ts';
import type { Simulation } from './simulation.ts';
import { clearTimer, setTimer } from './timers.ts';

/** Adds to a count of the contact's visit. */
export function count({ state }: Simulation, contact: number, which: number, by: number): void {
  const { counts } = state.ledger;
  const place = (state.contacts.cell[contact] ?? 0) + which;
  counts[place] = (counts[place] ?? 0) + by;
}

/** The number of chance for this visit of the contact. */
export function visitUnit({ plan, state }: Simulation, contact: number, purpose: number): number {
  const { contacts } = state;
  const place = placeOf(contacts.place[contact] ?? 0, (contacts.visits[contact] ?? 1) - 1);
  return unitAt(plan.customerStreams, lineStream(contacts.line[contact] ?? 0, purpose), place);
}

/** The number of chance for this call of the customer. */
export function callUnit({ plan, state }: Simulation, contact: number, purpose: number): number {
  const { contacts } = state;
  const stream = lineStream(contacts.line[contact] ?? 0, purpose);
  return unitAt(plan.customerStreams, stream, contacts.place[contact] ?? 0);
}

/** Sets the timer of a waiting contact: its patience, its way out, or more agents that may take it. */
export function planWaiting({ plan, state }: Simulation, contact: number): void {
  const { contacts, timers, now } = state;
  const queue = contacts.queue[contact] ?? 0;
  const queuedAt = contacts.queuedAt[contact] ?? 0;
  let at = Math.min(contacts.patienceEndsAt[contact] ?? Infinity, contacts.outAt[contact] ?? Infinity);
  for (let level = 1; level < LEVELS; level += 1) {
    const widensAt = queuedAt + (plan.widenAfterMs[queue * LEVELS + level] ?? 0);
    if (widensAt > now && widensAt < at) at = widensAt;
  }
  if (at === Infinity) clearTimer(timers, contactOwner(plan, contact));
  else setTimer(timers, contactOwner(plan, contact), Math.max(now, at));
}

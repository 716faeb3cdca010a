import { CLASSES } from '../model/compile-model.ts';
import type { SimulationState } from './simulation.ts';

/** Lets agents take the contact: it enters its class's list by the time it was queued, from the back. */
export function joinWaiting(state: SimulationState, contact: number): void {
  const { contacts, firstWaiting, lastWaiting, takeable } = state;
  const queue = contacts.queue[contact] ?? 0;
  const list = queue * CLASSES + (contacts.kind[contact] ?? 0);
  const queuedAt = contacts.queuedAt[contact] ?? 0;
  let before = lastWaiting[list] ?? -1;
  while (before >= 0 && (contacts.queuedAt[before] ?? 0) > queuedAt) before = contacts.before[before] ?? -1;
  const after = before < 0 ? (firstWaiting[list] ?? -1) : (contacts.after[before] ?? -1);
  contacts.before[contact] = before;
  contacts.after[contact] = after;
  if (before < 0) firstWaiting[list] = contact;
  else contacts.after[before] = contact;
  if (after < 0) lastWaiting[list] = contact;
  else contacts.before[after] = contact;
  takeable[queue] = (takeable[queue] ?? 0) + 1;
  state.takeableInAll += 1;
}

/** Takes the contact out of its list. */
export function leaveWaiting(state: SimulationState, contact: number): void {
  const { contacts, firstWaiting, lastWaiting, takeable } = state;
  const queue = contacts.queue[contact] ?? 0;
  const list = queue * CLASSES + (contacts.kind[contact] ?? 0);
  const before = contacts.before[contact] ?? -1;
  const after = contacts.after[contact] ?? -1;
  if (before < 0) firstWaiting[list] = after;
  else contacts.after[before] = after;
  if (after < 0) lastWaiting[list] = before;
  else contacts.before[after] = before;
  takeable[queue] = (takeable[queue] ?? 0) - 1;
  state.takeableInAll -= 1;
}

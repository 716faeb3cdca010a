import { setImmediate } from 'node:timers/promises';
import type { HandClock } from '../../../links/testing/hand-clock.ts';

/** So much of our time passes in one turn of the event loop: sockets and files answer long before a limit is reached. */
const TURN_MS = 10;

/** Lets time pass, turn by turn, until `holds`. What never holds ends with the test's own limit. */
export async function until(hand: HandClock, holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    hand.pass(TURN_MS);
    await setImmediate();
  }
}

import type { Logger } from 'pino';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import type { Clock } from '../clock/clock.ts';

/** Tells the log what was refused: the first of a kind at once, and then how many there were, once a minute. An attacker must not fill the disk. */
export type RefusedLog = {
  note(what: string, of: { readonly address: string; readonly reason: string }): void;
  /** Tells the sums that are due; to be called about once a second. */
  tellSums(): void;
};

type Sum = { count: number; readonly addresses: Set<string>; reason: string; since: EpochMs };

/** Nothing refused yet. There are few kinds of it. */
export function createRefusedLog(log: Logger, clock: Clock): RefusedLog {
  const sums = new Map<string, Sum>();
  return {
    note(what, { address, reason }) {
      const sum = sums.get(what);
      if (sum === undefined) {
        log.info({ address, reason }, what);
        sums.set(what, { count: 0, addresses: new Set(), reason, since: clock() });
        return;
      }
      sum.count += 1;
      sum.reason = reason;
      if (sum.addresses.size < ADDRESSES_COUNTED) sum.addresses.add(address);
    },
    tellSums() {
      const now = clock();
      for (const [what, { count, addresses, reason, since }] of sums) {
        const overMs = Math.abs(now - since);
        if (overMs < DOOR_LIMITS.refusedLogMs) continue;
        sums.delete(what);
        if (count === 0) continue;
        const seconds = Math.round(overMs / SECOND_MS);
        log.info({ addresses: addresses.size, reason }, `${what} ${count} times more within ${seconds} s`);
      }
    },
  };
}

/** That there are many is all that is told of more. */
const ADDRESSES_COUNTED = 1_000;

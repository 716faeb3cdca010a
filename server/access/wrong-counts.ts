import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { MINUTE_MS, type EpochMs } from '#domain/time.ts';
import type { Clock } from '../clock/clock.ts';

/** How often wrong tokens or signatures came from where, lately. */
export type WrongCounts = {
  /** One more came from there. Answers whether there were too many within a minute. */
  note(from: string): boolean;
};

type Count = { wrong: number; since: EpochMs };

/** Nobody was wrong yet. */
export function createWrongCounts(clock: Clock): WrongCounts {
  const counts = new Map<string, Count>();
  return {
    note(from) {
      const now = clock();
      const known = counts.get(from);
      const isLate = known === undefined || Math.abs(now - known.since) > MINUTE_MS;
      const count = isLate ? { wrong: 0, since: now } : known;
      count.wrong += 1;
      // The one that was quiet longest comes first, and makes room.
      counts.delete(from);
      counts.set(from, count);
      const [quietest] = counts.keys();
      if (counts.size > DOOR_LIMITS.addresses && quietest !== undefined) counts.delete(quietest);
      return count.wrong > DOOR_LIMITS.wrongAMinute;
    },
  };
}

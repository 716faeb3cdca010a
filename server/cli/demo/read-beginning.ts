import { addDays, localDay } from '#domain/local-day.ts';
import type { EpochMs } from '#domain/time.ts';
import { isoInZone, type TimeZone } from '#domain/time-zone.ts';
import { readInstant } from '#domain/text/read-instant.ts';
import { CommandFailure } from '../run-command.ts';

/** The instant of `10:00`, the last one that has been, or of `2026-03-02T10:00`. Throws a CommandFailure for what is no time, or is to come. */
export function readBeginning(text: string, zone: TimeZone, now: EpochMs): EpochMs {
  const begin = /^\d\d:\d\d$/.test(text) ? lastTimeOfDay(text, zone, now) : readInstant(text, zone);
  if (begin === undefined)
    throw new CommandFailure(`--at must be a time such as 10:00 or 2026-03-02T10:00, got ${text}`);
  if (begin <= now) return begin;
  const there = isoInZone(zone, now).slice(0, 16);
  throw new CommandFailure(`--at must not be after now, which is ${there} there, got ${text}`);
}

/** Today's, or yesterday's where today's is to come. */
function lastTimeOfDay(time: string, zone: TimeZone, now: EpochMs): EpochMs | undefined {
  const today = localDay(isoInZone(zone, now).slice(0, 10));
  const begin = readInstant(`${today}T${time}`, zone);
  return begin === undefined || begin <= now ? begin : readInstant(`${addDays(today, -1)}T${time}`, zone);
}

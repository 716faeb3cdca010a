import { InvalidArgumentError } from 'commander';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';

/** The zone that was typed; one that does not exist is a mistake of typing. */
export function zoneArgument(name: string): TimeZone {
  try {
    return timeZone(name);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InvalidArgumentError(cause.message);
  }
}

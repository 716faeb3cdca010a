import type { DurationMs, EpochMs } from '#domain/time.ts';
import { twoDigits } from '#domain/two-digits.ts';

/** "0:42", "12:05", "1:02:09". Below zero, which only a clock correction can make, it is "0:00". */
export function minutesSeconds(ms: DurationMs): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = twoDigits(seconds % 60);
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** "00:42": how long a feed has been lost, two digits each. */
export function lostFor(ms: DurationMs): string {
  return minutesSeconds(ms).padStart(5, '0');
}

/** "14:32:07" in the centre's zone, whatever zone the TV is in. */
export function timeOfDay(at: EpochMs, zone: string): string {
  return formatFor(zone).format(at);
}

/** "14:32" in the centre's zone. */
export function hourMinute(at: EpochMs, zone: string): string {
  return timeOfDay(at, zone).slice(0, 5);
}

/** One formatter is kept, because a wall shows one centre and making one is slow. */
let kept: { readonly zone: string; readonly format: Intl.DateTimeFormat } | undefined;

function formatFor(timeZone: string): Intl.DateTimeFormat {
  if (kept?.zone !== timeZone) {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium', hourCycle: 'h23' });
    kept = { zone: timeZone, format };
  }
  return kept.format;
}

import { readNumber, withSign, type DecimalSign } from './number-text.ts';
import { plainText } from './plain-text.ts';

/** What a number alone counts in a column of lengths of time. */
export type DurationUnit = 'hours' | 'minutes' | 'seconds' | 'milliseconds';

const SECONDS: Readonly<Record<DurationUnit, number>> = {
  hours: 3600,
  minutes: 60,
  seconds: 1,
  milliseconds: 0.001,
};

export type DurationReading = { readonly unit: DurationUnit; readonly decimal: DecimalSign };

/** The seconds of a length of time: 264, 4:24 (minutes and seconds), 0:04:24, :45, 4m 24s, 4分24秒, PT4M24S; undefined when it is none. */
export function readDuration(written: string, { unit, decimal }: DurationReading): number | undefined {
  const number = readNumber(written);
  if (number !== undefined) return withSign(number, decimal) * SECONDS[unit];
  // Primes are minutes and seconds.
  const text = plainText(written).replace(/^(\d+) ?[′'] ?(\d{1,2}) ?(?:″|"|''|′′)$/, '$1m$2s');
  const colons = COLONS.exec(text);
  if (colons !== null) return fromColons(colons);
  const [, days, hours, minutes, seconds] = WORDS.exec(text) ?? [];
  if ([days, hours, minutes, seconds].every((part) => part === undefined)) return undefined;
  return [days, hours, minutes, seconds].reduce((sum, part, at) => sum + amount(part) * (PARTS[at] ?? 0), 0);
}

const COLONS = /^(?:(?:(\d+)[. ])?(\d+):)?(\d*):(\d{2}(?:[.,]\d+)?)$/;
const PARTS = [86_400, 3600, 60, 1] as const;
const WORDS =
  /^p?t?(?:(\d+) ?(?:d|days?|天|日|tage?) ?t?)?(?:(\d+) ?(?:h|hrs?|hours?|std\.?|小时|时) ?)?(?:(\d+(?:[.,]\d+)?) ?(?:m|mins?|minutes?|分钟?|minuten) ?)?(?:(\d+(?:[.,]\d+)?) ?(?:s|secs?|seconds?|sek\.?|sekunden|秒))?$/;

function fromColons([, days, hours, minutes, seconds]: RegExpExecArray): number | undefined {
  const isSplit = hours !== undefined && Number(minutes) > 59;
  if (isSplit || amount(seconds) >= 60) return undefined;
  return amount(days) * 86_400 + amount(hours) * 3600 + amount(minutes) * 60 + amount(seconds);
}

const amount = (text: string | undefined): number => Number((text ?? '0').replace(',', '.') || 0);

import { localDay, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS } from '#domain/time.ts';
import { readWhen } from './when-text.ts';

/** The one day that a text names, in any way that can be one day only. Throws a RangeError for any other text. */
export function readDay(text: string): LocalDay {
  const when = readWhen(text);
  const isDay = when?.date?.kind === 'day' && (when.from === undefined || when.from.minute === 0);
  if (isDay && when.date.kind === 'day')
    return localDay(new Date(when.date.dayNumber * DAY_MS).toISOString().slice(0, 10));
  if (when?.date?.kind === 'numbers')
    throw new RangeError(`a day must be written as 2026-11-22, got ${text}, which could be two days`);
  return localDay(text);
}

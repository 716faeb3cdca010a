import type { WrapUps } from '#domain/source-definition.ts';
import type { DurationMs } from '#domain/time.ts';
import { isMapField, readEntries, type Book, type Field } from './yaml-fields.ts';
import { readSeconds } from './yaml-values.ts';

/** Wrap-up after each contact: one number for every queue, or a map of queue to seconds in which `all` stands for the rest. */
export function readWrapUps(book: Book, field: Field | undefined): WrapUps {
  if (field === undefined) return { queuesMs: {} };
  if (!isMapField(book, field)) return everywhere(readSeconds(book, field), {});
  const queues: Record<string, DurationMs> = {};
  let usual: DurationMs | undefined;
  for (const { name, field: seconds } of readEntries(book, field, 'a map of queue to seconds')) {
    const ms = readSeconds(book, seconds);
    if (ms === undefined) continue;
    if (name === 'all') usual = ms;
    else queues[name] = ms;
  }
  return everywhere(usual, queues);
}

const everywhere = (everywhereMs: DurationMs | undefined, queuesMs: WrapUps['queuesMs']): WrapUps =>
  everywhereMs === undefined ? { queuesMs } : { everywhereMs, queuesMs };

import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import {
  ENTRIES_PER_READ,
  type Appended,
  type Journal,
  type JournalEntry,
  type StandingChange,
} from '../journal.ts';

/** A journal that is gone when the program ends: for tests and for replays of a file that is itself the truth. */
export function memoryJournal(): Journal {
  const entries: JournalEntry[] = [];
  const identities = new Set<string>();
  const standings = new Map<SourceId, Map<string, string>>();

  async function append(
    events: readonly AcdEvent[],
    receivedAt: JournalEntry['receivedAt'],
    standing: readonly StandingChange[] = [],
  ): Promise<Appended> {
    const before = entries.length;
    for (const event of events) {
      const identity = JSON.stringify([event.source, event.id]);
      if (identities.has(identity)) continue;
      identities.add(identity);
      entries.push({ position: entries.length + 1, receivedAt, event });
    }
    for (const change of standing) keep(standings, change);
    const added = entries.slice(before);
    return { entries: added, duplicates: events.length - added.length, head: entries.length };
  }

  async function* readAfter(position: number): AsyncGenerator<readonly JournalEntry[]> {
    for (let from = Math.max(0, position); from < entries.length; from += ENTRIES_PER_READ)
      yield entries.slice(from, from + ENTRIES_PER_READ);
  }

  return {
    append,
    readAfter,
    standing: async (source) => new Map(standings.get(source)),
    head: async () => entries.length,
    close: async () => {},
  };
}

function keep(standings: Map<SourceId, Map<string, string>>, { source, key, value }: StandingChange): void {
  const known = standings.get(source) ?? new Map<string, string>();
  standings.set(source, known);
  if (value === undefined) known.delete(key);
  else known.set(key, value);
}

import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import {
  ENTRIES_PER_READ,
  type Appended,
  type Conflict,
  type Journal,
  type JournalEntry,
  type StandingChange,
} from '../journal.ts';
import { isSameFact } from '../../floor/same-fact.ts';

/** A journal that is gone when the program ends: for tests and for replays of a file that is itself the truth. */
export function memoryJournal(): Journal {
  const entries: JournalEntry[] = [];
  const identities = new Map<string, AcdEvent>();
  const standings = new Map<SourceId, Map<string, string>>();

  async function append(
    events: readonly AcdEvent[],
    receivedAt: JournalEntry['receivedAt'],
    standing: readonly StandingChange[] = [],
  ): Promise<Appended> {
    const before = entries.length;
    const conflicts: Conflict[] = [];
    for (const event of events) {
      const identity = identityOf(event);
      const known = identities.get(identity);
      if (known !== undefined && !isSameFact(known, event)) conflicts.push({ told: event, known });
      if (known !== undefined) continue;
      identities.set(identity, event);
      entries.push({ position: entries.length + 1, receivedAt, event });
    }
    for (const change of standing) keep(standings, change);
    const added = entries.slice(before);
    const duplicates = events.length - added.length - conflicts.length;
    return { entries: added, duplicates, conflicts, head: entries.length };
  }

  async function* readAfter(position: number): AsyncGenerator<readonly JournalEntry[]> {
    for (let from = Math.max(0, position); from < entries.length; from += ENTRIES_PER_READ)
      yield entries.slice(from, from + ENTRIES_PER_READ);
  }

  return {
    append,
    readAfter,
    standing: async (source) => new Map(standings.get(source)),
    entryOf: async (one) => entries.find(({ event }) => identityOf(event) === identityOf(one)),
    head: async () => entries.length,
    close: async () => {},
  };
}

const identityOf = ({ source, id }: AcdEvent): string => JSON.stringify([source, id]);

function keep(standings: Map<SourceId, Map<string, string>>, { source, key, value }: StandingChange): void {
  const known = standings.get(source) ?? new Map<string, string>();
  standings.set(source, known);
  if (value === undefined) known.delete(key);
  else known.set(key, value);
}

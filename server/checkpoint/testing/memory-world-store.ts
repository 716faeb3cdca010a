import { addCounts } from '#domain/measures/counts.ts';
import type { ContactId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { AlertTransition } from '#domain/alert.ts';
import { byStartAndQueue } from '../by-start-and-queue.ts';
import {
  TRANSITIONS_KEPT,
  type Alerts,
  type Checkpoint,
  type Departing,
  type KeptTransition,
  type StoredCell,
  type PlacedContact,
  type WorldStore,
} from '../world-store.ts';

/** A store that is gone when the program ends: for tests and for a server that keeps nothing. */
export function memoryWorldStore(): WorldStore {
  const contacts = new Map<ContactId, PlacedContact>();
  const cells = new Map<string, StoredCell>();
  const unwritten = new Set<ContactId>();
  let last: Checkpoint | undefined;
  let place = 0;

  async function save(checkpoint: Checkpoint, departing: Departing): Promise<void> {
    last = checkpoint;
    for (const contact of departing.contacts) {
      contacts.set(contact.contact, { ...contact, place: (place += 1) });
      unwritten.add(contact.contact);
    }
    for (const cell of departing.cells) addCell(cells, cell);
  }

  const recall = async (asked: readonly ContactId[]): Promise<readonly PlacedContact[]> =>
    [...new Set(asked)].flatMap((contact) => contacts.get(contact) ?? []);

  async function reset(): Promise<void> {
    last = undefined;
    contacts.clear();
    unwritten.clear();
    cells.clear();
  }

  return {
    load: async () => last,
    save,
    recall,
    ...markedInMemory(contacts, unwritten),
    lastPlace: async () => place,
    ...placedInMemory(contacts),
    ...cellsInMemory(cells),
    ...alertsInMemory(),
    reset,
    close: async () => {},
  };
}

const cellsInMemory = (cells: ReadonlyMap<string, StoredCell>): Pick<WorldStore, 'cells' | 'firstStart'> => ({
  cells: async (from, to) =>
    [...cells.values()].filter((cell) => cell.start >= from && cell.start < to).sort(byStartAndQueue),
  firstStart: async () => [...cells.values()].sort(byStartAndQueue)[0]?.start,
});

const byPlace = (contacts: ReadonlyMap<ContactId, PlacedContact>): readonly PlacedContact[] =>
  [...contacts.values()].sort((one, other) => one.place - other.place);

function placedInMemory(
  contacts: Map<ContactId, PlacedContact>,
): Pick<WorldStore, 'contactsUpTo' | 'dropContacts' | 'contactsSince' | 'scrubContacts' | 'fold' | 'copyTo'> {
  let since: EpochMs | undefined;
  return {
    contactsUpTo: async (highest, limit) =>
      byPlace(contacts)
        .filter(({ place }) => place <= highest)
        .toReversed()
        .slice(0, limit),
    async dropContacts(horizon, limit) {
      const old = [...contacts.values()].filter(({ lastAt }) => lastAt < horizon).slice(0, limit);
      for (const { contact } of old) contacts.delete(contact);
      if (old.length > 0) since = epochMs(Math.max(since ?? 0, horizon));
      return old.length;
    },
    contactsSince: async () => since,
    async scrubContacts(after, upTo, { scrub }) {
      const found = byPlace(contacts).filter(({ place }) => place > after && place <= upTo);
      const changed = found.filter(({ facts }) => scrub(facts) !== facts);
      for (const one of changed) contacts.set(one.contact, { ...one, facts: scrub(one.facts) });
      return changed.map(({ contact }) => contact);
    },
    fold: async () => {},
    copyTo: () => Promise.reject(new Error('what is only in memory is in no file')),
  };
}

function markedInMemory(
  contacts: ReadonlyMap<ContactId, PlacedContact>,
  unwritten: Set<ContactId>,
): Pick<WorldStore, 'contactsAfter' | 'stored' | 'unwritten' | 'written' | 'markUnwritten'> {
  return {
    contactsAfter: async (after, limit) =>
      byPlace(contacts)
        .filter(({ place }) => place > after)
        .slice(0, limit),
    stored: async (asked) => new Set(asked.filter((contact) => contacts.has(contact))),
    unwritten: async (after, limit) =>
      [...unwritten]
        .sort()
        .filter((contact) => after === undefined || contact > after)
        .slice(0, limit),
    async written(some) {
      for (const contact of some) unwritten.delete(contact);
    },
    async markUnwritten(after) {
      if (after > 0) return undefined;
      for (const contact of contacts.keys()) unwritten.add(contact);
      return contacts.size === 0 ? undefined : 1;
    },
  };
}

function alertsInMemory(): Pick<WorldStore, 'keepAlerts' | 'alerts' | 'transitions'> {
  let alerts: Alerts = new Map();
  let kept: KeptTransition[] = [];
  let last = 0;
  return {
    async keepAlerts(now: Alerts, transitions: readonly AlertTransition[]) {
      alerts = new Map(now);
      for (const transition of transitions) kept.push({ number: (last += 1), transition });
      kept = kept.slice(-TRANSITIONS_KEPT);
    },
    alerts: async () => alerts,
    transitions: async (after, limit) => kept.filter(({ number }) => number > after).slice(0, limit),
  };
}

function addCell(cells: Map<string, StoredCell>, cell: StoredCell): void {
  const key = `${cell.start}/${cell.stream}/${cell.queue}`;
  const counts = { ...cell.counts };
  const stored = cells.get(key);
  if (stored !== undefined) addCounts(counts, stored.counts);
  cells.set(key, { ...cell, counts });
}

import type { ContactEvent } from '#domain/acd-event.ts';
import type { ContactId } from '#domain/ids.ts';
import type { WorldStore } from '../../checkpoint/world-store.ts';
import type { JournalKeeping, Scrub } from '../../journal/journal-keeping.ts';
import type { World } from '../../pipeline/world.ts';
import { scrubCustomer } from './scrub-customer.ts';

/** Everything a customer's key may stand in. */
export type Holdings = {
  readonly keeping: JournalKeeping;
  readonly store: WorldStore;
  readonly world: World;
  /** Does work while nothing changes; undefined while too many want to. */
  readonly between: <Result>(work: () => Promise<Result>) => Promise<Result> | undefined;
  /** Writes the world down, now. */
  readonly checkpoint: () => Promise<void>;
  /** Takes it out of the history, which has to write the days of these contacts anew. */
  readonly eraseHistory: (scrub: Scrub, contacts: readonly ContactId[]) => Promise<void>;
};

/** How many of each were changed; `identifiers`: events whose own ids have the key within, and keep it. */
export type Erased = {
  readonly events: number;
  readonly contacts: number;
  readonly others: number;
  readonly identifiers: number;
};

/** Contacts looked through at once: some 10 ms. */
const CONTACTS_AT_ONCE = 1_000;
const WAIT_MS = 50;

/**
 * Takes a customer's key out of the journal, out of contacts in memory and stored, and out of every file that is written from them. Figures
 * stay as they are: the contacts are still counted. It goes in small steps, and what comes meanwhile is looked through at the end.
 */
export async function eraseCustomer(holdings: Holdings, key: string): Promise<Erased> {
  const scrub = scrubCustomer(key);
  const step = turnsOf(holdings);
  const passed = { position: 0, changed: 0, kept: 0, done: false };
  while (!passed.done) await step(async () => scrubSome(holdings, passed, { key, scrub }));
  const stored = await scrubStored(holdings, step, { key, scrub, after: 0 });
  // Now everything of the journal that had come since, and memory, in one step: from here on nothing brings the key back but a new event.
  const last = await step(async () => ({
    journal: scrubTail(holdings, passed, { key, scrub }),
    inMemory: scrubMemory(holdings, scrub),
    tail: await holdings.store.scrubContacts(stored.place, Number.MAX_SAFE_INTEGER, { text: key, scrub }),
  }));
  const others = await holdings.keeping.scrubBeside(key, scrub);
  await step(() => holdings.checkpoint());
  const contacts = [...stored.contacts, ...last.tail];
  await holdings.eraseHistory(scrub, contacts);
  await step(async () => {
    holdings.keeping.fold();
    await holdings.store.fold();
  });
  return {
    events: passed.changed,
    contacts: contacts.length + last.inMemory,
    others,
    identifiers: passed.kept,
  };
}

type Looked = { readonly key: string; readonly scrub: Scrub };

type Passed = { position: number; changed: number; kept: number; done: boolean };

function scrubSome({ keeping }: Holdings, passed: Passed, { key, scrub }: Looked): void {
  const { position, changed, kept, done } = keeping.scrub(passed.position, key, scrub);
  Object.assign(passed, { position, done, changed: passed.changed + changed, kept: passed.kept + kept });
}

function scrubTail(holdings: Holdings, passed: Passed, looked: Looked): void {
  do scrubSome(holdings, passed, looked);
  while (!passed.done);
}

async function scrubStored(
  { store }: Holdings,
  step: Step,
  { key, scrub, after }: Looked & { readonly after: number },
): Promise<{ readonly place: number; readonly contacts: readonly ContactId[] }> {
  const contacts: ContactId[] = [];
  const last = await store.lastPlace();
  for (let place = after; place < last; place += CONTACTS_AT_ONCE) {
    const upTo = Math.min(last, place + CONTACTS_AT_ONCE);
    const found = await step(() => store.scrubContacts(place, upTo, { text: key, scrub }));
    contacts.push(...found);
  }
  return { place: last, contacts };
}

function scrubMemory({ world }: Holdings, scrub: Scrub): number {
  let changed = 0;
  for (const [contact, book] of world.floor.contacts) {
    const facts = scrub<readonly ContactEvent[]>(book.facts);
    if (facts === book.facts) continue;
    changed += 1;
    world.floor.contacts.set(contact, { ...book, facts: [...facts], record: scrub(book.record) });
  }
  return changed;
}

type Step = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Waits for a turn as long as it takes: others ask too. */
const turnsOf =
  ({ between }: Holdings): Step =>
  async (work) => {
    for (;;) {
      const turn = between(work);
      if (turn !== undefined) return turn;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  };

/** Several of them together. */
export function sumOf(all: readonly Erased[]): Erased {
  const sum = (name: keyof Erased): number => all.reduce((total, one) => total + one[name], 0);
  return {
    events: sum('events'),
    contacts: sum('contacts'),
    others: sum('others'),
    identifiers: sum('identifiers'),
  };
}

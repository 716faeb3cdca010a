import type { SourceId } from '#domain/ids.ts';
import type { StandingChange } from '../../journal/journal.ts';

/** What the reader of a source knows, in maps by name. What changes in them is committed with the events it came with. */
export type Standing = {
  /** The map of that name, with what was kept in it, in the order of its keys. To be asked for once. */
  map<Value>(name: string): KnownMap<Value>;
  /** What has changed since it was asked last. */
  changes(): readonly StandingChange[];
};

/** A map of which every change is noted. */
export type KnownMap<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** The value at that key was changed in place. */
  touch(key: string): void;
  entries(): MapIterator<[string, Value]>;
  size(): number;
  clear(): void;
};

export type StandingOptions = {
  readonly source: SourceId;
  /** What a reader knew before, by key (`Journal.standing`). */
  readonly kept: ReadonlyMap<string, string>;
  /** Raised when what is kept changes its meaning; what another version has kept is dropped. */
  readonly version: number;
};

/** What a reader of this source knew when it was last committed; without `options` nothing, and changes are not noted. */
export function openStanding(options?: StandingOptions): Standing {
  if (options === undefined) return { map: () => knownMap(new Map(), () => {}), changes: () => [] };
  const { source, kept, version } = options;
  const isOurs = kept.get(VERSION_KEY) === String(version);
  const drafts = new Map<string, () => string | undefined>();
  if (!isOurs) for (const key of kept.keys()) drafts.set(key, () => undefined);
  if (!isOurs) drafts.set(VERSION_KEY, () => String(version));
  return {
    map<Value>(name: string) {
      const known = new Map<string, Value>(isOurs ? read<Value>(kept, `${name}/`) : []);
      return knownMap(known, (key) => drafts.set(`${name}/${key}`, () => written(known.get(key))));
    },
    changes() {
      const changes = [...drafts].map(([key, draft]) => ({ source, key, value: draft() }));
      drafts.clear();
      return changes;
    },
  };
}

const VERSION_KEY = 'version';

function read<Value>(kept: ReadonlyMap<string, string>, prefix: string): [string, Value][] {
  return (
    [...kept]
      .filter(([key]) => key.startsWith(prefix))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      // Our own words, of our own version: whoever changes them by hand keeps the shape.
      .map(([key, text]) => [key.slice(prefix.length), JSON.parse(text) as Value])
  );
}

const written = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);

function knownMap<Value>(known: Map<string, Value>, note: (key: string) => void): KnownMap<Value> {
  return {
    get: (key) => known.get(key),
    set(key, value) {
      known.set(key, value);
      note(key);
    },
    delete(key) {
      if (known.delete(key)) note(key);
    },
    touch: note,
    entries: () => known.entries(),
    size: () => known.size,
    clear() {
      for (const key of known.keys()) note(key);
      known.clear();
    },
  };
}

import { posix } from 'node:path';
import { isTest } from './layers.ts';
import type { Offence, Source } from './parse-source.ts';
import { resolveImport } from './resolve-import.ts';

/** As many files as a reader takes in at one look; with more, some of them belong together in a room of their own. */
const FOLDER_FILES = 25;

/** What may lie at the root of `server/`: where the program begins. Everything else has a room. */
const ENTRY_POINTS: ReadonlySet<string> = new Set(['server/main.ts']);

/** Folders with too many files, files left in the hall, and folders whose files need each other in a ring. */
export function folderOffences(sources: readonly Source[]): readonly Offence[] {
  return [...crowds(sources), ...looseFiles(sources), ...folderRings(sources)];
}

function crowds(sources: readonly Source[]): readonly Offence[] {
  const counts = new Map<string, number>();
  for (const { path } of sources) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  return [...counts].flatMap(([folder, files]) =>
    files <= FOLDER_FILES
      ? []
      : {
          path: folder,
          line: 1,
          said: `has ${files} files, at most ${FOLDER_FILES}: give some their own room`,
        },
  );
}

function looseFiles(sources: readonly Source[]): readonly Offence[] {
  return sources.flatMap(({ path }) =>
    folderOf(path) !== 'server' || ENTRY_POINTS.has(path)
      ? []
      : { path, line: 1, said: 'lies loose at the root of server: only entry points do' },
  );
}

/** Folders that import each other in a ring, by types or by values, each ring once with a file for each of its arrows. Tests are free. */
function folderRings(sources: readonly Source[]): readonly Offence[] {
  const arrows = folderArrows(sources);
  const done = new Set<string>();
  const offences: Offence[] = [];
  for (const start of arrows.keys()) {
    const ring = done.has(start) ? undefined : shortestRing(start, arrows);
    if (ring === undefined) continue;
    for (const folder of ring) done.add(folder);
    const way = ring.map((folder, at) => arrows.get(folder)?.get(ring[(at + 1) % ring.length] ?? '') ?? '');
    offences.push({
      path: start,
      line: 1,
      said: `needs itself in a ring: ${[...ring, start].join(' → ')} (${way.join(', ')})`,
    });
  }
  return offences;
}

/** From folder to folder, with one file that goes that way. */
type Arrows = ReadonlyMap<string, ReadonlyMap<string, string>>;

function folderArrows(sources: readonly Source[]): Arrows {
  const arrows = new Map<string, Map<string, string>>();
  for (const { path, imports } of sources) {
    if (isTest(path)) continue;
    const from = folderOf(path);
    for (const { specifier } of imports) {
      const to = resolveImport(path, specifier);
      if (to.kind !== 'file' || folderOf(to.path) === from) continue;
      const ways = arrows.get(from) ?? new Map<string, string>();
      if (!ways.has(folderOf(to.path))) ways.set(folderOf(to.path), path);
      arrows.set(from, ways);
    }
  }
  return arrows;
}

/** Breadth first from a folder back to itself; undefined when no way leads back. */
function shortestRing(start: string, arrows: Arrows): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const met = new Set<string>();
  for (const way of ways)
    for (const next of arrows.get(way.at(-1) ?? '')?.keys() ?? []) {
      if (next === start) return way;
      if (met.has(next)) continue;
      met.add(next);
      ways.push([...way, next]);
    }
  return undefined;
}

const folderOf = (path: string): string => posix.dirname(path);

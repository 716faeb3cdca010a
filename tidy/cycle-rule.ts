import type { Offence, Source } from './parse-source.ts';
import { resolveImport } from './resolve-import.ts';

/** Files that import each other in a ring, by types or by values, with the way around. Of rings that share a file one is told: the others often open with it. */
export function cycleOffences(sources: readonly Source[]): readonly Offence[] {
  const imports = new Map(sources.map((source) => [source.path, importsOf(source)]));
  const done = new Set<string>();
  const rings: (readonly string[])[] = [];
  for (const start of imports.keys()) follow(start, [], { imports, done, rings });
  return rings.map(([path = '', ...rest]) => ({
    path,
    line: 1,
    said: `imports itself in a ring: ${[path, ...rest, path].join(' → ')}`,
  }));
}

type Search = {
  readonly imports: ReadonlyMap<string, readonly string[]>;
  readonly done: Set<string>;
  readonly rings: (readonly string[])[];
};

/** Depth first: whoever is met again on the way to itself closes a ring; whoever was left without one is never in a new one. */
function follow(path: string, way: readonly string[], search: Search): void {
  const met = way.indexOf(path);
  if (met >= 0) tell(way.slice(met), search);
  if (met >= 0 || search.done.has(path)) return;
  for (const next of search.imports.get(path) ?? []) follow(next, [...way, path], search);
  search.done.add(path);
}

function tell(ring: readonly string[], { rings }: Search): void {
  const told = new Set(rings.flat());
  if (!ring.some((path) => told.has(path))) rings.push(ring);
}

const importsOf = ({ path, imports }: Source): readonly string[] => [
  ...new Set(
    imports.flatMap(({ specifier }) => {
      const to = resolveImport(path, specifier);
      return to.kind === 'file' ? to.path : [];
    }),
  ),
];

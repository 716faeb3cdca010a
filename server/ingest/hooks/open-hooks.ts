import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SourceId } from '#domain/ids.ts';
import type { HookDefinition, SourceDefinition } from '#domain/source-definition.ts';
import { readSecretPlace } from '../links/read-secret-place.ts';
import type { HookMapping } from './mapping/hook-mapping.ts';
import { readHookMapping } from './mapping/read-hook-mapping.ts';

/** A source that posts to us. */
export type Hook = {
  readonly source: SourceId;
  readonly mapping: HookMapping;
  /** What the sender signs with or shows. Absent: it shows one of our own tokens with the role `source`. */
  readonly secret?: string;
  /** The address the sender posts to, where a signature covers it: behind a proxy we do not see it ourselves. */
  readonly publicUrl?: string;
};

/** A hook that cannot be opened, in words for whoever wrote the definitions; a mistake a line, and never the secret. */
export class HookFailure extends Error {
  /** By which whoever starts the server knows it from our own bugs. */
  readonly code = 'HOOK';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HookFailure';
  }
}

/** The hooks among the sources, their mappings and secrets read. Rejects with a HookFailure that names the source and the mistake. */
export async function openHooks(
  sources: readonly SourceDefinition[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlyMap<SourceId, Hook>> {
  const hooks = new Map<SourceId, Hook>();
  for (const { id, reach } of sources)
    if (reach?.kind === 'hook') hooks.set(id, await openHook(id, reach, environment));
  return hooks;
}

/** A mapping by its name or path. Throws a HookFailure that names every mistake with its line and column. */
export function openMapping(nameOrPath: string): HookMapping {
  const path = fileOf(nameOrPath);
  const read = readHookMapping(textOf(path));
  if (read.kind === 'mapping') return read.mapping;
  const lines = read.mistakes.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new HookFailure(`the mapping has mistakes\n${lines.join('\n')}`);
}

/** The names of the mappings that come with the program. */
export function readyMappings(): readonly string[] {
  return readdirSync(READY)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

const READY = fileURLToPath(new URL('./mappings', import.meta.url));
const ENDING = '.yaml';

async function openHook(
  source: SourceId,
  { mapping: name, secret: place, publicUrl }: HookDefinition,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Hook> {
  const mapping = openMapping(name);
  if (place !== undefined && mapping.seals.length === 0)
    throw new HookFailure(`source ${source} has a secret, and its mapping ${name} no seals to show it by`);
  const secret =
    place && (await readSecretPlace(place, environment).catch((cause) => rethrow(source, cause)));
  return {
    source,
    mapping,
    ...(secret !== undefined && { secret }),
    ...(publicUrl !== undefined && { publicUrl }),
  };
}

function rethrow(source: SourceId, cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new HookFailure(`source ${source}: ${why}`, { cause });
}

/** A bare name is one of ours; whatever has a folder or an ending is a file. */
function fileOf(nameOrPath: string): string {
  if (/[/\\.]/.test(nameOrPath) && existsSync(nameOrPath)) return nameOrPath;
  if (readyMappings().includes(nameOrPath)) return `${READY}/${nameOrPath}${ENDING}`;
  throw new HookFailure(`mapping ${nameOrPath} is neither a file nor one of ${readyMappings().join(', ')}`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HookFailure(`cannot read the mapping ${path}: ${why}`, { cause });
  }
}

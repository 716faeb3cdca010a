import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  asJavaScript,
  javaScriptPath,
  readProgramFile,
  type OwnPackages,
  type ProgramFile,
} from './program-file.ts';

/** What was built: every file of the program, and the packages that it needs. */
export type BuiltProgram = { readonly files: readonly string[]; readonly packages: readonly string[] };

/**
 * Writes what `entry` loads as JavaScript into the folder `out`, in the same folders as in `root`, with the files that it
 * reads. Nothing else gets there. The folder is emptied first.
 */
export function buildProgram(root: string, entry: string, out: string): BuiltProgram {
  rmSync(out, { recursive: true, force: true });
  const files = loadedFrom(root, entry);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  };
  for (const file of files) write(javaScriptPath(file.path), asJavaScript(file));
  // Nearer than the package's own: it says of these files what that one says of the source.
  const { name, version, type } = readManifest(join(root, 'package.json'));
  write('package.json', `${JSON.stringify({ name, version, type }, undefined, 2)}\n`);
  for (const path of new Set(files.flatMap(({ reads }) => reads)))
    if (path !== 'package.json' && path !== PAGES)
      cpSync(join(root, path), join(out, path), { recursive: true });
  return {
    files: files.map(({ path }) => path),
    packages: [...new Set(files.flatMap(({ packages }) => packages))].toSorted(),
  };
}

/** Vite builds the pages right into the package, without those that only we look at. */
const PAGES = 'wallboard/dist';

function loadedFrom(root: string, entry: string): readonly ProgramFile[] {
  const own = ownPackages(root);
  const found = new Map<string, ProgramFile>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const file = readProgramFile(path, readFileSync(join(root, path), 'utf8'), own);
    found.set(path, file);
    waiting.push(...file.loads.map(({ path: to }) => to));
  }
  return [...found.values()];
}

function ownPackages(root: string): OwnPackages {
  const { workspaces = [] } = readManifest(join(root, 'package.json'));
  return new Map(
    workspaces.map((folder) => {
      const { name, exports } = readManifest(join(root, folder, 'package.json'));
      return [name, join(folder, exports?.['.'] ?? 'index.js')];
    }),
  );
}

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly type?: string;
  readonly workspaces?: readonly string[];
  readonly exports?: Readonly<Record<string, string>>;
};

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}

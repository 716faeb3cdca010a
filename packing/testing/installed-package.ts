import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What npm packed, and where it was installed. */
export type InstalledPackage = {
  /** Paths in the package. */
  readonly contents: readonly string[];
  readonly bytes: number;
  /** The program, installed; undefined where no registry answers. */
  readonly program: string | undefined;
  remove(): void;
};

/** Files that a checkout may hold by accident: what git ignores, what an earlier build has left, notes of somebody. */
export const ACCIDENTS = [
  'callboard-0.0.9.tgz',
  'data/journal.db',
  'dist/server/stale.js',
  'dist/stale.js',
  'server/lying-about.ts',
  'server/web/dist/lying-about.js',
  'wallboard/dist/stale.html',
];

/** Packs a copy of the checkout that has accidents in it, and installs that in an empty folder as anybody would. Slow. */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-package-'));
  const [copy, empty] = [join(folder, 'checkout'), join(folder, 'empty')];
  cpSync(ROOT, copy, { recursive: true, filter: (path) => isOfCheckout(relative(ROOT, path)) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const path of ACCIDENTS) {
    mkdirSync(join(copy, path, '..'), { recursive: true });
    writeFileSync(join(copy, path), '');
  }
  const { filename, files, size } = await packed(copy);
  mkdirSync(empty);
  const isInstalled = await install(empty, join(copy, filename));
  return {
    contents: files.map(({ path }) => path).toSorted(),
    bytes: size,
    program: isInstalled ? join(empty, 'node_modules/callboard/dist/server/bin.js') : undefined,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const isOfCheckout = (path: string): boolean =>
  path !== 'data' &&
  !path.endsWith('.tgz') &&
  !path.split(sep).some((part) => ['.git', 'node_modules', 'dist'].includes(part));

type Packed = {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
};

async function packed(checkout: string): Promise<Packed> {
  const { isDone, stdout, stderr } = await npm(checkout, 'pack', '--json');
  if (!isDone) throw new Error(`npm pack failed: ${stderr}`);
  const [only] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as readonly Packed[];
  if (only === undefined) throw new Error(`npm packed nothing: ${stdout}`);
  return only;
}

/** False where no registry answers; any other failure is one of the package. */
async function install(folder: string, tarball: string): Promise<boolean> {
  const flags = ['--no-audit', '--no-fund', '--prefer-offline'];
  const { isDone, stderr } = await npm(folder, 'install', ...flags, tarball);
  if (isDone) return true;
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT)\b/.test(stderr)) return false;
  throw new Error(`npm install failed: ${stderr}`);
}

type Answer = { readonly isDone: boolean; readonly stdout: string; readonly stderr: string };

/** As somebody would type it, and not as a script of the npm that runs the tests. */
function npm(cwd: string, ...args: readonly string[]): Promise<Answer> {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_ENV$|^VITEST/i.test(name));
  const options = { cwd, env: Object.fromEntries(own), maxBuffer: MOST_BYTES };
  return new Promise((resolve) => {
    execFile('npm', args, options, (failure, stdout, stderr) =>
      resolve({ isDone: failure === null, stdout, stderr }),
    );
  });
}

/** The list of a thousand files is a tenth of this. */
const MOST_BYTES = 4_000_000;

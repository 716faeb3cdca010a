import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type BenchServer = { readonly url: string; readonly pid: number; stop(): Promise<void> };

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));

/** A server of its own process and data folder, as a user would start it. */
export async function startBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-bench-'));
  const args = [
    '--disable-warning=ExperimentalWarning',
    MAIN,
    'start',
    '--open',
    '--port',
    '0',
    '--data',
    folder,
    '--log',
    'warn',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on('data', (text: Buffer) => {
      const found = /http:\/\/[^/\s]+/.exec(text.toString());
      if (found !== null) resolve(found[0]);
    });
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

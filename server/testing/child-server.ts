import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnProgram } from './spawn-node.ts';

/** A server of its own process, as a user would start it. */
export type ChildServer = {
  readonly url: string;
  readonly pid: number;
  /** Asks it to stop, and resolves when it has. */
  stop(): Promise<void>;
  /** Ends it without a word: SIGKILL. */
  kill(): Promise<void>;
};

export type ChildServerOptions = {
  readonly folder: string;
  readonly port?: number;
  readonly definitions?: string;
  /** What else is typed. */
  readonly more?: readonly string[];
  /** False: tokens are asked for. */
  readonly open?: boolean;
};

/** Starts a server on a data folder; resolves when it says where the wall is. */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const { folder, port = 0, definitions, open = true, more: typedMore = [] } = options;
  const more = [...(definitions === undefined ? [] : ['--definitions', definitions]), ...typedMore];
  const asked = open ? ['start', '--open'] : ['start'];
  const typed = [...asked, '--port', String(port), '--data', folder, '--log', 'warn', ...more];
  const child = spawnProgram(typed, ['ignore', 'pipe', 'inherit']);
  const url = await addressOf(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await ended;
  };
  return { url, pid: child.pid ?? 0, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/** A folder that lives as long as `work`. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened`)));
    child.stdout?.on('data', (text: Buffer) => {
      const found = /http:\/\/[^/\s]+/.exec(text.toString());
      if (found !== null) resolve(found[0]);
    });
  });
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';

/** A page of the documentation, as somebody who follows it reads it. */
export type Page = {
  readonly text: string;
  /** Its blocks of one language, in their order, without the margin of a list. */
  readonly blocks: (language: string) => readonly string[];
};

/** The page of that name in `docs/`. */
export function openPage(name: string): Page {
  const text = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  return {
    text,
    blocks: (language) =>
      [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^ *\`\`\`$`, 'gm'))].map(
        ([, margin = '', block = '']) => block.replaceAll(new RegExp(`^${margin}`, 'gm'), ''),
      ),
  };
}

/** A shell in which a page is followed; what is exported stays. */
export type PageShell = {
  /** Answers what was printed. */
  run(lines: string): Promise<string>;
  /** Starts the server; answers where the wall is. */
  start(line: string): Promise<string>;
};

/** One in that folder, with the program on its path. */
export function openShell(folder: string): PageShell {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const main = resolve(import.meta.dirname, '../main.ts');
  const program = `#!/bin/sh\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${main}" "$@"\n`;
  writeProgram(join(bin, 'callboard'), program);
  const options = { cwd: folder, env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` } };
  let exported = '';
  return {
    async run(lines) {
      exported += (lines.match(/^export .*$/gm) ?? []).map((line) => `${line}\n`).join('');
      return (await promisify(execFile)('bash', ['-euc', `${exported}${lines}`], options)).stdout;
    },
    async start(line) {
      const child = spawn('bash', ['-euc', `${exported}exec ${line}`], {
        ...options,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(async () => {
        const ended = once(child, 'exit');
        if (child.exitCode === null && child.kill('SIGTERM')) await ended;
      });
      const [said]: Buffer[] = await once(child.stdout, 'data');
      return /http:\/\/[^/\s]+/.exec(String(said))?.[0] ?? expect.unreachable(String(said));
    },
  };
}

function writeProgram(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** What stands at that path of the server, for whoever has the token. */
export async function askServer(url: string, path: string, token: string): Promise<string> {
  return (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).text();
}

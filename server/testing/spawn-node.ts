import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const END_WITH_PARENT = fileURLToPath(new URL('./end-with-parent.ts', import.meta.url));
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Where standard input, output and error of a process go. */
export type Streams = readonly ['ignore' | 'pipe', 'ignore' | 'pipe', 'inherit' | 'ignore' | 'pipe'];

/** Runs Node in a process of its own, which ends when this process does, in whatever way it does. */
export function spawnNode(args: readonly string[], streams: Streams): ChildProcess {
  const flags = ['--disable-warning=ExperimentalWarning', '--import', END_WITH_PARENT];
  return spawn(process.execPath, [...flags, ...args], { stdio: [...streams, 'ipc'] });
}

/** Runs `callboard` as a user would have typed it, in a process that ends with this one. */
export function spawnProgram(typed: readonly string[], streams: Streams): ChildProcess {
  return spawnNode([MAIN, ...typed], streams);
}

import { once } from 'node:events';
import { spawnProgram } from './spawn-node.ts';

/** How a command ended, and all that it wrote to each of its two outputs. */
export type Ran = { readonly code: number | null; readonly told: string; readonly said: string };

/** Runs a command of the program to its end. */
export async function runProgram(...typed: readonly string[]): Promise<Ran> {
  const child = spawnProgram(typed, ['ignore', 'pipe', 'pipe']);
  const [told, said] = [textOf(child.stdout), textOf(child.stderr)];
  await once(child, 'close');
  return { code: child.exitCode, told: await told, said: await said };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const part of stream ?? []) text += String(part);
  return text;
}

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { spawnNode } from '../testing/spawn-node.ts';

// Stands between the test and npm, so that npm is ended with the test whatever happens.
const STARTER = `
  import { spawn } from 'node:child_process';
  const npm = spawn('npm', ['start', '--', '--port', '0', '--weeks', '0'], { stdio: 'inherit' });
  process.on('exit', () => npm.kill('SIGTERM'));
  process.on('SIGTERM', () => process.exit());`;

test('killed, npm start takes its server along, and the server cleans up', async () => {
  const starter = spawnNode(['--input-type=module', '--eval', STARTER], ['ignore', 'pipe', 'inherit']);
  if (starter.stdout === null) throw new Error('expected a pipe');
  const everything = text(starter.stdout);
  const said = await untilSaid(starter.stdout, /Ctrl-C/);
  const url = /http:\/\/[^/\s]+/.exec(said)?.[0] ?? '';
  const folder = /in (\/\S*callboard-demo-\w+)/.exec(said)?.[1] ?? '';
  expect((await fetch(`${url}/wall`)).status).toBe(200);
  expect(existsSync(folder)).toBe(true);
  starter.kill('SIGTERM');
  // The output ends when the last process that could write to it is gone.
  await everything;
  await expect(fetch(url)).rejects.toThrow();
  expect(existsSync(folder)).toBe(false);
});

async function untilSaid(output: NodeJS.ReadableStream, words: RegExp): Promise<string> {
  let said = '';
  while (!words.test(said)) said += String((await once(output, 'data'))[0]);
  return said;
}

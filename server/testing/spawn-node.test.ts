import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { inTemporaryFolder } from './child-server.ts';

const STARTER = `
  import { startChildServer } from ${JSON.stringify(new URL('./child-server.ts', import.meta.url).href)};
  const { url } = await startChildServer({ folder: process.argv[1] });
  console.log('listening', url);
`;

test('a server that a test has started is gone when the test is killed', () =>
  inTemporaryFolder(async (folder) => {
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', STARTER];
    const starter = spawn(process.execPath, [...flags, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = once(starter.stdout, 'data');
    // The server writes to the same standard error: that ends when both are gone, and not before.
    const errors = text(starter.stderr);
    expect(String(await said)).toMatch(/^listening http/);
    starter.kill('SIGKILL');
    expect(await errors).toBe('');
  }));

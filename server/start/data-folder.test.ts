import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import { epochMs } from '#domain/time.ts';
import { createToken } from '../access/tokens.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { startServer } from './start-server.ts';

test('every file of a data folder is for its owner alone, those that an earlier release left open too', async () => {
  await inTemporaryFolder(async (parent) => {
    const folder = join(parent, 'data');
    createToken(made(folder), { name: 'tv', role: 'wall', createdAt: epochMs(0) });
    const first = await start(folder);
    await first.stop();
    mkdirSync(join(folder, 'history', 'old'), { recursive: true });
    writeFileSync(join(folder, 'history', 'old', 'day.parquet'), '');
    writeFileSync(join(folder, 'notes.txt'), 'of somebody');
    for (const file of files(folder)) chmodSync(file, 0o644);
    const second = await start(folder);
    const open = files(folder).filter((file) => (statSync(file).mode & 0o077) !== 0);
    expect(open).toEqual([join(folder, 'notes.txt')]);
    expect(files(folder).length).toBeGreaterThan(4);
    expect(statSync(folder).mode & 0o077).toBe(0);
    await second.stop();
  });
});

test('tokens that were spoilt by hand end the start with a sentence that says what to do', async () => {
  await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'tokens.json'), '{"tokens":[');
    await expect(start(folder)).rejects.toMatchObject({
      code: 'TOKENS',
      message: expect.stringMatching(/tokens\.json must be .* put back a copy of it, or move it away/),
    });
  });
});

test('a data folder that cannot be made is named, with what to do about it', () =>
  inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'file'), '');
    const wanted = join(folder, 'file', 'data');
    await expect(start(wanted)).rejects.toThrow(
      `cannot write ${wanted}: a part of the path is no folder; name another folder with --data, or make it for whoever runs Callboard: sudo install -d -m 700 -o "$USER" ${wanted}`,
    );
  }));

const made = (folder: string): string => {
  mkdirSync(folder, { mode: 0o700 });
  return folder;
};

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));

const start = (folder: string) =>
  startServer({
    folder,
    centre: usualCentre('UTC'),
    host: '127.0.0.1',
    port: 0,
    open: false,
    origins: [],
    log: pino({ level: 'silent' }),
  });

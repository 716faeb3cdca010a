import { readFile } from 'node:fs/promises';
import type { Centre } from '#domain/centre.ts';
import { readDefinitions } from '../definitions/read-definitions.ts';
import { FileFailure } from '../files/file-failure.ts';
import { CommandFailure } from './run-command.ts';

/** The centre of a file of definitions. Rejects with every mistake, each with its place, when it has any. */
export async function readCentre(path: string): Promise<Centre> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) =>
    Promise.reject(FileFailure.of('read', path, cause)),
  );
  const read = readDefinitions(text);
  if (read.kind === 'centre') return read.centre;
  const lines = read.mistakes.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new CommandFailure(`the definitions have mistakes\n${lines.join('\n')}`);
}

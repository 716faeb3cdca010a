import { readFile } from 'node:fs/promises';
import type { Measure } from '#domain/measures/definitions/measure.ts';
import { readMeasures } from '../../definitions/read-measures.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { CommandFailure } from '../run-command.ts';

/** The measures of a file. Rejects with every mistake, each with its place, when it has any. */
export async function readOwnMeasures(path: string): Promise<readonly Measure[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) =>
    Promise.reject(FileFailure.of('read', path, cause)),
  );
  const read = readMeasures(text);
  if (read.kind === 'measures') return read.measures;
  const lines = read.mistakes.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new CommandFailure(`the measures have mistakes\n${lines.join('\n')}`);
}

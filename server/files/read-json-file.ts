import { readFile } from 'node:fs/promises';
import { FileFailure } from './file-failure.ts';

/** What a file of JSON says. Rejects with a FileFailure. */
export async function readJsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw new FileFailure(`${path} is no JSON: ${cause.message}`, { cause });
    throw FileFailure.of('read', path, cause);
  }
}

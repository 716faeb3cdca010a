import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceId } from '#domain/ids.ts';

/** How far a source was read, kept on disk so that a restart goes on there. */
export type StandingFile = {
  /** What was written last; undefined when nothing was, or it is no JSON any more. */
  read(): Promise<unknown>;
  write(standing: unknown): Promise<void>;
};

/** The file of one source in the data folder. It may hold callers' numbers, so that only the owner reads it. */
export function standingFile(folder: string, source: SourceId): StandingFile {
  // Ids are free text; a file name is not.
  const path = join(folder, `source-${encodeURIComponent(source)}.json`);
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((cause: unknown) => {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
        throw cause;
      });
      return text === undefined ? undefined : readJson(text);
    },
    async write(standing) {
      const draft = `${path}.new`;
      await writeFile(draft, JSON.stringify(standing), { mode: 0o600 });
      await rename(draft, path);
    },
  };
}

/** A file that was cut off by a crash says nothing: reading then begins as it does the first time, which doubles nothing. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

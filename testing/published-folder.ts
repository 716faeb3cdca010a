import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';

/** A folder of data that others have published: README.md says which, and where it can be had. */
export type PublishedFolder = {
  readonly folder: URL;
  /** To be added to the name of a test: why it is skipped; empty when the data is at hand. */
  readonly absent: string;
};

const PLACE = process.env['CALLBOARD_PUBLISHED'] ?? resolve(import.meta.dirname, '../../shared/data');

/** The folder of this name, whether it is there or not. */
export function publishedFolder(name: string): PublishedFolder {
  const path = join(PLACE, name);
  return {
    folder: pathToFileURL(`${path}/`),
    absent: existsSync(path) ? '' : ` (skipped: no ${name} in ${PLACE}, see testing/README.md)`,
  };
}

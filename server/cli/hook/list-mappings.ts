import { openMapping, readyMappings } from '../../ingest/hooks/open-hooks.ts';

/** Prints the mappings that come with the program: the name to type, and whose bodies it reads. */
export function listMappings(): void {
  for (const name of readyMappings()) process.stdout.write(`${name.padEnd(20)}${openMapping(name).name}\n`);
}

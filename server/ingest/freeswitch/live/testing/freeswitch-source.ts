import { setImmediate } from 'node:timers/promises';
import { sourceId } from '#domain/ids.ts';
import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { SECOND_MS } from '#domain/time.ts';
import type { RunningSource } from '../../../links/source-ports.ts';
import type { Station } from '../../../testing/station.ts';
import { startFreeswitchSource } from '../start-freeswitch-source.ts';

/** Follows a FreeSWITCH as the definitions say. */
export function startFollowing(
  { ports }: Station,
  definition: Partial<FreeswitchDefinition> & { readonly port: number },
  password = 'ClueCon',
): Promise<RunningSource> {
  return startFreeswitchSource(
    { source: sourceId('fs'), definition: { ...USUAL, ...definition }, password: async () => password },
    ports,
  );
}

const USUAL: Omit<FreeswitchDefinition, 'port'> = {
  kind: 'freeswitch',
  host: '127.0.0.1',
  format: 'plain',
  pollMs: 10 * SECOND_MS,
  password: { kind: 'environment', name: 'NOT_READ' },
};

/** Lets sockets have their turn, and no time pass, until `holds`. What never holds ends with the test's own limit. */
export async function soon(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}

import { SECOND_MS } from '#domain/time.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import type { BackOff } from '../../links/back-off.ts';
import { keepLinked, type Link, type LinkEnd } from '../../links/keep-linked.ts';
import type { SourceLinks } from '../../links/source-links.ts';
import type { SourcePorts } from '../../links/source-ports.ts';
import type { SourceEntry } from '../../links/source-health.ts';
import { followLog } from './log/follow-log.ts';
import type { Pair } from './open-pair.ts';

export type KeepLogOptions = {
  readonly path: string;
  readonly pair: Pair;
  readonly ports: SourcePorts;
  readonly health: SourceEntry;
  readonly links: SourceLinks;
};

/** A file is back when somebody mends it, and looking for it costs nothing. */
const BACK_OFF: BackOff = { firstMs: SECOND_MS, mostMs: 5 * SECOND_MS, refusedMs: 5 * SECOND_MS };

/** Follows the log, and looks for it again when it cannot be read, until stopped. */
export function keepLog({ path, pair, ports, health, links }: KeepLogOptions): Link {
  const { clock } = ports;
  return keepLinked({
    ...ports,
    backOff: BACK_OFF,
    onState: links.onState('queue-log'),
    async connect(connection) {
      const options = {
        path,
        from: pair.from(),
        bell: pair.bell,
        take: (piece: Parameters<Pair['log']>[0]) => pair.log(piece),
        missed: (sentence: string, from?: Parameters<Pair['gap']>[0]) => {
          health.warn('queue-log', sentence);
          if (from !== undefined) pair.gap(from, clock());
        },
      };
      try {
        return { ...(await followLog(options, connection)), mend: MEND };
      } catch (cause) {
        return lostBy(path, cause);
      }
    },
  });
}

const MEND =
  'name the file that astlogdir in asterisk.conf has as queue_log, let whoever runs Callboard read it, and set queue_log=yes in logger.conf';

const lostBy = (path: string, cause: unknown): LinkEnd => ({
  kind: 'lost',
  reason: FileFailure.of('read', path, cause).message,
  mend: MEND,
});

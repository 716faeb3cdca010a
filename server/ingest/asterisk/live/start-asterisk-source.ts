import { every } from '../../../clock/timers.ts';
import { sourceLinks } from '../../links/source-links.ts';
import type { RunningSource, SourcePorts } from '../../links/source-ports.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { keepAmi } from './keep-ami.ts';
import { keepLog } from './keep-log.ts';
import { openPair, type PairOptions } from './open-pair.ts';

export type AsteriskSourceOptions = Omit<PairOptions, 'links'> & {
  /** The password of the manager user; asked for each connection. */
  readonly password: () => Promise<string>;
};

/** What waits in the reader comes out this soon after it may. */
const SETTLE_EVERY_MS: DurationMs = SECOND_MS / 4;

/**
 * Follows an Asterisk by its log, its manager interface or both, and connects again whenever a connection is over, until
 * stopped. Rejects when the journal cannot be read.
 */
export async function startAsteriskSource(
  options: AsteriskSourceOptions,
  ports: SourcePorts,
): Promise<RunningSource> {
  const { ami: amiAt, queueLog } = options.definition;
  const health = ports.health.add(options.source, 'asterisk');
  const links = sourceLinks(health, ports.feeds);
  const pair = await openPair({ ...options, links }, ports);
  const part = { ports, pair, health, links };
  const log = queueLog === undefined ? undefined : keepLog({ ...part, path: queueLog });
  const ami =
    amiAt === undefined ? undefined : keepAmi({ ...part, ...amiAt, password: options.password, log });
  const undo = every(ports.timers, SETTLE_EVERY_MS, () => pair.settle());
  return {
    async stop() {
      undo();
      await Promise.all([log?.stop(), ami?.stop()]);
      await pair.stop();
    },
  };
}

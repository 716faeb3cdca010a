import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import { createAccess, type Access } from './access.ts';
import { createOpenSockets, type OpenSockets } from './open-sockets.ts';
import { proxyTrust } from './proxy-trust.ts';
import { createRefusedLog, type RefusedLog } from './refused-log.ts';
import { openSessionBook } from './session-book.ts';
import { openTokenBook } from './token-book.ts';
import { createWrongCounts, type WrongCounts } from './wrong-counts.ts';

export type OpenAccessOptions = {
  readonly folder: string;
  /** No token is asked for. */
  readonly open: boolean;
  readonly origins: readonly string[];
  /** Addresses and networks of proxies whose word on addresses and https is believed. Absent: none. */
  readonly proxies?: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
};

/** Everything by which a server knows who asks. */
export type AccessParts = {
  readonly access: Access;
  readonly openSockets: OpenSockets;
  readonly wrongs: WrongCounts;
  readonly refusedLog: RefusedLog;
  /** Ends the sockets of revoked tokens and of sessions that are over, and tells the log its sums; to be called about once a second. */
  recheck(): void;
  /** Writes down what was not yet. */
  close(): void;
};

/** Opens the tokens and sessions of a data folder. Throws when the tokens cannot be read or a proxy is none. */
export function openAccess({
  folder,
  open,
  origins,
  proxies = [],
  clock,
  log,
}: OpenAccessOptions): AccessParts {
  const tokens = openTokenBook(folder, clock, log);
  const sessions = openSessionBook(folder, clock, log);
  const wrongs = createWrongCounts(clock);
  const access = createAccess({ tokens, sessions, wrongs, proxies: proxyTrust(proxies), open, origins });
  const openSockets = createOpenSockets(access);
  const refusedLog = createRefusedLog(log, clock);
  const free = open ? [] : tokens.unbound();
  if (free.length > 0)
    log.warn(
      { tokens: free },
      'these tokens may tell of any source, and so of a misspelt one too: callboard token bind <name> --source <id>',
    );
  return {
    access,
    openSockets,
    wrongs,
    refusedLog,
    recheck() {
      openSockets.recheck();
      refusedLog.tellSums();
    },
    close: () => sessions.close(),
  };
}

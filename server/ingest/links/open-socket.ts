import { readFile } from 'node:fs/promises';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { AmiDefinition } from '#domain/source-definition.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import type { Timers } from '../../clock/timers.ts';

/** A switch on the same network answers at once; behind a slow line within some seconds. */
const CONNECT_MS: DurationMs = 10 * SECOND_MS;

export type SocketOptions = Pick<AmiDefinition, 'host' | 'port' | 'tls'> & {
  readonly timers: Timers;
  readonly signal: AbortSignal;
};

/** Opens a connection, encrypted where the definitions say so. Rejects with why it could not be opened. */
export async function openSocket({ host, port, tls, timers, signal }: SocketOptions): Promise<Socket> {
  const unwanted = `${host}:${port} is no longer wanted`;
  const ca = tls?.authority === undefined ? undefined : await readFile(tls.authority);
  const to = { host, port };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket =
    tls === undefined
      ? connectPlain(to, resolve)
      : connectTls(
          { ...to, ...(ca !== undefined && { ca }), ...(isIP(host) === 0 && { servername: host }) },
          resolve,
        );
  const giveUp = (): void =>
    void socket.destroy(new Error(`no connection to ${host}:${port} within ${CONNECT_MS / SECOND_MS} s`));
  const undo = timers.after(CONNECT_MS, giveUp);
  const leave = (): void => void socket.destroy(new Error(unwanted));
  signal.addEventListener('abort', leave, { once: true });
  // Whoever was told before we listened is not told again.
  if (signal.aborted) leave();
  socket.once('error', reject);
  try {
    await promise;
    // What we ask is small, and an answer is waited for.
    return socket.setNoDelay(true);
  } finally {
    undo();
    signal.removeEventListener('abort', leave);
    // Until someone else listens: an error without a listener would end the program. It comes again as the close.
    socket.on('error', () => {});
    socket.off('error', reject);
  }
}

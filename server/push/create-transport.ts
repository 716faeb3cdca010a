import type { Logger } from 'pino';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import type { CreateTransport, Transport, TransportOptions } from './transport.ts';
import { createWsTransport } from './ws-transport.ts';

/** The fastest transport that this machine can load. */
export async function createTransport(options: TransportOptions, log: Logger): Promise<Transport> {
  const create = (await loadUwsTransport(log)) ?? createWsTransport;
  return create(options);
}

/** Undefined where uWebSockets.js has no binary for this platform and Node. */
async function loadUwsTransport(log: Logger): Promise<CreateTransport | undefined> {
  // It asks the environment as it is loaded, and can be told in no other way; without a word it takes 4 kB.
  process.env['UWS_HTTP_MAX_HEADERS_SIZE'] = String(DOOR_LIMITS.headBytes);
  try {
    const { createUwsTransport } = await import('./uws-transport.ts');
    return createUwsTransport;
  } catch (error) {
    const platform = `${process.platform} ${process.arch}, Node ${process.version}`;
    log.warn(
      { err: error },
      `uWebSockets.js does not load on ${platform}; sockets run on ws, which takes more CPU`,
    );
    return undefined;
  }
}

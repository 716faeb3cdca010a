import { chmodSync, closeSync, openSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';

/** What whoever owns a data folder may ask of the server that has it open. */
export type Asked =
  | { readonly kind: 'backup'; readonly into: string }
  | { readonly kind: 'erase'; readonly customer: string; readonly by: string };

/** What the server answers: what came of it, or why nothing did. */
export type Answer =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly message: string };

/** Questions are short: a path, or the key of a customer. */
const MOST_BYTES = 65_536;
/** The length that a path of a socket may have; a longer one is reached by a handle of its folder, where there is such a thing. */
const MOST_PATH = 100;

/**
 * Listens to whoever may write into the data folder: a socket in it, readable for its owner only. So a backup or an erasure of a
 * running server needs no token and no port. The folder is held for this program alone, so a socket that a kill has left is nobody's.
 */
export async function listenForOwner(
  folder: string,
  answer: (asked: Asked) => Promise<unknown>,
  log: Logger,
): Promise<{ close(): Promise<void> }> {
  const at = socketPath(folder);
  rmSync(join(folder, NAME), { force: true });
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', (error) => log.debug({ err: error }, 'whoever asked is gone'));
    void serve(socket, answer);
  });
  await listen(server, at.path);
  chmodSync(join(folder, NAME), 0o600);
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(join(folder, NAME), { force: true });
      at.close();
    },
  };
}

/** Asks the server that has the folder open. Undefined: there is none. Rejects where it breaks off. */
export async function askServer(folder: string, asked: Asked): Promise<Answer | undefined> {
  const at = socketPath(folder);
  try {
    const socket = await opened(at.path);
    if (socket === undefined) return undefined;
    socket.end(`${JSON.stringify(asked)}\n`);
    for await (const line of createInterface({ input: socket })) return JSON.parse(line) as Answer;
    throw new Error('the server ended before it was done');
  } finally {
    at.close();
  }
}

const NAME = 'control.sock';

function socketPath(folder: string): { readonly path: string; close(): void } {
  const path = join(folder, NAME);
  if (Buffer.byteLength(path) <= MOST_PATH || process.platform !== 'linux')
    return { path, close: () => undefined };
  const handle = openSync(folder, 'r');
  return { path: `/proc/self/fd/${handle}/${NAME}`, close: () => closeSync(handle) };
}

async function serve(socket: Socket, answer: (asked: Asked) => Promise<unknown>): Promise<void> {
  const told = await answered(await firstLine(socket), answer);
  if (!socket.destroyed) socket.end(`${JSON.stringify(told)}\n`);
}

const firstLine = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
      if (text.includes('\n') || text.length > MOST_BYTES) resolve(text.split('\n', 1)[0] ?? '');
    });
    socket.on('end', () => resolve(text));
  });

async function answered(text: string, answer: (asked: Asked) => Promise<unknown>): Promise<Answer> {
  try {
    // Only the owner of the folder can write here, by a program of the same release.
    return { kind: 'done', result: await answer(JSON.parse(text) as Asked) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });

/** Undefined where nobody listens. */
const opened = (path: string): Promise<Socket | undefined> =>
  new Promise((resolve, reject) => {
    const socket = connect({ path, allowHalfOpen: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error) => {
      const code: unknown = Reflect.get(error, 'code');
      if (code === 'ENOENT' || code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
  });

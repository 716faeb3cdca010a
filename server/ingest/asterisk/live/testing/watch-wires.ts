import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { FakeAsterisk } from './fake-asterisk.ts';

/** Watches the connections to a fake switch, so that no time passes while something is on its way between the two. */
export type Wires = {
  /** Something was written at one end and not read at the other, or an end is not there yet. */
  isUnderWay(): boolean;
  /** Watches no more. */
  close(): void;
};

/** The kernel carries bytes when it likes: on a busy machine a clock that is turned by hand would outrun them. */
export function watchWires(fake: Pick<FakeAsterisk, 'connections'>): Wires {
  const clients = new Set<Socket>();
  const note = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    clients.add(socket);
    socket.once('close', () => clients.delete(socket));
  };
  subscribe('net.client.socket', note);
  return {
    isUnderWay: () =>
      [...clients].some(({ connecting }) => connecting) ||
      fake.connections().some(({ peerPort, written, read }) => {
        const client = [...clients].find(({ localPort }) => localPort === peerPort);
        // Who does not want to read now lets what was written lie.
        if (client === undefined || client.isPaused()) return false;
        return client.bytesRead < written || read < client.bytesWritten;
      }),
    close: () => void unsubscribe('net.client.socket', note),
  };
}

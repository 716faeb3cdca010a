import type { Logger } from 'pino';
import { WALL_SOCKET_PATH, type ServerMessage } from '#domain/board/wire.ts';
import type { Access, Denial } from '../access/access.ts';
import { FORBIDDEN_CLOSE, type OpenSockets } from '../access/open-sockets.ts';
import type { Hub } from './hub.ts';
import type { Peer, SocketListener, SocketRoute, UpgradeAnswer } from './transport.ts';

/** Walls at one server: five times what we hold ourselves to. */
export const WALLS_MAX = 1_000;

/** A wall has nothing to say. */
const WALL_FRAME_BYTES = 1024;

export type WallSocketOptions = {
  readonly hub: Hub;
  readonly access: Access;
  readonly openSockets: OpenSockets;
  readonly log: Logger;
};

/** Where walls get the board: the snapshot first, then what changes. */
export function wallSocket({ hub, access, openSockets, log }: WallSocketOptions): SocketRoute {
  return {
    path: WALL_SOCKET_PATH,
    maxFrameBytes: WALL_FRAME_BYTES,
    answer({ headers, remoteAddress }) {
      const decision = access.refuseStranger(headers) ?? access.judge(headers, 'wall');
      if (decision.kind === 'denied') {
        log.info({ remoteAddress, reason: decision.reason }, 'wall refused');
        return refuse(decision, headers['origin'] !== undefined);
      }
      if (hub.counts().subscribers >= WALLS_MAX)
        return { kind: 'refused', status: 429, reason: `${WALLS_MAX} walls are open already` };
      const { grant } = decision;
      return {
        kind: 'open',
        open(peer) {
          const { drained, leave } = hub.subscribe(peer);
          const forget = openSockets.add(grant, () => forbid(peer, 'forbidden'));
          log.info({ remoteAddress, token: grant.name }, 'wall opened');
          return {
            message: () => peer.close(FORBIDDEN_CLOSE, 'a wall has nothing to say'),
            drained,
            closed() {
              leave();
              forget();
              log.info({ remoteAddress, token: grant.name }, 'wall closed');
            },
          };
        },
      };
    },
  };
}

/** A browser tells its page nothing of a refusal in HTTP: pages are told on the socket, which then ends. */
function refuse({ status, reason, why }: Denial, isPage: boolean): UpgradeAnswer {
  if (!isPage) return { kind: 'refused', status, reason };
  return {
    kind: 'open',
    open(peer) {
      forbid(peer, why);
      return SILENT;
    },
  };
}

function forbid(peer: Peer, why: Denial['why']): void {
  const message: ServerMessage = { kind: 'refused', reason: why };
  peer.send(JSON.stringify(message));
  peer.close(FORBIDDEN_CLOSE, why);
}

const nothing = (): void => undefined;
const SILENT: SocketListener = { message: nothing, drained: nothing, closed: nothing };

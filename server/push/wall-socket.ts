import type { Logger } from 'pino';
import { WALL_SOCKET_PATH, type ServerMessage } from '#domain/board/wire.ts';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { whoseOf, type Access, type Denial, type Grant } from '../access/access.ts';
import { FORBIDDEN_CLOSE, type OpenSockets } from '../access/open-sockets.ts';
import type { RefusedLog } from '../access/refused-log.ts';
import { createSeats } from '../access/seats.ts';
import type { Hub } from './hub.ts';
import type { Peer, SocketListener, SocketRoute, UpgradeAnswer } from './transport.ts';

export type WallSocketOptions = {
  readonly hub: Hub;
  readonly access: Access;
  readonly openSockets: OpenSockets;
  readonly refusedLog: RefusedLog;
  readonly log: Logger;
};

/** Where walls get the board: the snapshot first, then what changes. */
export function wallSocket(options: WallSocketOptions): SocketRoute {
  const { access, refusedLog } = options;
  const seats = createSeats({ all: DOOR_LIMITS.walls, share: DOOR_LIMITS.wallsShare });
  return {
    path: WALL_SOCKET_PATH,
    maxFrameBytes: DOOR_LIMITS.wallFrameBytes,
    answer(request) {
      const { headers } = request;
      const address = access.addressOf(request);
      const decision = access.refuseStranger(headers) ?? access.judge(request, 'wall');
      if (decision.kind === 'denied') {
        refusedLog.note('wall refused', { address, reason: decision.reason });
        return refuse(decision, headers['origin'] !== undefined);
      }
      const { grant } = decision;
      const whose = whoseOf(grant, address);
      const full = seats.fullFor(whose);
      if (full !== undefined) {
        refusedLog.note('wall refused', { address, reason: full });
        return { kind: 'refused', status: 429, reason: full };
      }
      return {
        kind: 'open',
        open: (peer) => showTo(peer, { ...options, grant, address, leave: seats.take(whose) }),
      };
    },
  };
}

type Seated = WallSocketOptions & {
  readonly grant: Grant;
  readonly address: string;
  readonly leave: () => void;
};

function showTo(peer: Peer, { hub, openSockets, log, grant, address, leave }: Seated): SocketListener {
  const subscription = hub.subscribe(peer);
  const forget = openSockets.add(grant, () => forbid(peer, 'forbidden'));
  log.info({ address, token: grant.name }, 'wall opened');
  return {
    message: () => peer.close(FORBIDDEN_CLOSE, 'a wall has nothing to say'),
    drained: subscription.drained,
    closed() {
      leave();
      subscription.leave();
      forget();
      log.info({ address, token: grant.name }, 'wall closed');
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

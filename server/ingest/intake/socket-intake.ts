import type { Logger } from 'pino';
import { INGEST_SOCKET_PATH, type IngestAnswer } from '#domain/board/wire.ts';
import type { Access, Grant } from '../../access/access.ts';
import { FORBIDDEN_CLOSE, type OpenSockets } from '../../access/open-sockets.ts';
import type { Peer, SocketListener, SocketRoute } from '../../push/transport.ts';
import type { Feeds } from './feeds.ts';
import { RETRY_AFTER_MS } from './inbox.ts';
import { latestAt, offerBatch, type IntakePorts } from './offer-batch.ts';
import { parseLines } from './parse-batch.ts';

/** Some 20,000 events; a sender gains nothing by more than a few thousand. */
export const INGEST_FRAME_BYTES = 4 * 1024 * 1024;
/** Frames of one sender without an answer; those beyond are told to wait. */
export const OPEN_FRAMES_MAX = 64;
/** A sender that sends on though it is told to wait is cut off. */
const UNANSWERED_MAX = 4 * OPEN_FRAMES_MAX;
/** Answers that a sender leaves unread. */
const UNREAD_ANSWERS_BYTES = 1024 * 1024;
const SOURCES_SOCKETS_MAX = 1_000;

/** A feeding socket opened or closed. */
export type Connection = { readonly kind: 'opened' | 'closed'; readonly sender: string };

export type SocketIntakeOptions = IntakePorts & {
  readonly access: Access;
  readonly openSockets: OpenSockets;
  readonly feeds: Feeds;
  readonly log: Logger;
  readonly onConnection?: (change: Connection) => void;
};

/** Where sources feed events: frames of NDJSON, each answered in its turn. */
export function socketIntake(options: SocketIntakeOptions): SocketRoute {
  const { access, log } = options;
  let open = 0;
  return {
    path: INGEST_SOCKET_PATH,
    maxFrameBytes: INGEST_FRAME_BYTES,
    answer({ headers, remoteAddress }) {
      const decision = access.refuseStranger(headers) ?? access.judge(headers, 'ingest');
      if (decision.kind === 'denied') {
        log.info({ remoteAddress, reason: decision.reason }, 'feed refused');
        return { kind: 'refused', status: decision.status, reason: decision.reason };
      }
      if (open >= SOURCES_SOCKETS_MAX)
        return { kind: 'refused', status: 429, reason: `${SOURCES_SOCKETS_MAX} feeds are open already` };
      return {
        kind: 'open',
        open(peer) {
          open += 1;
          log.info({ remoteAddress, token: decision.grant.name }, 'feed opened');
          return listenTo(peer, decision.grant, options, () => {
            open -= 1;
            log.info({ remoteAddress, token: decision.grant.name }, 'feed closed');
          });
        },
      };
    },
  };
}

function listenTo(
  peer: Peer,
  grant: Grant,
  options: SocketIntakeOptions,
  closed: () => void,
): SocketListener {
  const sender = grant.name;
  const feed = options.feeds.open();
  const forget = options.openSockets.add(grant, () => peer.close(FORBIDDEN_CLOSE, 'the token was revoked'));
  const answers = answersInTurn(peer);
  options.onConnection?.({ kind: 'opened', sender });
  return {
    message(text) {
      if (answers.open() >= UNANSWERED_MAX)
        return peer.close(FORBIDDEN_CLOSE, `more than ${UNANSWERED_MAX} frames without waiting for answers`);
      if (answers.open() >= OPEN_FRAMES_MAX)
        return answers.add(
          Promise.resolve(wait(`${OPEN_FRAMES_MAX} frames are open already`, RETRY_AFTER_MS)),
        );
      const batch = parseLines(text, latestAt(options.clock));
      if (batch.kind !== 'batch')
        return answers.add(Promise.resolve({ kind: 'failed', reason: batch.reason }));
      feed.heard(batch.events);
      answers.add(answerFrame(options, sender, batch));
    },
    drained: () => undefined,
    closed() {
      forget();
      feed.closed();
      closed();
      options.onConnection?.({ kind: 'closed', sender });
    },
  };
}

async function answerFrame(...[ports, sender, batch]: Parameters<typeof offerBatch>): Promise<IngestAnswer> {
  const intake = await offerBatch(ports, sender, batch);
  // The sender keeps the frame in both cases: what the journal could not write today it may write tomorrow.
  return intake.kind === 'committed' ? intake : wait(intake.reason, intake.retryAfterMs);
}

const wait = (reason: string, retryAfterMs: number): IngestAnswer => ({ kind: 'wait', reason, retryAfterMs });

/** Sends answers in the order of their frames, whichever is known first. The promises given never reject. */
function answersInTurn(peer: Peer): { open(): number; add(answer: Promise<IngestAnswer>): void } {
  let open = 0;
  let last = Promise.resolve();
  const send = (answer: IngestAnswer): void => {
    open -= 1;
    peer.send(JSON.stringify(answer));
    if (peer.bufferedBytes() > UNREAD_ANSWERS_BYTES) peer.close(FORBIDDEN_CLOSE, 'answers are not read');
  };
  return {
    open: () => open,
    add(answer) {
      open += 1;
      last = last.then(async () => send(await answer));
    },
  };
}

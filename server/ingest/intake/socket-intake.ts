import type { Logger } from 'pino';
import { INGEST_SOCKET_PATH, type IngestAnswer } from '#domain/board/wire.ts';
import { BATCH_LIMITS, DOOR_LIMITS } from '#domain/limits/limits.ts';
import { whoseOf, type Access, type Grant } from '../../access/access.ts';
import { FORBIDDEN_CLOSE, type OpenSockets } from '../../access/open-sockets.ts';
import type { RefusedLog } from '../../access/refused-log.ts';
import { createSeats } from '../../access/seats.ts';
import type { Peer, SocketListener, SocketRoute } from '../../push/transport.ts';
import type { Feed, Feeds } from './feeds.ts';
import { RETRY_AFTER_MS } from './inbox.ts';
import { offerBatch, type IntakePorts } from './offer-batch.ts';
import { readLines } from './parse-batch.ts';
import { rulesFor, type ReadingPorts } from './reading-ports.ts';
import { inTurns } from './reading-turns.ts';

/** A sender that sends on though it is told to wait is cut off. */
const UNANSWERED_MAX = 4 * BATCH_LIMITS.openFrames;
/** Answers that a sender leaves unread. */
const UNREAD_ANSWERS_BYTES = 1024 * 1024;

/** A feeding socket opened or closed. */
export type Connection = { readonly kind: 'opened' | 'closed'; readonly sender: string };

export type SocketIntakeOptions = IntakePorts &
  ReadingPorts & {
    readonly access: Access;
    readonly openSockets: OpenSockets;
    readonly feeds: Feeds;
    readonly refusedLog: RefusedLog;
    readonly log: Logger;
    readonly onConnection?: (change: Connection) => void;
  };

/** Where sources feed events: frames of NDJSON, each answered in its turn. */
export function socketIntake(options: SocketIntakeOptions): SocketRoute {
  const { access, log, refusedLog } = options;
  const seats = createSeats({ all: DOOR_LIMITS.feeds, share: DOOR_LIMITS.feedsShare });
  return {
    path: INGEST_SOCKET_PATH,
    maxFrameBytes: BATCH_LIMITS.frameBytes,
    answer(request) {
      const { headers } = request;
      const address = access.addressOf(request);
      const decision = access.refuseStranger(headers) ?? access.judge(request, 'ingest');
      if (decision.kind === 'denied') {
        refusedLog.note('feed refused', { address, reason: decision.reason });
        return { kind: 'refused', status: decision.status, reason: decision.reason };
      }
      const { grant } = decision;
      const whose = whoseOf(grant, address);
      const full = seats.fullFor(whose);
      if (full !== undefined) {
        refusedLog.note('feed refused', { address, reason: full });
        return { kind: 'refused', status: 429, reason: full };
      }
      return {
        kind: 'open',
        open(peer) {
          const leave = seats.take(whose);
          log.info({ address, token: grant.name }, 'feed opened');
          return listenTo({ peer, grant, whose }, options, () => {
            leave();
            log.info({ address, token: grant.name }, 'feed closed');
          });
        },
      };
    },
  };
}

type Feeding = { readonly peer: Peer; readonly grant: Grant; readonly whose: readonly string[] };

function listenTo(feeding: Feeding, options: SocketIntakeOptions, closed: () => void): SocketListener {
  const { peer, grant, whose } = feeding;
  const sender = grant.name;
  const feed = options.feeds.open();
  const forget = options.openSockets.add(grant, () => peer.close(FORBIDDEN_CLOSE, 'the token was revoked'));
  const answers = answersInTurn(peer);
  const reader = frameReader(options, feeding, feed);
  options.onConnection?.({ kind: 'opened', sender });
  return {
    message(text) {
      if (answers.open() >= UNANSWERED_MAX)
        return peer.close(FORBIDDEN_CLOSE, `more than ${UNANSWERED_MAX} frames without waiting for answers`);
      const opened =
        answers.open() >= BATCH_LIMITS.openFrames
          ? `${BATCH_LIMITS.openFrames} frames are open already`
          : options.openBodies.enter(text.length, whose);
      if (typeof opened === 'string') return answers.add(Promise.resolve(wait(opened, RETRY_AFTER_MS)));
      answers.add(reader(text).finally(() => opened.leave()));
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

/** Reads frames one after the other, each in turns of the loop, and offers them in their order. The promises never reject. */
function frameReader(
  options: SocketIntakeOptions,
  { grant }: Feeding,
  feed: Feed,
): (text: string) => Promise<IngestAnswer> {
  let last: Promise<unknown> = Promise.resolve();
  return async (text) => {
    const reading = last.then(() =>
      inTurns(readLines(text, rulesFor(options, grant)), options.turns, grant.name),
    );
    last = reading;
    const batch = await reading;
    if (batch.kind !== 'batch') return { kind: 'failed', reason: batch.reason };
    feed.heard(batch.events);
    const intake = await offerBatch(options, grant.name, batch);
    // The sender keeps the frame in both cases: what the journal could not write today it may write tomorrow.
    return intake.kind === 'committed' ? intake : wait(intake.reason, intake.retryAfterMs);
  };
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

import { SECOND_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { AmiDefinition } from '#domain/source-definition.ts';
import type { Clock } from '../../../clock/clock.ts';
import type { Connection, LinkEnd } from '../../links/keep-linked.ts';
import { every, type Timers } from '../../../clock/timers.ts';
import { valueOf, type AmiBlock } from '../ami/ami-block.ts';
import type { AmiFrame } from '../ami/ami-framer.ts';
import { amiLogIn } from './ami-log-in.ts';
import { amiSession, type AmiSession } from './ami-session.ts';
import { openSocket } from '../../links/open-socket.ts';

export type LiveAmiOptions = Pick<AmiDefinition, 'host' | 'port' | 'tls' | 'user'> & {
  /** Read anew for each connection, so that a changed one is taken without a restart. */
  readonly password: () => Promise<string>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Logged in; what is known of the past is to be read up to now before this resolves. */
  readonly opened: () => Promise<void>;
  /** The lists are to be asked for now. */
  readonly resyncing: (at: EpochMs) => void;
  readonly frame: (frame: AmiFrame, at: EpochMs) => void;
  readonly heartbeat: (beat: Heartbeat) => void;
  /** All lists have been asked for and answered. */
  readonly resynced: (at: EpochMs) => Promise<void>;
  /** A list that it would not give, in its words; undefined: it gave it. */
  readonly listed: (action: ListAction, refusal: string | undefined) => void;
  /** Nothing but its lists tells who waits. */
  readonly isAlone: boolean;
};

/** The switch answered that it is there; `at` is its own clock where it told it. */
export type Heartbeat = { readonly at: EpochMs; readonly clock: 'origin' | 'receipt' };

export type ListAction = 'QueueStatus' | 'CoreShowChannels';

/** Three pings fit into the silence after which the wall calls a source dead. */
const PING_EVERY_MS: DurationMs = 5 * SECOND_MS;

/** One connection to the manager interface, from login to its end. */
export async function liveAmi(options: LiveAmiOptions, connection: Connection): Promise<LinkEnd> {
  const { clock, timers } = options;
  const password = await options.password();
  const socket = await openSocket({ ...options, signal: connection.signal });
  let isAsked = false;
  const onFrame = (frame: AmiFrame): void => {
    options.frame(frame, clock());
    // It was still starting when we asked: members and queues are there only now.
    if (isAsked && isEvent(frame, 'FullyBooted')) askAgain(options, session);
  };
  const session = amiSession({ socket, timers, onFrame });
  const abort = (): void => session.close('no longer wanted');
  connection.signal.addEventListener('abort', abort, { once: true });
  if (connection.signal.aborted) abort();
  try {
    const logIn = await amiLogIn(session, { user: options.user, password });
    if (logIn.kind === 'refused') return refusal(options.user, logIn.said);
    await options.opened();
    isAsked = true;
    const unlisted = await resync(options, session);
    // Who waited before we came would be nobody.
    if (options.isAlone && unlisted !== undefined) return unlisted;
    connection.live();
    return { kind: 'lost', reason: await keepAlive(options, session) };
  } finally {
    connection.signal.removeEventListener('abort', abort);
    session.close('over');
  }
}

const refusal = (user: string, said: string): LinkEnd => ({
  kind: 'refused',
  reason: `login refused: ${said}`,
  mend: `compare user and password with [${user}] in manager.conf, its deny and permit too; asked again once a minute`,
});

const isEvent = (frame: AmiFrame, name: string): boolean =>
  frame.kind === 'block' && valueOf(frame.block, 'Event') === name;

/** A list that does not come ends the connection, and the next one begins with it. */
function askAgain(options: LiveAmiOptions, session: AmiSession): void {
  resync(options, session).catch((error: unknown) => session.close(wordsOf(error)));
}

/** Answers why the connection is of no use alone, where the switch does not list its callers. */
async function resync(
  { resyncing, listed, resynced, clock }: LiveAmiOptions,
  session: AmiSession,
): Promise<LinkEnd | undefined> {
  // Lists carry no time: the pong tells the switch's clock, on which they are to be read.
  await session.ask('Ping');
  resyncing(clock());
  let end: LinkEnd | undefined;
  for (const action of LISTS) {
    const block = await session.askList(action);
    const words = valueOf(block, 'Response') === 'Error' ? (valueOf(block, 'Message') ?? 'no') : undefined;
    listed(action, words);
    // A switch that is still starting does not know the question yet, and is asked again soon.
    const kind = words === 'Permission denied' ? 'refused' : 'lost';
    if (action === 'QueueStatus' && words !== undefined)
      end = { kind, reason: `${action} refused: ${words}`, mend: MENDED_BY[action] };
  }
  await resynced(clock());
  return end;
}

/** What to do where a list is refused. */
export const MENDED_BY: Readonly<Record<ListAction, string>> = {
  QueueStatus: 'load app_queue, and give the manager user read=agent',
  CoreShowChannels: 'give the manager user write=reporting in manager.conf',
};

const LISTS: readonly ListAction[] = ['QueueStatus', 'CoreShowChannels'];

/** Pings until the connection is over, by itself or because a ping has no answer. */
async function keepAlive({ timers, clock, heartbeat }: LiveAmiOptions, session: AmiSession): Promise<string> {
  const ping = (): void => {
    session.ask('Ping').then(
      (pong) => heartbeat(beatOf(pong, clock())),
      (error: unknown) => session.close(wordsOf(error)),
    );
  };
  ping();
  const undo = every(timers, PING_EVERY_MS, ping);
  const reason = await session.closed;
  undo();
  return reason;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A pong has the switch's own time, whether `timestampevents` is on or not. */
function beatOf(
  pong: AmiBlock,
  now: EpochMs,
): { readonly at: EpochMs; readonly clock: 'origin' | 'receipt' } {
  const seconds = Number(valueOf(pong, 'Timestamp'));
  return seconds > 0
    ? { at: epochMs(Math.round(seconds * SECOND_MS)), clock: 'origin' }
    : { at: now, clock: 'receipt' };
}

import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Clock } from '../../../clock/clock.ts';
import { openSocket } from '../../links/open-socket.ts';
import type { Connection, LinkEnd } from '../../links/keep-linked.ts';
import { every, type Timers } from '../../../clock/timers.ts';
import type { CoreConnection } from '../freeswitch-reader.ts';
import type { Tables } from '../take-tables.ts';
import { MEMBERS_QUESTION, askTables } from './ask-tables.ts';
import { isWithoutModule, mendedBy } from './judge-question.ts';
import { eslSession, type EslSession, type EslWord } from './esl-session.ts';

export type LiveEslOptions = {
  readonly definition: Pick<FreeswitchDefinition, 'host' | 'port' | 'user' | 'format' | 'pollMs'>;
  /** Asked for each connection, so that a changed one is taken without a restart. */
  readonly password: () => Promise<string>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Logged in to this core, before anything is heard of it. */
  readonly connected: (of: CoreConnection) => void;
  readonly word: (word: EslWord) => void;
  readonly tables: (tables: Tables) => Promise<void>;
  /** Whether the tables did not have somebody who is known: one more look is worth while. */
  readonly missesSome: () => boolean;
  /** The switch has answered, and its clock was so. */
  readonly beat: (at: EpochMs) => void;
  /** A question that it did not answer, in its words; undefined: it did. */
  readonly asked: (question: string, denial: string | undefined) => void;
  /** Is given the means to make the switch wait while we cannot take more. */
  readonly throttle: (hold: { pause(): void; resume(): void }) => void;
};

/** Three of them fit into the silence after which the wall calls a source dead. */
const PING_EVERY_MS: DurationMs = 5 * SECOND_MS;

/** One connection to the event socket, from login to its end. */
export async function liveEsl(options: LiveEslOptions, connection: Connection): Promise<LinkEnd> {
  const { timers } = options;
  const { host, port, user, format } = options.definition;
  const password = await options.password();
  const socket = await openSocket({ host, port, timers, signal: connection.signal });
  const session = eslSession({ socket, timers, onWord: options.word });
  const abort = (): void => session.close('no longer wanted');
  connection.signal.addEventListener('abort', abort, { once: true });
  options.throttle(socket);
  try {
    await session.greeted;
    const login = await session.ask(user === undefined ? `auth ${password}` : `userauth ${user}:${password}`);
    if (login.kind === 'denied') return refused('login', login.words);
    const denial = await tellCore(options, session);
    // Without it a restart could not be told from a lost connection.
    if (denial !== undefined) return refused('core_uuid', denial);
    const events = await session.ask(`event ${format} ${EVENTS}`);
    if (events.kind === 'denied') return refused('events', events.words);
    const listeningSince = await switchTime(options, session);
    const unlisted = await poll(options, session, listeningSince, { withQueues: true, isFirst: true });
    // Who waited before we came would be nobody.
    if (unlisted !== undefined) return unlisted;
    connection.live();
    return { kind: 'lost', reason: await stayLive(options, session, listeningSince) };
  } finally {
    connection.signal.removeEventListener('abort', abort);
    session.close('over');
  }
}

const refused = (what: keyof typeof REFUSED_MENDS, words: string): LinkEnd => ({
  kind: 'refused',
  reason: `${what} refused: ${words}`,
  mend: `${REFUSED_MENDS[what]}; asked again once a minute`,
});

/** What lets us in. */
export const REFUSED_MENDS = {
  login: 'compare password with event_socket.conf.xml, or with esl-password of the user in the directory',
  core_uuid: 'add global_getvar to esl-allowed-api of the user in the directory',
  events: 'add HEARTBEAT SHUTDOWN CHANNEL_HOLD CHANNEL_UNHOLD CUSTOM callcenter::info to esl-allowed-events',
};

/** Queues and agents, holds, and the life of the switch itself. What follows CUSTOM is a subclass, so it is last. */
export const EVENTS = 'HEARTBEAT SHUTDOWN CHANNEL_HOLD CHANNEL_UNHOLD CUSTOM callcenter::info';

/** Which core it is, and since when; answers why that cannot be known, where it cannot. */
async function tellCore(options: LiveEslOptions, session: EslSession): Promise<string | undefined> {
  const at = await switchTime(options, session);
  const core = await session.ask('api global_getvar core_uuid');
  if (core.kind === 'denied') return core.words;
  const uptime = await session.ask('api uptime s');
  options.asked('uptime', uptime.kind === 'denied' ? uptime.words : undefined);
  const seconds = uptime.kind === 'done' ? Number(uptime.body.trim()) : NaN;
  // Rounded down by the switch: it started in the second before.
  const startedAt = seconds >= 0 ? later(at, -(seconds + 1) * SECOND_MS) : undefined;
  options.connected({ core: core.body.trim(), at, ...(startedAt !== undefined && { startedAt }) });
  return undefined;
}

/** What time it is on the switch; ours where it does not say. */
async function switchTime({ clock, asked }: LiveEslOptions, session: EslSession): Promise<EpochMs> {
  const answer = await session.ask('api strmicroepoch');
  asked('strmicroepoch', answer.kind === 'denied' ? answer.words : undefined);
  const microseconds = answer.kind === 'done' ? Number(answer.body.trim()) : NaN;
  return microseconds > 0 ? epochMs(Math.floor(microseconds / 1000)) : clock();
}

/** Answers why the connection is of no use, where the switch does not list its callers. */
async function poll(
  options: LiveEslOptions,
  session: EslSession,
  listeningSince: EpochMs,
  { withQueues, isFirst = false }: { readonly withQueues: boolean; readonly isFirst?: boolean },
): Promise<LinkEnd | undefined> {
  // The time first: what the tables say is at least as late.
  const at = await switchTime(options, session);
  let denial = '';
  const asked = (question: string, words: string | undefined): void => {
    options.asked(question, words);
    if (question === MEMBERS_QUESTION) denial = words ?? '';
  };
  const tables = await askTables({ session, asked, withQueues });
  await options.tables({ at, listeningSince, isFirst, ...tables });
  // Without mod_callcenter nobody waits.
  if (tables.members !== undefined || isWithoutModule(denial)) return undefined;
  return {
    kind: 'refused',
    reason: `${MEMBERS_QUESTION} refused: ${denial}`,
    mend: mendedBy(MEMBERS_QUESTION, denial),
  };
}

/** Pings and polls until the connection is over, by itself or because an answer does not come. */
async function stayLive(
  options: LiveEslOptions,
  session: EslSession,
  listeningSince: EpochMs,
): Promise<string> {
  const { timers, definition } = options;
  const attempt = (work: () => Promise<void>) => (): void => {
    work().catch((error: unknown) => session.close(error instanceof Error ? error.message : String(error)));
  };
  const ping = attempt(async () => options.beat(await switchTime(options, session)));
  let polls = 0;
  const look = attempt(async () => {
    polls += 1;
    await poll(options, session, listeningSince, { withQueues: polls % QUEUES_EVERY_POLLS === 0 });
  });
  ping();
  const again = options.missesSome() ? timers.after(LOOK_AGAIN_MS, look) : (): void => {};
  const undos = [again, every(timers, PING_EVERY_MS, ping), every(timers, definition.pollMs, look)];
  const reason = await session.closed;
  for (const undo of undos) undo();
  return reason;
}

/** After this an event about somebody whom the tables did not have is not on its way any more. */
const LOOK_AGAIN_MS: DurationMs = 2.5 * SECOND_MS;

/** How long callers may wait is changed by people, and needed only after a gap. */
const QUEUES_EVERY_POLLS = 30;

import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { openSocket } from '../links/open-socket.ts';
import { eslSession, type EslSession } from '../freeswitch/live/esl-session.ts';
import type { Timers } from '../../clock/timers.ts';
import { examineConnection } from './examine-connection.ts';
import { bad, good, poor, type Finding } from './finding.ts';

/** Logs in to the event socket and asks for everything the live feed needs. */
export async function examineFreeswitch(
  definition: FreeswitchDefinition,
  { password, timers }: { readonly password: string; readonly timers: Timers },
): Promise<readonly Finding[]> {
  const at = `the event socket at ${definition.host}:${definition.port}`;
  let session: EslSession;
  try {
    const socket = await openSocket({ ...definition, timers, signal: new AbortController().signal });
    session = eslSession({ socket, timers, onWord: () => {} });
  } catch (cause) {
    return [examineConnection(at, cause, OPEN_DOOR)];
  }
  try {
    await session.greeted;
    const { user } = definition;
    const logIn = await session.ask(user === undefined ? `auth ${password}` : `userauth ${user}:${password}`);
    if (logIn.kind === 'denied') return [bad(`${at} does not let us in: ${logIn.words}`, WRONG_PASSWORD)];
    return [
      good(`${at} lets us in`),
      await examineEvents(session, definition.format),
      ...(await examineCallcenter(session)),
    ];
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return [bad(`${at} went away: ${words}`, 'look at apply-inbound-acl in event_socket.conf.xml')];
  } finally {
    session.close('examined');
  }
}

const OPEN_DOOR = 'load mod_event_socket, with listen-ip and listen-port in event_socket.conf.xml';
const WRONG_PASSWORD =
  'compare password in event_socket.conf.xml (or esl-password of the user in the directory) with the definitions';

async function examineEvents(session: EslSession, format: string): Promise<Finding> {
  const events = await session.ask(`event ${format} CUSTOM callcenter::info`);
  return events.kind === 'done'
    ? good('events of queues are subscribed to')
    : bad(
        `events of queues are refused: ${events.words}`,
        'add callcenter::info to esl-allowed-events of the user in the directory',
      );
}

async function examineCallcenter(session: EslSession): Promise<readonly Finding[]> {
  const loaded = await session.ask('api module_exists mod_callcenter');
  if (loaded.kind === 'done' && loaded.body.trim() === 'false')
    return [
      bad(
        'mod_callcenter is not loaded',
        'load it: fs_cli -x "load mod_callcenter", and in modules.conf.xml',
      ),
    ];
  const queues = await session.ask('api callcenter_config queue list');
  if (queues.kind === 'denied')
    return [
      bad(
        `the list of queues is refused: ${queues.words}`,
        'add callcenter_config to esl-allowed-api of the user in the directory',
      ),
    ];
  // A header, a line each, and +OK at the end.
  const count = Math.max(0, queues.body.trim().split('\n').length - 2);
  return [
    count === 0
      ? poor('mod_callcenter has no queues', 'define them in callcenter.conf.xml')
      : good(`${count} queues`),
  ];
}

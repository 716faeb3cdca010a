import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { openSocket } from '../links/open-socket.ts';
import { askTables } from '../freeswitch/live/ask-tables.ts';
import { eslSession, type EslSession } from '../freeswitch/live/esl-session.ts';
import { mendedBy } from '../freeswitch/live/judge-question.ts';
import { EVENTS, REFUSED_MENDS } from '../freeswitch/live/live-esl.ts';
import type { Timers } from '../../clock/timers.ts';
import { examineConnection } from './examine-connection.ts';
import { bad, good, poor, type Examination, type Finding } from './finding.ts';

/** Logs in to the event socket and asks for everything the live feed asks for. */
export async function examineFreeswitch(
  definition: FreeswitchDefinition,
  { password, timers }: { readonly password: string; readonly timers: Timers },
): Promise<Examination> {
  const at = `the event socket at ${definition.host}:${definition.port}`;
  let session: EslSession;
  try {
    const socket = await openSocket({ ...definition, timers, signal: new AbortController().signal });
    session = eslSession({ socket, timers, onWord: () => {} });
  } catch (cause) {
    return { findings: [examineConnection(at, cause, OPEN_DOOR)] };
  }
  try {
    await session.greeted;
    const { user } = definition;
    const logIn = await session.ask(user === undefined ? `auth ${password}` : `userauth ${user}:${password}`);
    if (logIn.kind === 'denied')
      return { findings: [bad(`${at} does not let us in: ${logIn.words}`, WRONG_PASSWORD)] };
    const core = await examineCore(session);
    const events = await examineEvents(session, definition.format);
    const { findings, ...listed } = await examineCallcenter(session);
    return { ...listed, findings: [good(`${at} lets us in`), ...core, events, ...findings] };
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return {
      findings: [bad(`${at} went away: ${words}`, 'look at apply-inbound-acl in event_socket.conf.xml')],
    };
  } finally {
    session.close('examined');
  }
}

const OPEN_DOOR = 'load mod_event_socket, with listen-ip and listen-port in event_socket.conf.xml';
const WRONG_PASSWORD =
  'compare password in event_socket.conf.xml (or esl-password of the user in the directory) with the definitions';

/** Which core it is, since when it runs, and what time it is there. */
async function examineCore(session: EslSession): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const core = await session.ask('api global_getvar core_uuid');
  if (core.kind === 'denied')
    findings.push(bad(`the id of the core is refused: ${core.words}`, REFUSED_MENDS.core_uuid));
  for (const question of ['uptime s', 'strmicroepoch']) {
    const answer = await session.ask(`api ${question}`);
    const [name = ''] = question.split(' ');
    if (answer.kind === 'denied')
      findings.push(poor(`${name} is refused: ${answer.words}`, mendedBy(name, answer.words)));
  }
  return findings.length === 0 ? [good('the id of the core, its uptime and its clock are told')] : findings;
}

async function examineEvents(session: EslSession, format: string): Promise<Finding> {
  const events = await session.ask(`event ${format} ${EVENTS}`);
  return events.kind === 'done'
    ? good('events of queues are subscribed to')
    : bad(`events of queues are refused: ${events.words}`, REFUSED_MENDS.events);
}

/** The tables that the live feed reads: queues, tiers, agents, callers. */
async function examineCallcenter(session: EslSession): Promise<Examination> {
  const loaded = await session.ask('api module_exists mod_callcenter');
  if (loaded.kind === 'done' && loaded.body.trim() === 'false') return { findings: [NOT_LOADED] };
  const denials = new Map<string, string>();
  const asked = (table: string, denial: string | undefined): void => {
    if (denial !== undefined) denials.set(table, denial);
  };
  const {
    queues,
    agents = [],
    members = [],
    tiers = [],
  } = await askTables({ session, asked, withQueues: true });
  if (denials.size === TABLES && [...denials.values()].every((one) => one.includes('Command not found')))
    return { findings: [NOT_LOADED] };
  const refused = [...denials].map(([table, denial]) =>
    poor(`${table} is refused (${denial}), so ${LOSES[table] ?? 'less is known'}`, mendedBy(table, denial)),
  );
  if (queues === undefined) return { findings: refused };
  const counted = `${queues.length} queues, ${tiers.length} places in them, ${agents.length} agents, ${members.length} callers`;
  return {
    findings: [
      queues.length === 0
        ? poor('mod_callcenter has no queues', 'define them in callcenter.conf.xml')
        : good(counted),
      ...refused,
    ],
    queues: queues.map(({ queue }) => queue),
  };
}

const NOT_LOADED = bad(
  'mod_callcenter is not loaded',
  'load it: fs_cli -x "load mod_callcenter", and in modules.conf.xml',
);

/** What is not known without a table. */
const LOSES: Readonly<Record<string, string>> = {
  'queue list': 'a timeout is not told from a hang-up of which we did not hear',
  'tier list': 'who serves which queue is known only once a caller is offered',
  'agent list': 'agents are unknown until they do something',
  'queue list members': 'callers of before the connection are not known',
};
const TABLES = Object.keys(LOSES).length;

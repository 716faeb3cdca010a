import type { AmiDefinition } from '#domain/source-definition.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { valueOf, type AmiBlock } from '../asterisk/ami/ami-block.ts';
import { amiLogIn } from '../asterisk/live/ami-log-in.ts';
import { amiSession, type AmiSession } from '../asterisk/live/ami-session.ts';
import { openSocket } from '../links/open-socket.ts';
import { pause, type Timers } from '../../clock/timers.ts';
import { examineConnection } from './examine-connection.ts';
import { bad, good, poor, type Finding, quiet } from './finding.ts';

/** What was seen of the queues on the way: other examinations compare with it. */
export type QueuesSeen = {
  readonly queues: readonly string[];
  /** Name and interface of each member. */
  readonly members: readonly { readonly name: string; readonly location: string }[];
};

export type AmiExamination = { readonly findings: readonly Finding[]; readonly seen: QueuesSeen | undefined };

/** Logs in and asks for everything the live feed needs. */
export async function examineAmi(
  ami: AmiDefinition,
  { password, timers }: { readonly password: string; readonly timers: Timers },
): Promise<AmiExamination> {
  const at = `${ami.host}:${ami.port}`;
  const blocks: AmiBlock[] = [];
  const never = new AbortController().signal;
  let session: AmiSession;
  try {
    const socket = await openSocket({ ...ami, timers, signal: never });
    const onFrame = (frame: { readonly kind: string; readonly block?: AmiBlock }): void => {
      if (frame.block !== undefined && blocks.length < BLOCKS_KEPT) blocks.push(frame.block);
    };
    session = amiSession({ socket, timers, onFrame });
  } catch (cause) {
    return unseen(examineConnection(`the manager interface at ${at}`, cause, OPEN_DOOR));
  }
  try {
    const logIn = await amiLogIn(session, { user: ami.user, password });
    if (logIn.kind === 'refused') return unseen(examineLogIn(ami.user, logIn.said));
    return await examineSession({ session, blocks, timers, user: ami.user });
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return unseen(bad(`the manager interface at ${at} went away: ${words}`, AFTER_CONNECT));
  } finally {
    session.close('examined');
  }
}

/** A busy floor says some hundred blocks in the time we listen. */
const BLOCKS_KEPT = 20_000;
/** On a floor where somebody calls, something is heard of it. */
const LISTEN_MS: DurationMs = 3 * SECOND_MS;

const OPEN_DOOR =
  'set enabled=yes, port and bindaddr in [general] of manager.conf, then: asterisk -rx "manager reload"';
const AFTER_CONNECT =
  'look at deny and permit of the user in manager.conf, and at what Asterisk logs at that moment';

const unseen = (finding: Finding): AmiExamination => ({ findings: [finding], seen: undefined });

function examineLogIn(user: string, said: string): Finding {
  return bad(
    `the switch does not let the manager user ${user} in: ${said}`,
    `compare secret, deny and permit of [${user}] in manager.conf with the definitions, then: asterisk -rx "manager reload"`,
  );
}

type Visit = {
  readonly session: AmiSession;
  readonly blocks: readonly AmiBlock[];
  readonly timers: Timers;
  readonly user: string;
};

async function examineSession(visit: Visit): Promise<AmiExamination> {
  const { session, blocks, timers, user } = visit;
  const status = await session.askList('QueueStatus');
  const channels = await session.askList('CoreShowChannels');
  const account = await outputOf(session, `manager show user ${user}`);
  const settings = await outputOf(session, 'manager show settings');
  await pause(timers, LISTEN_MS, new AbortController().signal);
  const seen = queuesOf(blocks);
  return {
    seen,
    findings: [
      good(`the manager user ${user} is let in`),
      examineStatus(status, seen),
      examineChannels(channels, user),
      examineClasses(account, blocks, user),
      examineTimes(settings, blocks),
    ],
  };
}

/** What a command of the switch's console prints; undefined where the user may not run one (write=command). */
async function outputOf(session: AmiSession, command: string): Promise<string | undefined> {
  const block = await session.ask('Command', { Command: command });
  if (valueOf(block, 'Response') === 'Error') return undefined;
  // Since 14 each line is an Output; before, lines stood for themselves.
  return block.keys
    .map((key, index) => (key === 'Output' || key === '' ? '' : `${key}: `) + (block.values[index] ?? ''))
    .join('\n');
}

function queuesOf(blocks: readonly AmiBlock[]): QueuesSeen {
  const named = (event: string): readonly AmiBlock[] =>
    blocks.filter((block) => valueOf(block, 'Event') === event);
  return {
    queues: named('QueueParams').flatMap((block) => valueOf(block, 'Queue') ?? []),
    members: named('QueueMember').map((block) => ({
      name: valueOf(block, 'Name') ?? '',
      location: valueOf(block, 'Location') ?? '',
    })),
  };
}

function examineStatus(status: AmiBlock, { queues, members }: QueuesSeen): Finding {
  if (valueOf(status, 'Response') === 'Error')
    return bad(
      `QueueStatus is refused: ${valueOf(status, 'Message') ?? ''}`,
      'load app_queue: asterisk -rx "module load app_queue"',
    );
  if (queues.length === 0) return poor('the switch has no queues', 'define them in queues.conf');
  return good(`${queues.length} queues with ${members.length} places of members`);
}

function examineChannels(channels: AmiBlock, user: string): Finding {
  if (valueOf(channels, 'Response') !== 'Error')
    return good('calls in progress are told after a reconnection');
  return poor(
    'CoreShowChannels is refused, so calls that are in progress when we connect are known from the log only',
    `add reporting to write= of [${user}] in manager.conf`,
  );
}

const NEEDED = ['agent', 'call', 'system'] as const;
const LOSES: Readonly<Record<(typeof NEEDED)[number], string>> = {
  agent: 'nothing of the queues is told live',
  call: 'holds and transfers are not told',
  system: 'starts and stops of the switch are not told',
};

/** The switch does not say what a user may read, unless a command may be run; else what is heard has to tell. */
function examineClasses(account: string | undefined, blocks: readonly AmiBlock[], user: string): Finding {
  const mend = `set read=agent,call,system,user for [${user}] in manager.conf, then: asterisk -rx "manager reload"`;
  const [, classes] = /read perm: *(.*)/.exec(account ?? '') ?? [];
  if (classes !== undefined) {
    const has = (one: string): boolean => /\ball\b/.test(classes) || classes.split(',').includes(one);
    const lacking = NEEDED.find((one) => !has(one));
    if (lacking === undefined) return good(`the user may read ${classes}`);
    const said = `read=${lacking} is missing, so ${LOSES[lacking]}`;
    return lacking === 'agent' ? bad(said, mend) : poor(said, mend);
  }
  if (
    blocks.some(
      (block) =>
        valueOf(block, 'Privilege')?.startsWith('agent,') === true &&
        valueOf(block, 'ActionID') === undefined,
    )
  )
    return good('events of queues are heard');
  return quiet(
    `it was quiet for ${LISTEN_MS / SECOND_MS} s, so it was not heard whether the user may read what is told of queues`,
    `nothing is wrong by that: call a queue and try again, or look for agent in: asterisk -rx "manager show user ${user}"`,
  );
}

function examineTimes(settings: string | undefined, blocks: readonly AmiBlock[]): Finding {
  const mend = 'set timestampevents=yes in [general] of manager.conf, then: asterisk -rx "manager reload"';
  const lost = 'events carry no time, so that of their receipt is taken';
  const [, written] = /Timestamp events: *(\w+)/.exec(settings ?? '') ?? [];
  if (written !== undefined)
    return /^yes$/i.test(written)
      ? good('events carry their time')
      : poor(`timestampevents=no: ${lost}`, mend);
  const heard = blocks.filter(
    (block) => TIMED.test(valueOf(block, 'Privilege') ?? '') && valueOf(block, 'ActionID') === undefined,
  );
  if (heard.some((block) => valueOf(block, 'Timestamp') !== undefined))
    return good('events carry their time');
  if (heard.length > 0) return poor(`timestampevents=no: ${lost}`, mend);
  return quiet(
    'nor whether events carry their time',
    'look for Timestamp events in: asterisk -rx "manager show settings"; if it is No, set timestampevents=yes',
  );
}

/** Events that pass through the switch's own queue of events, where times are added; FullyBooted does not. */
const TIMED = /^(agent|call),/;

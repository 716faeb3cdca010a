import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import type { LogRecord } from './log-record.ts';
import type { Exit, FactTime, Release, SwitchFact } from '../facts/switch-fact.ts';

/**
 * What a line of queue_log tells; undefined for lines that change nothing. PAUSEALL is one: the switch writes a PAUSE for
 * each queue besides, and a pause counts once.
 */
export function logFact(record: LogRecord): SwitchFact | undefined {
  const { call, queue, member } = record;
  if (call !== undefined && queue !== undefined) {
    return member === undefined
      ? queueFact(record, call, queue)
      : (talkFact(record, { call, queue, member }) ?? queueFact(record, call, queue));
  }
  if (queue !== undefined && member !== undefined) return queueMemberFact(record, queue, member);
  return otherFact(record);
}

/** The line's time as facts carry it. */
function timeOf({ at, precisionMs }: LogRecord): FactTime {
  return precisionMs === SECOND_MS ? { at, precisionMs } : { at };
}

type Talk = { readonly call: string; readonly queue: string; readonly member: string };

function talkFact(record: LogRecord, talk: Talk): SwitchFact | undefined {
  const { said } = record;
  const what = { ...timeOf(record), ...talk };
  if (said.verb === 'CONNECT') {
    const [waitMs, ringMs] = [durationOf(said.holdSeconds), durationOf(said.ringSeconds)];
    return {
      ...what,
      kind: 'connected',
      ...(waitMs !== undefined && { waitMs }),
      ...(ringMs !== undefined && { ringMs }),
    };
  }
  const kind = RINGS[said.verb];
  if (kind !== undefined) return { ...what, kind };
  const how = RELEASES[said.verb];
  if (how === undefined) return undefined;
  const to = 'to' in said && said.to !== '' ? { to: said.to } : {};
  return { ...what, kind: 'released', how, ...to, ...durationsOf(said) };
}

/** The line itself tells how long wait and talk were: that of a talk whose beginning was not written is known by it. */
function durationsOf(said: LogRecord['said']): { waitMs?: DurationMs; talkMs?: DurationMs } {
  const waitMs = durationOf('holdSeconds' in said ? said.holdSeconds : undefined);
  const talkMs = durationOf('talkSeconds' in said ? said.talkSeconds : undefined);
  return { ...(waitMs !== undefined && { waitMs }), ...(talkMs !== undefined && { talkMs }) };
}

/** Undefined where it was not written, or cannot be one. */
const durationOf = (seconds: number | undefined): DurationMs | undefined =>
  seconds === undefined || seconds < 0 ? undefined : seconds * SECOND_MS;

type Verb = LogRecord['said']['verb'];

const RINGS: Readonly<Partial<Record<Verb, 'refused' | 'ring-cancelled'>>> = {
  RINGNOANSWER: 'refused',
  AGENTDUMP: 'refused',
  RINGCANCELED: 'ring-cancelled',
};

const RELEASES: Readonly<Partial<Record<Verb, Release>>> = {
  COMPLETEAGENT: 'agent',
  COMPLETECALLER: 'customer',
  TRANSFER: 'transfer',
  BLINDTRANSFER: 'transfer',
  ATTENDEDTRANSFER: 'transfer',
};

function queueFact(record: LogRecord, call: string, queue: string): SwitchFact | undefined {
  const { said } = record;
  const exit = EXITS[said.verb];
  const what = { ...timeOf(record), call, queue };
  if (exit !== undefined) {
    const waitMs = durationOf('waitSeconds' in said ? said.waitSeconds : undefined);
    return { ...what, kind: 'left', exit, ...(waitMs !== undefined && { waitMs }) };
  }
  const refusal = REFUSALS[said.verb];
  if (refusal !== undefined) return { ...what, kind: 'turned-away', exit: refusal };
  if (said.verb === 'ENTERQUEUE') {
    return { ...what, kind: 'entered', ...(isNumber(said.callerId) ? { customer: said.callerId } : {}) };
  }
  return otherFact(record);
}

const EXITS: Readonly<Partial<Record<Verb, Exit>>> = {
  ABANDON: 'abandoned',
  EXITWITHTIMEOUT: 'timeout',
  EXITWITHKEY: 'key',
  EXITEMPTY: 'empty',
  WITHDRAW: 'withdrawn',
  SYSCOMPAT: 'error',
};

const REFUSALS: Readonly<Partial<Record<Verb, 'empty' | 'overflow'>>> = {
  JOINEMPTY: 'empty',
  JOINUNAVAIL: 'empty',
  FULL: 'overflow',
};

/** What the switch writes for a withheld number is none. */
const isNumber = (text: string): boolean => text !== '' && text !== 'NULL' && !text.startsWith('<unknown');

function queueMemberFact(record: LogRecord, queue: string, member: string): SwitchFact | undefined {
  const { said } = record;
  const what = { ...timeOf(record), queue, member };
  if (said.verb === 'ADDMEMBER') return { ...what, kind: 'joined', ...(said.isPaused ? { pause: '' } : {}) };
  if (said.verb === 'REMOVEMEMBER') return { ...what, kind: 'departed' };
  if (said.verb === 'PAUSE') return { ...what, kind: 'paused', pause: said.reason };
  if (said.verb === 'UNPAUSE') return { ...what, kind: 'unpaused' };
  return otherFact(record);
}

function otherFact(record: LogRecord): SwitchFact | undefined {
  const { said, call, member } = record;
  const time = timeOf(record);
  if (said.verb === 'QUEUESTART') return { ...time, kind: 'started' };
  if (said.verb === 'DID' && call !== undefined)
    return { ...time, kind: 'labelled', call, labels: { did: said.number } };
  if (said.verb === 'AGENTLOGIN' && member !== undefined) return { ...time, kind: 'logged-on', member };
  if (said.verb === 'AGENTLOGOFF' && member !== undefined) return { ...time, kind: 'logged-off', member };
  return undefined;
}

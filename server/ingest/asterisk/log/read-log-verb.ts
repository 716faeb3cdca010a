import { shorten, type Refusal } from '../../events/explain-refusal.ts';
import type { LogVerb } from './log-record.ts';

/** What a verb and its fields say. The refusal names the field that should be a number and is none. */
export type ReadVerb =
  | { readonly kind: 'verb'; readonly said: LogVerb }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Reads the verb and what follows it on the line. A verb that is not the switch's own is `custom`. */
export function readLogVerb(name: string, text: string): ReadVerb {
  const shape = SHAPES.get(name);
  if (shape === undefined) return { kind: 'verb', said: { verb: 'custom', name, text } };
  const fields = text.split('|');
  for (const place of shape.numbers) {
    const value = fields[place];
    if (value === undefined || value === '' || WHOLE.test(value)) continue;
    return { kind: 'refused', refusal: noNumber(`${name} data${place + 1}`, value) };
  }
  return { kind: 'verb', said: shape.read(fields) };
}

/** Whether the switch itself writes this verb. */
export const isOwnVerb = (name: string): boolean => SHAPES.has(name);

/**
 * Whether the switch itself writes this verb with such fields. `isSure`: numbers that are in their places show it; else it is
 * enough that none is wrong.
 */
export function fitsVerb(name: string, fields: Fields, isSure: boolean): boolean {
  const shape = SHAPES.get(name);
  if (shape === undefined || (isSure && shape.numbers.length === 0)) return false;
  return shape.numbers.every((place) => {
    const value = fields[place];
    return value === undefined || value === '' ? !isSure : WHOLE.test(value);
  });
}

const WHOLE = /^-?\d{1,12}$/;

const noNumber = (field: string, value: string): Refusal => ({
  reason: 'bad-value',
  field,
  value: shorten(value),
  expected: 'a whole number',
});

type Fields = readonly string[];
/** `numbers`: the places, from the left, of fields that are whole numbers where they are written at all. */
type Shape = { readonly numbers: readonly number[]; readonly read: (fields: Fields) => LogVerb };

const shape = (numbers: readonly number[], read: Shape['read']): Shape => ({ numbers, read });

/** The shapes are those of the calls of `ast_queue_log` in apps/app_queue.c and its neighbours, 1.2 to 23. */
const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ...bare('QUEUESTART', 'CONFIGRELOAD', 'AGENTDUMP', 'SYSCOMPAT', 'REMOVEMEMBER'),
  ...bare('JOINEMPTY', 'JOINUNAVAIL', 'FULL'),
  ['DID', shape([], ([number = '']) => ({ verb: 'DID', number }))],
  ['ENTERQUEUE', shape([], readEnter)],
  ['CONNECT', shape([0, 2], readConnect)],
  ...completes('COMPLETEAGENT', 'COMPLETECALLER'),
  ...exits('ABANDON', 'EXITEMPTY', 'EXITWITHTIMEOUT'),
  [
    'EXITWITHKEY',
    shape([1, 2, 3], ([key = '', ...wait]) => ({ verb: 'EXITWITHKEY', key, ...readWait(wait) })),
  ],
  [
    'WITHDRAW',
    shape([0, 1, 2], (fields) => ({
      verb: 'WITHDRAW',
      note: fields.slice(3).join('|'),
      ...readWait(fields),
    })),
  ],
  ...rings('RINGNOANSWER', 'RINGCANCELED'),
  ['TRANSFER', shape([], readTransfer('TRANSFER'))],
  ['BLINDTRANSFER', shape([], readTransfer('BLINDTRANSFER'))],
  ['ATTENDEDTRANSFER', shape([], readAttended)],
  ['ADDMEMBER', shape([], ([paused]) => ({ verb: 'ADDMEMBER', isPaused: paused === 'PAUSED' }))],
  ...pauses('PAUSE', 'UNPAUSE', 'PAUSEALL', 'UNPAUSEALL'),
  ['AGENTLOGIN', shape([], ([channel = '']) => ({ verb: 'AGENTLOGIN', channel }))],
  ['AGENTLOGOFF', shape([], ([channel = '']) => ({ verb: 'AGENTLOGOFF', channel }))],
  // chan_agent up to 1.6: the agent is called back at an extension instead of staying on the line.
  ['AGENTCALLBACKLOGIN', shape([], ([channel = '']) => ({ verb: 'AGENTLOGIN', channel }))],
  ['AGENTCALLBACKLOGOFF', shape([], ([channel = '']) => ({ verb: 'AGENTLOGOFF', channel }))],
  ...values('PENALTY', 'RINGINUSE', 'OUTCALL'),
]);

type Named<Verb extends LogVerb['verb']> = readonly [Verb, Shape][];
type Bare =
  | 'QUEUESTART'
  | 'CONFIGRELOAD'
  | 'AGENTDUMP'
  | 'SYSCOMPAT'
  | 'REMOVEMEMBER'
  | 'JOINEMPTY'
  | 'JOINUNAVAIL'
  | 'FULL';

function bare(...verbs: readonly Bare[]): Named<Bare> {
  return verbs.map((verb) => [verb, shape([], () => ({ verb }))]);
}

/** 1.2 and 1.4 write no position; the URL before the caller's number may hold bars of its own. */
function readEnter(fields: Fields): LogVerb {
  const third = fields[2];
  const last = third === undefined || third === '' || WHOLE.test(third) ? 2 : fields.findLastIndex(isWhole);
  const at = last < 2 ? 2 : last;
  return {
    verb: 'ENTERQUEUE',
    callerId: fields[at - 1] ?? '',
    position: numberAt(fields, at),
    callerName: fields.length > at + 1 ? fields.slice(at + 1).join('|') : undefined,
  };
}

const isWhole = (value: string): boolean => WHOLE.test(value);

/** 1.2: hold time; 1.4 adds the agent's channel, 1.6 the ring time. */
function readConnect(fields: Fields): LogVerb {
  return {
    verb: 'CONNECT',
    holdSeconds: numberAt(fields, 0),
    channel: fields[1],
    ringSeconds: numberAt(fields, 2),
  };
}

type Complete = 'COMPLETEAGENT' | 'COMPLETECALLER';

function completes(...verbs: readonly Complete[]): Named<Complete> {
  return verbs.map((verb) => [
    verb,
    shape([0, 1, 2], (fields) => ({
      verb,
      holdSeconds: numberAt(fields, 0),
      talkSeconds: numberAt(fields, 1),
      originalPosition: numberAt(fields, 2),
    })),
  ]);
}

type Exit = 'ABANDON' | 'EXITEMPTY' | 'EXITWITHTIMEOUT';

function exits(...verbs: readonly Exit[]): Named<Exit> {
  return verbs.map((verb) => [verb, shape([0, 1, 2], (fields) => ({ verb, ...readWait(fields) }))]);
}

/** 1.2 and 1.4 write the position only; 1.6.2, 1.8 and 12 write both shapes, and one file may have both. */
const readWait = (fields: Fields) => ({
  position: numberAt(fields, 0),
  originalPosition: numberAt(fields, 1),
  waitSeconds: numberAt(fields, 2),
});

type Ring = 'RINGNOANSWER' | 'RINGCANCELED';

function rings(...verbs: readonly Ring[]): Named<Ring> {
  return verbs.map((verb) => [verb, shape([0], (fields) => ({ verb, ringMs: numberAt(fields, 0) }))]);
}

/** `exten|context`, then hold and talk time from 1.4 on, then the position from 1.6.2 on. */
function readTransfer(verb: 'TRANSFER' | 'BLINDTRANSFER'): Shape['read'] {
  return (fields) => ({
    verb,
    to: fields[0] ?? '',
    holdSeconds: numberAt(fields, 2),
    talkSeconds: numberAt(fields, 3),
  });
}

/** `BRIDGE|id|…`, `APP|name|…` or `LINK|channel|channel|…`: hold, talk and position are the last three. */
function readAttended(fields: Fields): LogVerb {
  const [, ...target] = fields.slice(0, -3);
  const to = fields[0] === 'BRIDGE' ? '' : target.join(' ');
  return {
    verb: 'ATTENDEDTRANSFER',
    to,
    holdSeconds: numberAt(fields, fields.length - 3),
    talkSeconds: numberAt(fields, fields.length - 2),
  };
}

type Pause = 'PAUSE' | 'UNPAUSE' | 'PAUSEALL' | 'UNPAUSEALL';

/** 1.2 and 1.4 write no reason. */
function pauses(...verbs: readonly Pause[]): Named<Pause> {
  return verbs.map((verb) => [verb, shape([], (fields) => ({ verb, reason: fields.join('|') }))]);
}

type Value = 'PENALTY' | 'RINGINUSE' | 'OUTCALL';

function values(...verbs: readonly Value[]): Named<Value> {
  return verbs.map((verb) => [verb, shape([], (fields) => ({ verb, value: fields.join('|') }))]);
}

/** Undefined where nothing, or no number, is written. */
function numberAt(fields: Fields, place: number): number | undefined {
  const value = fields[place];
  return value === undefined || !WHOLE.test(value) ? undefined : Number(value);
}

import { SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import type { Refusal } from '../../events/explain-refusal.ts';
import { valueOf, type AmiBlock } from './ami-block.ts';
import {
  amiEvent,
  deviceOf,
  fieldOf,
  memberOf,
  membershipOf,
  refusedField,
  type AmiEvent,
  type AmiField,
} from './ami-event.ts';
import { amiLegs, type AmiLegs } from './ami-legs.ts';
import type { AmiLists } from './ami-lists.ts';
import type { ExitDesk, OpenExit } from '../facts/exit-desk.ts';
import { exitOfStatus } from './queue-status.ts';
import type { FactTime, Release, SwitchFact } from '../facts/switch-fact.ts';

export type AmiFactsPorts = {
  readonly desk: ExitDesk;
  readonly lists: AmiLists;
  readonly pass: (fact: SwitchFact, receivedAt: EpochMs) => void;
  /** The log's word for an exit that AMI tells, where it came first. */
  readonly exitOf: (exit: OpenExit) => SwitchFact | undefined;
  readonly learn: (time: FactTime, alias: string, name: string) => void;
  /** The call that a member has in hand from a queue. */
  readonly callOf: (member: string, queue: string) => string | undefined;
  readonly refuse: (refusal: Refusal, block: AmiBlock) => void;
  /** The switch says how long it has been up: when it started, within a second or so. */
  readonly startedAt: (at: EpochMs) => void;
  readonly heartbeat: (at: EpochMs) => void;
};

/** Reads what AMI says. */
export type AmiFacts = {
  take(block: AmiBlock, receivedAt: EpochMs): void;
  /** Whether this connection is told of calls (`read=call`), and so of hang-ups. */
  tellsHangUps(): boolean;
  opened(): void;
};

type Ami = AmiFactsPorts & { readonly legs: AmiLegs; tellsHangUps: boolean };

/** A reader of one switch's AMI. */
export function amiFacts(ports: AmiFactsPorts): AmiFacts {
  const ami: Ami = { ...ports, legs: amiLegs(), tellsHangUps: false };
  return {
    take(block, receivedAt) {
      const event = amiEvent(block, receivedAt);
      if (event.name === '') return takeResponse(ami, event);
      if (valueOf(block, 'Privilege')?.startsWith('call') === true) ami.tellsHangUps = true;
      const reading = READINGS.get(event.name);
      if (reading === undefined) return;
      const refusal = refusedField(event, reading.needs);
      if (refusal === undefined) reading.read(ami, event);
      else ami.refuse(refusal, block);
    },
    tellsHangUps: () => ami.tellsHangUps,
    opened: () => void (ami.tellsHangUps = false),
  };
}

type Read = (ami: Ami, event: AmiEvent) => void;
type Reading = { readonly needs: readonly AmiField[]; readonly read: Read };

const reading = (needs: readonly AmiField[], read: Read): Reading => ({ needs, read });
const CALL = ['call', 'queue'] as const;
const TALK = ['call', 'queue', 'interface'] as const;
const MEMBER = ['queue', 'interface'] as const;

/** Events by name; those up to 11 that had another name stand beside. */
const READINGS: ReadonlyMap<string, Reading> = new Map([
  ['QueueCallerJoin', reading(CALL, readJoin)],
  ['Join', reading(CALL, readJoin)],
  ['QueueCallerAbandon', reading(CALL, readExit('abandon'))],
  ['QueueCallerLeave', reading(CALL, readExit('leave'))],
  ['Leave', reading(CALL, readExit('leave'))],
  ['AgentCalled', reading(TALK, readRing('rang'))],
  ['AgentRingNoAnswer', reading(TALK, readRing('refused'))],
  ['AgentDump', reading(TALK, readRing('refused'))],
  ['AgentConnect', reading(TALK, readConnect)],
  ['AgentComplete', reading(MEMBER, readComplete)],
  ['Hold', reading(['call'], readHold('held'))],
  ['Unhold', reading(['call'], readHold('resumed'))],
  ['BlindTransfer', reading([], readTransfer('Extension'))],
  ['AttendedTransfer', reading([], readTransfer('TransferTargetCallerIDNum'))],
  ['HangupRequest', reading(['call'], readHangUpRequest)],
  ['SoftHangupRequest', reading(['call'], readHangUpRequest)],
  ['Hangup', reading(['call'], readHangUp)],
  ['VarSet', reading([], readVariable)],
  ['UserEvent', reading([], readUserEvent)],
  ['QueueMemberAdded', reading(MEMBER, readMember('joined'))],
  ['QueueMemberRemoved', reading(MEMBER, readMember('departed'))],
  ['QueueMemberPause', reading(MEMBER, readMember('paused'))],
  ['QueueMemberPaused', reading(MEMBER, readMember('paused'))],
  ['QueueMemberStatus', reading(MEMBER, readMember('device'))],
  ['AgentLogin', reading(['agent'], readLogin('logged-on'))],
  ['Agentlogin', reading(['agent'], readLogin('logged-on'))],
  ['AgentLogoff', reading(['agent'], readLogin('logged-off'))],
  ['Agentlogoff', reading(['agent'], readLogin('logged-off'))],
  ['FullyBooted', reading([], readBoot)],
  [
    'Shutdown',
    reading([], (ami, { time, receivedAt }) => ami.pass({ ...time, kind: 'stopped' }, receivedAt)),
  ],
  ['QueueParams', reading(['queue'], readListed)],
  ['QueueMember', reading(MEMBER, readListed)],
  ['QueueEntry', reading(CALL, readListed)],
  ['QueueStatusComplete', reading([], readListed)],
  ['CoreShowChannel', reading(['call'], readListed)],
  ['CoreShowChannelsComplete', reading([], readListed)],
]);

/** A field that was checked before. */
const named = (event: AmiEvent, field: AmiField): string => fieldOf(event, field) ?? '';

function readListed(ami: Ami, event: AmiEvent): void {
  if (event.name === 'QueueMember') learnNames(ami, event);
  ami.lists.add(event);
}

/** The interface, the device watched for it and the agent's number are all the member. */
function learnNames({ learn }: Ami, event: AmiEvent): string {
  const member = memberOf(event);
  learn(event.time, named(event, 'interface'), member);
  const device = valueOf(event.block, 'StateInterface');
  const [, number] = /^Agent:(.{1,100})$/.exec(device ?? '') ?? [];
  if (number !== undefined) {
    learn(event.time, number, member);
    learn(event.time, `Agent/${number}`, member);
  }
  return member;
}

function readJoin(ami: Ami, event: AmiEvent): void {
  const call = named(event, 'call');
  const customer = valueOf(event.block, 'CallerIDNum') ?? valueOf(event.block, 'CallerID') ?? '';
  const isKnown = customer !== '' && !/^<?unknown>?$/i.test(customer);
  ami.desk.entered(call);
  const what = { ...event.time, call, queue: named(event, 'queue') };
  ami.pass({ ...what, kind: 'entered', ...(isKnown ? { customer } : {}) }, event.receivedAt);
}

function readExit(said: OpenExit['said']): Read {
  return (ami, event) => {
    const exit: OpenExit = { ...event.time, call: named(event, 'call'), queue: named(event, 'queue'), said };
    const word = ami.exitOf(exit);
    if (word === undefined) return ami.desk.left(exit, event.receivedAt);
    ami.desk.answered(exit.call);
    ami.pass(word, event.receivedAt);
  };
}

function readRing(kind: 'rang' | 'refused'): Read {
  return (ami, event) => {
    const member = learnNames(ami, event);
    const what = { ...event.time, call: named(event, 'call'), queue: named(event, 'queue'), member };
    ami.pass({ ...what, kind }, event.receivedAt);
  };
}

function readConnect(ami: Ami, event: AmiEvent): void {
  const member = learnNames(ami, event);
  const call = named(event, 'call');
  const leg = valueOf(event.block, 'DestUniqueid');
  if (leg !== undefined) ami.legs.add(leg, { call, member });
  ami.desk.answered(call);
  ami.pass(
    { ...event.time, kind: 'connected', call, queue: named(event, 'queue'), member },
    event.receivedAt,
  );
}

const RELEASES: Readonly<Record<string, Release>> = {
  caller: 'customer',
  agent: 'agent',
  transfer: 'transfer',
};

/** When the caller hung up first, the caller's channel may be gone, and the event does not name it. */
function readComplete(ami: Ami, event: AmiEvent): void {
  const member = learnNames(ami, event);
  const queue = named(event, 'queue');
  const call = fieldOf(event, 'call') ?? ami.callOf(member, queue);
  if (call === undefined) return;
  const how = RELEASES[valueOf(event.block, 'Reason') ?? ''] ?? 'unknown';
  const to = ami.legs.endTalk(call);
  ami.pass(
    {
      ...event.time,
      kind: 'released',
      call,
      queue,
      member,
      how,
      ...(to === undefined ? {} : { to }),
      ...(ami.tellsHangUps ? { hangUpFollows: true as const } : {}),
    },
    event.receivedAt,
  );
}

/** Asked for by the agent's telephone, and so on the agent's channel. */
function readHold(kind: 'held' | 'resumed'): Read {
  return (ami, event) => {
    const leg = ami.legs.get(named(event, 'call'));
    if (leg !== undefined) ami.pass({ ...event.time, kind, ...leg }, event.receivedAt);
  };
}

function readTransfer(target: string): Read {
  return (ami, { block }) => {
    const call = valueOf(block, 'TransfereeUniqueid') ?? '';
    const to = valueOf(block, target) ?? '';
    if (call !== '' && to !== '') ami.legs.passOn(call, to);
  };
}

function readHangUpRequest(ami: Ami, event: AmiEvent): void {
  ami.desk.hangUpAsked(named(event, 'call'));
}

function readHangUp(ami: Ami, event: AmiEvent): void {
  const call = named(event, 'call');
  ami.legs.remove(call);
  ami.desk.hungUp(call);
  ami.pass({ ...event.time, kind: 'hung-up', call }, event.receivedAt);
}

/** `read=dialplan`: Queue() leaves its result in a variable. */
function readVariable(ami: Ami, { block }: AmiEvent): void {
  if (valueOf(block, 'Variable') !== 'QUEUESTATUS') return;
  hint(ami, block, valueOf(block, 'Value'));
}

/** A dialplan's own word after Queue(): `UserEvent(QueueResult,Status: ${QUEUESTATUS},Queue: ${QUEUENAME})`. */
function readUserEvent(ami: Ami, event: AmiEvent): void {
  const { block, time, receivedAt } = event;
  const status = valueOf(block, 'QueueStatus') ?? valueOf(block, 'Status');
  const call = fieldOf(event, 'call');
  const queue = fieldOf(event, 'queue');
  const result = exitOfStatus(status);
  if (call === undefined || result === undefined) return;
  if (result.kind === 'left') return hint(ami, block, status);
  if (queue !== undefined && refusedField(event, ['call', 'queue']) === undefined)
    ami.pass({ ...time, kind: 'turned-away', call, queue, exit: result.exit }, receivedAt);
}

function hint(ami: Ami, block: AmiBlock, status: string | undefined): void {
  const call = valueOf(block, 'Uniqueid');
  const result = exitOfStatus(status);
  if (call !== undefined && result?.kind === 'left') ami.desk.hint(call, result.exit);
}

function readMember(kind: 'joined' | 'departed' | 'paused' | 'device'): Read {
  return (ami, event) => {
    const member = learnNames(ami, event);
    const membership = membershipOf(event, named(event, 'queue'));
    const what = { ...event.time, member, ...membership };
    const device: SwitchFact = { ...what, kind: 'device', status: deviceOf(event) };
    if (kind === 'device') return ami.pass(device, event.receivedAt);
    if (kind === 'joined') {
      ami.pass({ ...what, kind }, event.receivedAt);
      return ami.pass(device, event.receivedAt);
    }
    const { pause, ...rest } = what;
    if (kind === 'departed') return ami.pass({ ...rest, kind }, event.receivedAt);
    if (pause === undefined) return ami.pass({ ...rest, kind: 'unpaused' }, event.receivedAt);
    ami.pass({ ...rest, kind: 'paused', pause }, event.receivedAt);
  };
}

function readLogin(kind: 'logged-on' | 'logged-off'): Read {
  return (ami, event) => ami.pass({ ...event.time, kind, member: named(event, 'agent') }, event.receivedAt);
}

function readBoot(ami: Ami, { block, time, receivedAt }: AmiEvent): void {
  const uptime = valueOf(block, 'Uptime') ?? '';
  if (!/^\d{1,9}$/.test(uptime)) return;
  const now = time.clock === 'receipt' ? receivedAt : time.at;
  ami.startedAt(epochMs(now - Number(uptime) * SECOND_MS));
}

/** The answer to a Ping carries the switch's clock. */
function takeResponse(ami: Ami, { block, time }: AmiEvent): void {
  if (valueOf(block, 'Ping') === 'Pong' && time.clock !== 'receipt') ami.heartbeat(time.at);
}

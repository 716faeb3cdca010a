import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import { valueOf, type AmiBlock } from './ami-block.ts';
import { amiEvent, fieldOf, refusedField, type AmiEvent, type AmiField } from './ami-event.ts';
import { amiLegs, type AmiLeg } from './ami-legs.ts';
import { learnNames, readListed, readLogin, readMember } from './ami-members.ts';
import { named, type Ami, type AmiFactsPorts, type Read } from './ami-reading.ts';
import { exitOfStatus } from './queue-status.ts';
import type { Release } from '../facts/switch-fact.ts';

/** Reads what AMI says. */
export type AmiFacts = {
  take(block: AmiBlock, receivedAt: EpochMs): void;
  /** Whether this connection is told of calls (`read=call`), and so of hang-ups. */
  tellsHangUps(): boolean;
  /** How far our clock is ahead of the switch's; undefined while it has told no time. */
  aheadMs(): DurationMs | undefined;
  /** An agent's channel that a list has shown. */
  addLeg(leg: string, of: AmiLeg): void;
  /** The connection is over. */
  lost(): void;
};

/** A reader of one switch's AMI. */
export function amiFacts(ports: AmiFactsPorts): AmiFacts {
  const ami: Ami = {
    ...ports,
    legs: amiLegs(),
    hangUps: new Set(),
    tellsHangUps: false,
    aheadMs: undefined,
  };
  return {
    take(block, receivedAt) {
      const event = amiEvent(block, receivedAt, ami.aheadMs);
      if (event.time.clock !== 'receipt') ami.aheadMs = receivedAt - event.time.at;
      if (event.name === '') return takeResponse(ami, event);
      if (valueOf(block, 'Privilege')?.startsWith('call') === true) ami.tellsHangUps = true;
      const reading = READINGS.get(event.name);
      if (reading === undefined) return;
      const refusal = refusedField(event, reading.needs);
      if (refusal === undefined) reading.read(ami, event);
      else ami.refuse(refusal, block);
    },
    tellsHangUps: () => ami.tellsHangUps,
    aheadMs: () => ami.aheadMs,
    addLeg: (leg, of) => ami.legs.add(leg, of),
    lost() {
      ami.tellsHangUps = false;
      ami.hangUps.clear();
    },
  };
}

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

function readJoin(ami: Ami, event: AmiEvent): void {
  const call = named(event, 'call');
  const customer = valueOf(event.block, 'CallerIDNum') ?? valueOf(event.block, 'CallerID') ?? '';
  const isKnown = customer !== '' && !/^<?unknown>?$/i.test(customer);
  const what = { ...event.time, call, queue: named(event, 'queue') };
  ami.pass({ ...what, kind: 'entered', ...(isKnown ? { customer } : {}) }, event.receivedAt);
}

/** Abandoned is who has hung up; of all others only the instant is known. */
function readExit(said: 'abandon' | 'leave'): Read {
  return (ami, event) => {
    const waitMs = secondsOf(event, 'HoldTime');
    const what = {
      ...event.time,
      call: named(event, 'call'),
      queue: named(event, 'queue'),
      ...(waitMs === undefined ? {} : { waitMs }),
    };
    const isHungUp = said === 'abandon' && ami.hangUps.has(what.call);
    ami.pass(
      isHungUp ? { ...what, kind: 'left', exit: 'abandoned' } : { ...what, kind: 'gone', said },
      event.receivedAt,
    );
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
  const [waitMs, ringMs] = [secondsOf(event, 'HoldTime'), secondsOf(event, 'RingTime')];
  ami.pass(
    {
      ...event.time,
      kind: 'connected',
      call,
      queue: named(event, 'queue'),
      member,
      ...(waitMs === undefined ? {} : { waitMs }),
      ...(ringMs === undefined ? {} : { ringMs }),
    },
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
  const [waitMs, talkMs] = [secondsOf(event, 'HoldTime'), secondsOf(event, 'TalkTime')];
  ami.pass(
    {
      ...event.time,
      kind: 'released',
      call,
      queue,
      member,
      how,
      ...(to === undefined ? {} : { to }),
      ...(waitMs === undefined ? {} : { waitMs }),
      ...(talkMs === undefined ? {} : { talkMs }),
      ...(ami.tellsHangUps ? { hangUpFollows: true as const } : {}),
    },
    event.receivedAt,
  );
}

/** A duration in whole seconds; undefined where none is written. */
function secondsOf({ block }: AmiEvent, key: string): DurationMs | undefined {
  const text = valueOf(block, key) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) * SECOND_MS : undefined;
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
  const { hangUps } = ami;
  hangUps.add(named(event, 'call'));
  const [oldest] = hangUps;
  if (hangUps.size > HANG_UPS_KEPT && oldest !== undefined) hangUps.delete(oldest);
}

/** Channels that are being hung up at one time: the hang-up follows within milliseconds. */
const HANG_UPS_KEPT = 10_000;

function readHangUp(ami: Ami, event: AmiEvent): void {
  const call = named(event, 'call');
  ami.legs.remove(call);
  ami.hangUps.delete(call);
  ami.pass({ ...event.time, kind: 'hung-up', call }, event.receivedAt);
}

/** `read=dialplan`: Queue() leaves its result in a variable. */
function readVariable(ami: Ami, event: AmiEvent): void {
  if (valueOf(event.block, 'Variable') !== 'QUEUESTATUS') return;
  hint(ami, event, valueOf(event.block, 'Value'));
}

/** A dialplan's own word after Queue(): `UserEvent(QueueResult,Status: ${QUEUESTATUS},Queue: ${QUEUENAME})`. */
function readUserEvent(ami: Ami, event: AmiEvent): void {
  const { block, time, receivedAt } = event;
  const status = valueOf(block, 'QueueStatus') ?? valueOf(block, 'Status');
  const call = fieldOf(event, 'call');
  const queue = fieldOf(event, 'queue');
  const result = exitOfStatus(status);
  if (call === undefined || result === undefined) return;
  if (result.kind === 'left') return hint(ami, event, status);
  if (queue !== undefined && refusedField(event, ['call', 'queue']) === undefined)
    ami.pass({ ...time, kind: 'turned-away', call, queue, exit: result.exit }, receivedAt);
}

function hint(ami: Ami, event: AmiEvent, status: string | undefined): void {
  const call = valueOf(event.block, 'Uniqueid');
  const result = exitOfStatus(status);
  if (call !== undefined && result?.kind === 'left')
    ami.pass({ ...event.time, kind: 'hinted', call, exit: result.exit }, event.receivedAt);
}

function readBoot(ami: Ami, { block, receivedAt }: AmiEvent): void {
  const uptime = valueOf(block, 'Uptime') ?? '';
  if (/^\d{1,9}$/.test(uptime)) ami.uptime(Number(uptime) * SECOND_MS, receivedAt);
}

/** The answer to a Ping carries the switch's clock. */
function takeResponse(ami: Ami, { block, time }: AmiEvent): void {
  if (valueOf(block, 'Ping') === 'Pong' && time.clock !== 'receipt') ami.heartbeat(time.at);
}

import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import { say, sayDevice, soon, type LivingFloor, type LivingSwitchOptions } from './living-floor.ts';
import { liveOn, newMembers } from './member-life.ts';
import type { Caller, Leg, Member, SwitchState, TrueOutcome, TrueVisit } from './switch-state.ts';
import { callerFields, legFields } from './switch-words.ts';

/** A floor that lives in a switch, and knows what is true. */
export type LivingSwitch = {
  readonly state: SwitchState;
  /** The floor stands still until then: whoever would do something does it afterwards. */
  rest(until: EpochMs): void;
  /** No more calls come. */
  closeDoors(): void;
  /** All calls are gone; it is there again after so long. */
  restart(downMs: DurationMs): void;
};

const QUEUES = ['billing', 'sales', 'support', 'vip'];

/** One whose members are all there, and whose first call is about to come. */
export function livingSwitch(options: LivingSwitchOptions): LivingSwitch {
  const { time } = options;
  const state: SwitchState = {
    queues: QUEUES,
    members: newMembers(options, QUEUES),
    callers: new Map(),
    visits: [],
    startedAt: time.now(),
    isUp: true,
  };
  const floor: LivingFloor = {
    ...options,
    state,
    restUntil: time.now(),
    isClosed: false,
    channels: 0,
    life: 0,
  };
  start(floor);
  return {
    state,
    rest: (until) => void (floor.restUntil = until),
    closeDoors: () => void (floor.isClosed = true),
    restart: (downMs) => restart(floor, downMs),
  };
}

function restart(floor: LivingFloor, downMs: DurationMs): void {
  const { state, time, mouths } = floor;
  state.isUp = false;
  floor.life += 1;
  floor.channels = 0;
  for (const caller of state.callers.values()) {
    if (caller.stage === 'waiting') close(floor, caller.visit, 'lost');
    if (caller.talk !== undefined) caller.visit.talkedUntil = time.now();
    caller.stage = 'gone';
  }
  state.callers.clear();
  for (const member of state.members) {
    delete member.caller;
    member.isOnOther = false;
  }
  time.after(downMs, () => {
    state.isUp = true;
    state.startedAt = time.now();
    // Members are kept, and are added anew.
    for (const { queues } of state.members)
      for (const [queue, { pause }] of queues)
        queues.set(queue, { pause, joinedAt: time.now(), pausedAt: time.now() });
    mouths.log('NONE|NONE|NONE|QUEUESTART|');
    start(floor);
  });
}

function start(floor: LivingFloor): void {
  arriveNext(floor);
  for (const member of floor.state.members) liveOn(floor, member);
}

const write = ({ mouths }: LivingFloor, caller: Caller, member: string, words: string): void =>
  mouths.log(`${caller.call}|${caller.visit.queue}|${member}|${words}`);

function arriveNext(floor: LivingFloor): void {
  const { chance, callsPerSecond } = floor;
  soon(floor, (-Math.log(1 - chance.next()) * SECOND_MS) / callsPerSecond, () => {
    if (floor.isClosed) return;
    arriveNext(floor);
    const caller: Omit<Caller, 'visit'> = { call: newId(floor), beganAt: floor.time.now(), stage: 'waiting' };
    enter(floor, caller, chance.pick(floor.state.queues) ?? '');
  });
}

function newId(floor: LivingFloor): string {
  floor.channels += 1;
  return `${Math.floor(floor.time.now() / SECOND_MS)}.${floor.channels}`;
}

function enter(floor: LivingFloor, who: Omit<Caller, 'visit'>, queue: string): void {
  const { state, time, chance } = floor;
  const visit: TrueVisit = { call: who.call, queue, enteredAt: time.now(), outcome: 'waiting' };
  const caller: Caller = Object.assign(who, { visit, stage: 'waiting' as const });
  state.visits.push(visit);
  state.callers.set(caller.call, caller);
  write(floor, caller, 'NONE', `ENTERQUEUE||13055550100|1`);
  say(floor, 'QueueCallerJoin', 'agent', { ...callerFields(caller), Position: 1, Count: 1 });
  const stays = (run: () => void) => () => {
    if (caller.visit === visit && caller.stage === 'waiting') run();
  };
  soon(
    floor,
    chance.between(8, 90) * SECOND_MS,
    stays(() => leave(floor, caller)),
  );
  soon(
    floor,
    chance.between(0, 30),
    stays(() => tryRing(floor, caller)),
  );
}

/** The first member who is free rings; without one, another try comes soon. */
function tryRing(floor: LivingFloor, caller: Caller): void {
  const { state, chance } = floor;
  if (caller.stage !== 'waiting' || caller.ring !== undefined) return;
  const { visit } = caller;
  const idle = state.members.filter(
    (member) =>
      member.caller === undefined &&
      !member.isOnOther &&
      member.queues.has(visit.queue) &&
      member.queues.get(visit.queue)?.pause === undefined,
  );
  const member = chance.pick(idle);
  if (member !== undefined) return ring(floor, caller, member);
  soon(floor, chance.between(500, 1_500), () => {
    if (caller.visit === visit) tryRing(floor, caller);
  });
}

function ring(floor: LivingFloor, caller: Caller, member: Member): void {
  const { chance, time } = floor;
  const leg: Leg = { id: newId(floor), member, beganAt: time.now() };
  caller.ring = leg;
  member.caller = caller;
  say(floor, 'AgentCalled', 'agent', legFields(caller, leg));
  sayDevice(floor, member);
  const isRefused = chance.is(0.08);
  soon(floor, isRefused ? chance.between(4_000, 8_000) : chance.between(300, 6_000), () => {
    if (caller.ring !== leg) return;
    if (isRefused) refuse(floor, caller, leg);
    else answer(floor, caller, leg);
  });
}

function refuse(floor: LivingFloor, caller: Caller, leg: Leg): void {
  say(floor, 'AgentRingNoAnswer', 'agent', legFields(caller, leg));
  write(floor, caller, leg.member.name, `RINGNOANSWER|${floor.time.now() - leg.beganAt}`);
  stopRing(floor, caller);
  soon(floor, 200, () => tryRing(floor, caller));
}

function stopRing(floor: LivingFloor, caller: Caller): void {
  const { ring: leg } = caller;
  if (leg === undefined) return;
  delete caller.ring;
  free(floor, leg);
}

/** The member's channel is gone. */
function free(floor: LivingFloor, { id, member }: Leg): void {
  delete member.caller;
  say(floor, 'Hangup', 'call', { Uniqueid: id, Cause: 16 });
  sayDevice(floor, member);
}

function answer(floor: LivingFloor, caller: Caller, leg: Leg): void {
  const { time, chance } = floor;
  const { visit } = caller;
  const [wait, rang] = [secondsSince(floor, visit.enteredAt), secondsSince(floor, leg.beganAt)];
  delete caller.ring;
  caller.stage = 'talking';
  caller.talk = { ...leg, answeredAt: time.now() };
  close(floor, visit, 'answered');
  say(floor, 'QueueCallerLeave', 'agent', { ...callerFields(caller), Position: 1, Count: 0 });
  say(floor, 'AgentConnect', 'agent', { ...legFields(caller, leg), HoldTime: wait, RingTime: rang });
  write(floor, caller, leg.member.name, `CONNECT|${wait}|${leg.id}|${rang}`);
  sayDevice(floor, leg.member);
  soon(floor, chance.is(0.03) ? chance.between(20, 240_000) : chance.between(5_000, 90_000), () =>
    endTalk(floor, caller),
  );
}

const secondsSince = ({ time }: LivingFloor, at: EpochMs): number =>
  Math.floor(time.now() / SECOND_MS) - Math.floor(at / SECOND_MS);

function close({ time }: LivingFloor, visit: TrueVisit, outcome: TrueOutcome): void {
  visit.outcome = outcome;
  visit.overAt = time.now();
}

function endTalk(floor: LivingFloor, caller: Caller): void {
  const { chance } = floor;
  const { talk } = caller;
  if (talk === undefined) return;
  if (chance.is(0.12)) return transfer(floor, caller, talk);
  const isCaller = chance.is(0.5);
  say(floor, 'HangupRequest', 'call', { Uniqueid: isCaller ? caller.call : talk.id });
  complete(floor, caller, isCaller ? 'caller' : 'agent', isCaller ? 'COMPLETECALLER' : 'COMPLETEAGENT');
  free(floor, talk);
  hangUp(floor, caller);
}

function complete(floor: LivingFloor, caller: Caller, reason: string, verb: string): void {
  const { talk, visit } = caller;
  if (talk === undefined) return;
  const [wait, talked] = [
    Math.floor(talk.answeredAt / SECOND_MS) - Math.floor(visit.enteredAt / SECOND_MS),
    secondsSince(floor, talk.answeredAt),
  ];
  delete caller.talk;
  visit.talkedUntil = floor.time.now();
  say(floor, 'AgentComplete', 'agent', {
    ...legFields(caller, talk),
    HoldTime: wait,
    TalkTime: talked,
    Reason: reason,
  });
  write(floor, caller, talk.member.name, `${verb}|${wait}|${talked}|1`);
}

/** Blind: into a queue, which may be the same, or out of the house. The entry may be written before the transfer. */
function transfer(floor: LivingFloor, caller: Caller, talk: NonNullable<Caller['talk']>): void {
  const { chance, state, time } = floor;
  const to = chance.is(0.7) ? (chance.is(0.3) ? caller.visit.queue : chance.pick(state.queues)) : undefined;
  const old: Caller = { ...caller };
  say(floor, 'BlindTransfer', 'call', {
    TransfererUniqueid: talk.id,
    TransfereeUniqueid: caller.call,
    Extension: '710',
  });
  delete caller.talk;
  caller.stage = 'elsewhere';
  const finish = (): void => {
    complete(floor, old, 'transfer', 'BLINDTRANSFER|710|from-agents');
    free(floor, talk);
  };
  const isEntryFirst = to !== undefined && chance.is(0.3);
  if (!isEntryFirst) finish();
  if (to !== undefined) enter(floor, caller, to);
  else soon(floor, chance.between(1_000, 60_000), () => hangUp(floor, caller));
  if (!isEntryFirst) return;
  const { life } = floor;
  // Milliseconds apart, whatever the floor does meanwhile.
  time.after(chance.between(0, 3), () => {
    if (floor.life === life) finish();
  });
}

function hangUp(floor: LivingFloor, caller: Caller): void {
  if (caller.stage === 'gone') return;
  caller.stage = 'gone';
  floor.state.callers.delete(caller.call);
  say(floor, 'SoftHangupRequest', 'call', { Uniqueid: caller.call, Cause: 16 });
  say(floor, 'Hangup', 'call', { Uniqueid: caller.call, Cause: 16 });
}

/** Gives up, or the time is over, or a key is pressed. AMI says the same of the first two. */
function leave(floor: LivingFloor, caller: Caller): void {
  const { chance } = floor;
  const how = chance.next();
  const waited = secondsSince(floor, caller.visit.enteredAt);
  const { ring: leg } = caller;
  if (how < 0.55) say(floor, 'HangupRequest', 'call', { Uniqueid: caller.call });
  if (leg !== undefined)
    write(floor, caller, leg.member.name, `RINGCANCELED|${floor.time.now() - leg.beganAt}`);
  stopRing(floor, caller);
  if (how < 0.85) say(floor, 'QueueCallerAbandon', 'agent', { ...callerFields(caller), HoldTime: waited });
  say(floor, 'QueueCallerLeave', 'agent', { ...callerFields(caller), Position: 1, Count: 0 });
  if (how < 0.55) write(floor, caller, 'NONE', `ABANDON|1|1|${waited}`);
  else if (how < 0.85) write(floor, caller, 'NONE', `EXITWITHTIMEOUT|1|1|${waited}`);
  else write(floor, caller, 'NONE', `EXITWITHKEY|9|1|1|${waited}`);
  close(floor, caller.visit, how < 0.55 ? 'abandoned' : how < 0.85 ? 'timeout' : 'key');
  if (how < 0.55 || chance.is(0.4)) return hangUp(floor, caller);
  goOn(floor, caller);
}

/** The dialplan sends the caller into a queue again, often the same, at once or after a sentence. */
function goOn(floor: LivingFloor, caller: Caller): void {
  const { chance, state, time } = floor;
  const to = chance.is(0.5) ? caller.visit.queue : (chance.pick(state.queues) ?? '');
  caller.stage = 'elsewhere';
  if (chance.is(0.5)) return soon(floor, chance.between(500, 5_000), () => enter(floor, caller, to));
  const { life } = floor;
  time.after(chance.between(0, 5), () => {
    if (floor.life === life) enter(floor, caller, to);
  });
}

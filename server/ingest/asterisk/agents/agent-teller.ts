import { epochMs, later, type EpochMs } from '#domain/time.ts';
import { agentAlarms } from './agent-alarms.ts';
import { tellAgent, tellWrapped } from './agent-events.ts';
import { interfaceTail } from '../facts/agent-names.ts';
import { standingOf, type MemberBook, type Talk } from './member-book.ts';
import { reconcileMembers, type MemberSnapshot } from './reconcile-members.ts';
import {
  ELSEWHERE_BELIEVED_MS,
  bookOf,
  changeDevice,
  isElsewhere,
  isOfRing,
  loseDevice,
  restartDevice,
  restoreLapsed,
  serve,
  type AgentTellerPorts,
  type Staff,
} from './staff.ts';
import type { FactTime, MemberFact, SwitchFact } from '../facts/switch-fact.ts';

/** A fact about a member of queues. */
export type FactOfMember = Extract<SwitchFact, MemberFact>;

/** Tells of members as agents. Members are given as the switch names them; what is answered is the agent's name. */
export type AgentTeller = {
  take(fact: FactOfMember): void;
  nameOf(member: string): string;
  /** The call rings at the agent: wrap-up is over. */
  rung(time: FactTime, member: string, call: string): string;
  /** It does not ring there any more. */
  ringOver(time: FactTime, member: string, call: string): void;
  /** The agent does something in a queue, and so is a member of it. */
  seenIn(time: FactTime, member: string, queue: string): string;
  engaged(time: FactTime, member: string, talk: Talk): string;
  released(
    time: FactTime,
    member: string,
    talk: Talk & { readonly wrapped?: readonly (string | number)[] },
  ): void;
  /** Calls that the agent has in hand. */
  talksOf(member: string): readonly Talk[];
  /** Two names are one agent: what was told under the first goes on under the second. */
  learn(time: FactTime, alias: string, name: string): void;
  restarted(time: FactTime): void;
  /** Who is there is told once more: something signed everyone out. */
  tellAgain(time: FactTime): void;
  /** Nobody tells what telephones do any more. */
  lost(at: EpochMs): void;
  /** Everyone who is a member of the queues listed; others are not any more. */
  reconcile(snapshot: MemberSnapshot): void;
  /** The call that the agent has in hand from a queue; undefined when there is none. */
  callOf(member: string, queue: string): string | undefined;
  /** The switch's clock has come to `now`: what ends by time ends. */
  passTo(now: EpochMs): void;
};

/** A teller that knows who is in `books`. */
export function agentTeller(ports: AgentTellerPorts): AgentTeller {
  const staff: Staff = { ...ports, alarms: agentAlarms(), startedAt: epochMs(0) };
  for (const [agent, book] of ports.books.entries()) {
    if (book.wrap !== undefined) staff.alarms.set(book.wrap.until, agent);
    // What devices do while we are away is not told.
    loseDevice(staff, book, book.changedAt);
  }
  return {
    take: (fact) => takeFact(staff, fact),
    nameOf: (member) => ports.names.resolve(member),
    rung: (time, member, call) => rung(staff, { ...time, member, call }),
    ringOver: (time, member, call) => ringOver(staff, { ...time, member, call }),
    seenIn: (time, member, queue) => seenIn(staff, { ...time, member, queue }).agent,
    engaged: (time, member, talk) => engaged(staff, { ...time, member, ...talk }),
    released: (time, member, talk) => released(staff, { ...time, member, ...talk }),
    learn: (time, alias, name) => learn(staff, { ...time, alias, name }),
    restarted: (time) => restarted(staff, time),
    tellAgain: (time) => tellAgain(staff, time),
    reconcile: (snapshot) => reconcileMembers(staff, snapshot),
    talksOf: (member) => talksOf(staff, member),
    callOf: (member, queue) => talksOf(staff, member).find((talk) => talk.queue === queue)?.call,
    passTo: (now) => passTo(staff, now),
    lost(at) {
      for (const [agent, book] of ports.books.entries()) {
        ports.books.touch(agent);
        loseDevice(staff, book, at);
      }
    },
  };
}

function takeFact(staff: Staff, fact: FactOfMember): void {
  const book = bookOf(staff, fact.member, fact.at);
  // The log repeats what AMI had told already, a moment ago: what came after stands.
  if (later(fact.at, fact.precisionMs ?? 0) < book.changedAt) return;
  if (fact.at > book.changedAt) book.changedAt = fact.at;
  const wasAway = standingOf(book).state === 'away';
  change(staff, book, fact);
  if (!wasAway && standingOf(book).state === 'away') tellWrapped(staff.outbox, book, fact);
  tellAgent(staff.outbox, book, fact);
}

function change(staff: Staff, book: MemberBook, fact: FactOfMember): void {
  switch (fact.kind) {
    case 'joined':
      return serve(book, fact);
    case 'paused':
    case 'unpaused':
      restoreLapsed(book);
      return serve(book, fact);
    case 'departed':
      restoreLapsed(book);
      delete book.queues[fact.queue];
      delete book.lapsed[fact.queue];
      return;
    case 'logged-on':
    case 'logged-off':
      book.isLoggedOn = fact.kind === 'logged-on';
      return;
    case 'device':
      if (book.queues[fact.queue] === undefined) serve(book, fact);
      return changeDevice(staff, book, fact);
  }
}

const talksOf = ({ books, names }: Staff, member: string): readonly Talk[] =>
  books.get(names.resolve(member))?.talks ?? [];

type Ring = FactTime & { readonly member: string; readonly call: string };

function rung(staff: Staff, { member, call, ...time }: Ring): string {
  const book = bookOf(staff, member, time.at);
  book.rings = [...book.rings.filter((one) => one !== call), call].slice(-TALKS_KEPT);
  book.rangAt ??= time.at;
  if (book.isBusyElsewhere && isOfRing(book)) {
    book.isBusyElsewhere = false;
    tellAgent(staff.outbox, book, time);
  }
  if (book.wrap === undefined) return book.agent;
  tellWrapped(staff.outbox, book, time);
  tellAgent(staff.outbox, book, time);
  return book.agent;
}

function ringOver(staff: Staff, { member, call, at }: Ring): void {
  const book = bookOf(staff, member, at);
  if (!book.rings.includes(call)) return;
  book.rings = book.rings.filter((one) => one !== call);
  if (book.rings.length > 0) return;
  delete book.rangAt;
  // A device that was in use because it rang has this moment to say that it is not any more.
  if (!book.isBusyElsewhere) restartDevice(staff, book, at);
}

type Seen = FactTime & { readonly member: string; readonly queue: string };

function seenIn(staff: Staff, seen: Seen): MemberBook {
  guessName(staff, seen);
  const book = bookOf(staff, seen.member, seen.at);
  if (book.lapsed[seen.queue] !== undefined) {
    restoreLapsed(book);
    tellAgent(staff.outbox, book, seen);
  }
  return book;
}

/** Without `log_membername_as_agent` the log signs in `PJSIP/alice` and lets `Alice` answer. */
function guessName(staff: Staff, { member, queue, ...time }: Seen): void {
  if (staff.books.get(staff.names.resolve(member)) !== undefined) return;
  for (const [, { agent, queues }] of staff.books.entries()) {
    if (queues[queue] === undefined || interfaceTail(agent)?.toLowerCase() !== member.toLowerCase()) continue;
    return learn(staff, { ...time, alias: agent, name: member });
  }
}

function engaged(staff: Staff, { call, queue, ...seen }: Seen & Talk): string {
  const book = seenIn(staff, { ...seen, queue });
  const wasFree = book.wrap === undefined && !book.isBusyElsewhere;
  tellWrapped(staff.outbox, book, seen);
  book.isBusyElsewhere = false;
  if (book.device === 'gone') book.device = 'idle';
  // Nobody talks to more at once than this: an end that was never told is forgotten here.
  book.talks = [...book.talks.slice(1 - TALKS_KEPT), { call, queue }];
  if (!wasFree) tellAgent(staff.outbox, book, seen);
  return book.agent;
}

const TALKS_KEPT = 20;

type Released = FactTime &
  Talk & { readonly member: string; readonly wrapped?: readonly (string | number)[] };

function released(staff: Staff, { member, call, queue, wrapped, ...time }: Released): void {
  const book = bookOf(staff, member, time.at);
  book.talks = book.talks.filter((talk) => talk.call !== call);
  if (book.talks.length > 0) return;
  restartDevice(staff, book, time.at);
  const wrapUpMs = staff.wrapUpMs(queue);
  if (wrapped !== undefined && wrapUpMs > 0 && book.wrap === undefined && standingOf(book).state !== 'away') {
    const until = later(time.at, wrapUpMs);
    const precision = time.precisionMs === undefined ? {} : { precisionMs: time.precisionMs };
    book.wrap = { from: time.at, until, ...precision, call, name: wrapped };
    staff.alarms.set(until, book.agent);
    tellAgent(staff.outbox, book, time);
  }
}

function learn(
  staff: Staff,
  { alias, name, ...time }: FactTime & { readonly alias: string; readonly name: string },
): void {
  const before = staff.books.get(staff.names.resolve(alias));
  if (!staff.names.learn(alias, name)) return;
  const after = staff.names.resolve(alias);
  if (before === undefined || before.agent === after) return;
  staff.books.delete(before.agent);
  tellWrapped(staff.outbox, before, time);
  const book = bookOf(staff, name, time.at);
  Object.assign(book, {
    queues: { ...before.queues, ...book.queues },
    lapsed: { ...before.lapsed, ...book.lapsed },
    isLoggedOn: before.isLoggedOn || book.isLoggedOn,
    talks: [...before.talks, ...book.talks],
    rings: [...before.rings, ...book.rings],
  });
  Object.assign(before, { queues: {}, isLoggedOn: false });
  tellAgent(staff.outbox, before, time);
  tellAgent(staff.outbox, book, time);
}

function restarted(staff: Staff, time: FactTime): void {
  staff.startedAt = time.at;
  for (const [agent, book] of staff.books.entries()) {
    staff.books.touch(agent);
    tellWrapped(staff.outbox, book, time);
    Object.assign(book, {
      lapsed: { ...book.lapsed, ...book.queues },
      queues: {},
      isLoggedOn: false,
      device: 'idle',
      isBusyElsewhere: false,
      talks: [],
      rings: [],
      // The restart itself signs everyone out.
      told: { isSignedIn: false, queues: [], state: 'available', reason: '', at: time.at, count: 0 },
    });
  }
}

function tellAgain(staff: Staff, time: FactTime): void {
  for (const [agent, book] of staff.books.entries()) {
    if (!book.told.isSignedIn) continue;
    staff.books.touch(agent);
    book.told = { isSignedIn: false, queues: [], state: 'available', reason: '', at: time.at, count: 0 };
    tellAgent(staff.outbox, book, time);
  }
}

function passTo(staff: Staff, now: EpochMs): void {
  for (let due = staff.alarms.next(now); due !== undefined; due = staff.alarms.next(now)) {
    const book = staff.books.get(due.agent);
    if (book === undefined) continue;
    staff.books.touch(due.agent);
    ringAlarm(staff, book, due.at);
  }
}

function ringAlarm({ outbox }: Staff, book: MemberBook, at: EpochMs): void {
  if (book.wrap !== undefined && book.wrap.until <= at) {
    const time = {
      at: book.wrap.until,
      ...(book.wrap.precisionMs === undefined ? {} : { precisionMs: book.wrap.precisionMs }),
    };
    tellWrapped(outbox, book, time);
    tellAgent(outbox, book, time);
  }
  const { unseenSince } = book;
  if (unseenSince !== undefined && at >= later(unseenSince, ELSEWHERE_BELIEVED_MS)) {
    delete book.unseenSince;
    book.isBusyElsewhere = false;
    tellAgent(outbox, book, { at });
  }
  if (book.isBusyElsewhere || !isElsewhere(book, at)) return;
  book.isBusyElsewhere = true;
  tellAgent(outbox, book, { at: epochMs(book.deviceAt) });
}

import { SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { newVisit, visitIn, type CallVisit, type Ending, type OpenCall } from './call-book.ts';
import {
  nameOf,
  tellEnd,
  tellExit,
  timeOf,
  close,
  type CallTellerPorts,
  type Fact,
  type Named,
} from './call-words.ts';
import { isOne, isToldTwice } from '../facts/same-time.ts';

/** The dialplan's next step comes at once; an agent who is to hear an announcement first is answered seconds after the Leave. */
const HINT_WITHIN_MS: DurationMs = 2 * SECOND_MS;
const ANSWER_WITHIN_MS: DurationMs = 8 * SECOND_MS;
/** How late the log may be read and still decide. */
const LOG_WITHIN_MS: DurationMs = 10 * SECOND_MS;

/**
 * AMI says that a wait is over and not how: QueueCallerAbandon comes with timeouts, empty queues and withdrawals too, and an
 * exit by key has nothing but QueueCallerLeave. The instant is kept; the log, the dialplan or an answer says the rest.
 */
export function takeGone(ports: CallTellerPorts, fact: Fact<'gone'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  const here = call.visits.filter(({ queue }) => queue === fact.queue);
  const wait = waitAt(call, fact);
  const told = wait && here.find((visit) => isItsEnd(visit, wait, fact));
  if (told !== undefined) {
    // Told once: a further word like this one is about the wait that began then.
    told.over = timeOf(fact);
    return;
  }
  // Told by the Abandon before the Leave; and whoever talks has left the queue by being answered.
  if (wait === undefined && here.some(({ stage, over }) => stage !== 'done' || isJustNow(over, fact))) return;
  const visit = wait ?? newVisit(call, fact.queue);
  visit.stage = 'leaving';
  beginEnding(ports, visit, fact, { said: fact.said, withinMs: withinMs(ports, fact.said) });
}

/**
 * The log, read first, may have told that the caller left and is in the queue again, in seconds: AMI's word for that leave
 * then comes when the next wait is under way, and is not about that.
 */
function isItsEnd({ stage, over }: CallVisit, wait: CallVisit, fact: Fact<'gone'>): boolean {
  if (stage !== 'done' || over === undefined || wait.entered === undefined) return false;
  const { at, precisionMs = 1 } = wait.entered;
  if (precisionMs < SECOND_MS || at + precisionMs <= fact.at) return false;
  const isCoarse = (over.precisionMs ?? 1) >= SECOND_MS;
  return isCoarse ? isToldTwice(over, fact) : Math.abs(over.at - fact.at) <= TOGETHER_MS;
}

/** An Abandon and its Leave come within a millisecond or two; nobody leaves a queue twice in this time. */
const TOGETHER_MS: DurationMs = 20;

/** The switch does not list it: it is over. Where there is a log, that may still say how. */
export function takeUnlisted(ports: CallTellerPorts, fact: Fact<'unlisted'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  const visit = visitIn(call, fact.queue, 'waiting', 'leaving', 'talking');
  if (visit === undefined) return;
  if (visit.stage === 'waiting') visit.stage = 'leaving';
  // What was said of an end before counts.
  if (visit.ending === undefined)
    beginEnding(ports, visit, fact, {
      said: 'unlisted',
      withinMs: ports.mode === 'pair' ? LOG_WITHIN_MS : 0,
    });
  if (ports.mode !== 'pair') endUnsaid(ports, call, visit, fact.call);
}

/** The caller's channel is gone, and with it all that nobody told the end of: a last word about that may be on its way. */
export function endHungUp(ports: CallTellerPorts, fact: Fact<'hung-up'>): void {
  for (const visit of ports.calls.get(fact.call)?.visits ?? []) {
    if (visit.ending !== undefined || (visit.stage !== 'waiting' && visit.stage !== 'talking')) continue;
    if (visit.stage === 'waiting') visit.stage = 'leaving';
    beginEnding(ports, visit, fact, {
      said: 'unlisted',
      withinMs: ports.mode === 'pair' ? LOG_WITHIN_MS : HINT_WITHIN_MS,
    });
  }
}

/** The wait is over by what came next, and nobody told how it ended. */
export function endUnlisted(ports: CallTellerPorts, call: OpenCall, visit: CallVisit, fact: Named): void {
  visit.ending ??= { ...timeOf(fact), said: 'unlisted', until: ports.now() };
  endUnsaid(ports, call, visit, fact.call);
}

function withinMs({ mode }: CallTellerPorts, said: Fact<'gone'>['said']): DurationMs {
  if (mode === 'pair') return LOG_WITHIN_MS;
  return said === 'abandon' ? HINT_WITHIN_MS : ANSWER_WITHIN_MS;
}

function beginEnding(
  { calls, now }: CallTellerPorts,
  visit: CallVisit,
  fact: Named,
  { said, withinMs: within }: { readonly said: Ending['said']; readonly withinMs: DurationMs },
): void {
  visit.ending = { ...timeOf(fact), said, until: later(now(), within) };
  calls.ending.add(fact.call);
}

/** How a wait ended, and when where AMI has not said that. */
export function takeLeft(ports: CallTellerPorts, fact: Fact<'left'>): void {
  const { calls } = ports;
  const call = calls.open(fact.call, fact.at);
  const visit = visitLeft(call, fact);
  if (visit === undefined) {
    const here = call.visits.filter(({ queue }) => queue === fact.queue);
    // Told before; and whoever talks has left the queue by being answered.
    if (here.some(({ stage, over }) => stage === 'talking' || isJustNow(over, fact))) return;
  }
  const ending = visit?.ending;
  const when = ending === undefined || ending.said === 'unlisted' ? fact : ending;
  const { exit, presumed: words } = fact;
  const told = { ...timeOf(when), call: fact.call, exit, ...(words !== undefined && { presumed: words }) };
  tellExit(ports, visit ?? newVisit(call, fact.queue), told);
  calls.ended(fact.call);
}

/** The visit that ends so. An event is about the wait that is under way; a line of the log about the first that is over and not decided. */
function visitLeft(call: OpenCall, fact: Fact<'left'>): CallVisit | undefined {
  return fact.precisionMs === undefined
    ? (waitAt(call, fact) ?? leavingVisit(call, fact))
    : (leavingVisit(call, fact) ?? waitAt(call, fact));
}

/** The visit that AMI has said to be over, to which this word about its end belongs; undefined when there is none. */
export function leavingVisit(call: OpenCall, fact: Fact<'left'>): CallVisit | undefined {
  return call.visits.find(
    ({ queue, stage, ending }) =>
      queue === fact.queue &&
      stage === 'leaving' &&
      ending !== undefined &&
      (ending.said === 'unlisted' || isOne(fact, ending)),
  );
}

/** How the wait that is over has ended, from the dialplan: the log's own word is better where there is one. */
export function takeHint(ports: CallTellerPorts, fact: Fact<'hinted'>): void {
  const call = ports.calls.get(fact.call);
  const visit = call?.visits.findLast(({ stage }) => stage === 'leaving' || stage === 'waiting');
  if (call === undefined || visit?.ending === undefined) return;
  visit.ending.hint = fact.exit;
  if (ports.mode !== 'pair') endUnsaid(ports, call, visit, fact.call);
}

/** The caller's channel is gone, or the caller is in a queue again: nothing more will be said of waits that are over. */
export function endLeaving(ports: CallTellerPorts, name: string, isBack: boolean): void {
  const call = ports.calls.get(name);
  if (call === undefined || ports.mode === 'pair') return;
  for (const visit of call.visits) if (visit.stage === 'leaving') endUnsaid(ports, call, visit, name, isBack);
}

/** Ends what nothing more was said of in time; without `now` all of it. */
export function settleEndings(ports: CallTellerPorts, now?: EpochMs): void {
  endWhere(ports, (ending) => now === undefined || ending.until <= patience(ports, ending, now));
}

/** Whoever left without a word may have been answered: that nothing was said of it shows only when something else was said since. */
const patience = ({ mode, now: heardAt }: CallTellerPorts, { said }: Ending, now: EpochMs): EpochMs =>
  mode === 'ami' && said === 'leave' ? heardAt() : now;

/** The connection is lost: whether those who left without a word were answered, the lists will show. */
export function suspendEndings(ports: CallTellerPorts): void {
  endWhere(ports, ({ said }) => said !== 'leave');
  for (const ending of endingsOf(ports)) ending.until = NEVER;
}

/** The lists have come; what they left open is decided as ever. */
export function resumeEndings(ports: CallTellerPorts): void {
  for (const ending of endingsOf(ports))
    if (ending.until === NEVER) ending.until = later(ports.now(), ANSWER_WITHIN_MS);
}

const NEVER = epochMs(Number.MAX_SAFE_INTEGER);

const endingsOf = ({ calls }: CallTellerPorts): readonly Ending[] =>
  [...calls.ending].flatMap((name) => calls.get(name)?.visits.flatMap(({ ending }) => ending ?? []) ?? []);

function endWhere(ports: CallTellerPorts, isDue: (ending: Ending) => boolean): void {
  const { calls } = ports;
  for (const name of calls.ending) {
    const call = calls.get(name);
    for (const visit of call?.visits ?? [])
      if (call !== undefined && visit.ending !== undefined && isDue(visit.ending))
        endUnsaid(ports, call, visit, name);
    if (call?.visits.some(({ ending }) => ending !== undefined) !== true) calls.ending.delete(name);
  }
}

/** Ends a visit with what is known. */
function endUnsaid(
  ports: CallTellerPorts,
  call: OpenCall,
  visit: CallVisit,
  name: string,
  isBack = false,
): void {
  const { ending } = visit;
  if (ending === undefined) return;
  const when = { ...timeOf(ending), call: name };
  if (visit.stage === 'talking') {
    close(ports, visit, when);
    tellEnd(ports, { ...when, how: 'unknown' }, nameOf(when, visit));
    if (visit.member !== undefined)
      ports.agents.released(when, visit.member, { call: name, queue: visit.queue });
  } else {
    tellExit(ports, visit, { ...when, ...presumed(ports, ending, isBack) });
  }
  ports.calls.ended(name);
}

/** The most that AMI alone can say of an end. Whoever is in a queue again has not hung up. */
function presumed(
  { tellsHangUps }: CallTellerPorts,
  { said, until, hint }: Ending,
  isBack: boolean,
): Pick<Fact<'left'>, 'exit' | 'presumed'> {
  if (hint !== undefined) return { exit: hint };
  if (said === 'unlisted' || until === NEVER)
    return { exit: 'error', presumed: 'unknown: the connection was lost' };
  if (said === 'leave') return { exit: 'key', presumed: 'by key or by another way out' };
  if (isBack || tellsHangUps()) return { exit: 'timeout', presumed: 'timeout, empty or withdrawn' };
  return { exit: 'abandoned', presumed: 'unknown: hung up, timeout, empty or withdrawn' };
}

/** The wait that was under way at that time: of a caller who is in the queue again at once there may be two. */
function waitAt(call: OpenCall, { queue, at }: Named & { readonly queue: string }): CallVisit | undefined {
  const waits = call.visits.filter((visit) => visit.queue === queue && visit.stage === 'waiting');
  return waits.findLast(({ entered }) => entered === undefined || entered.at <= at) ?? waits[0];
}

const isJustNow = (over: CallVisit['over'], fact: Named): boolean =>
  over !== undefined && (Math.abs(over.at - fact.at) < SECOND_MS || isToldTwice(over, fact));

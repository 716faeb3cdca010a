import { SECOND_MS, later, type EpochMs } from '#domain/time.ts';
import { hasOpenVisit, newVisit, visitIn, type CallVisit, type OpenCall } from './call-book.ts';
import { releaseAgent } from './call-entries.ts';
import { endUnlisted } from './call-exits.ts';
import {
  NEAR_MS,
  ROUNDED_MS,
  endRings,
  isNear,
  nameOf,
  notBefore,
  tellAnswer,
  tellEnd,
  tellTransfer,
  tellUnheardEntry,
  timeOf,
  type CallTellerPorts,
  type Fact,
} from './call-words.ts';

/** A talk is over. */
export function release(ports: CallTellerPorts, fact: Fact<'released'>): void {
  const { calls } = ports;
  const call = calls.open(fact.call, fact.at);
  if (isToldBefore(ports, call, fact)) return;
  const talking = visitIn(call, fact.queue, 'talking') ?? tellUnconnected(ports, call, fact);
  if (talking === undefined) return endPassedOn(ports, call, fact);
  const end = notBefore({ ...fact, at: endOf(talking, fact) }, talking.answered);
  if (fact.how === 'transfer' || isInQueueAgain(call, talking)) passOn(ports, talking, { call, fact: end });
  else tellEnd(ports, end, nameOf(fact, talking));
  releaseAgent(ports, talking, end, fact.member);
  calls.ended(fact.call);
}

/** Whether the line comes so late that the next talk, which began after it, is under way: the lists have told of its end. */
function isToldBefore({ agents }: CallTellerPorts, { visits }: OpenCall, fact: Fact<'released'>): boolean {
  const here = visits.filter(({ queue }) => queue === fact.queue);
  const agent = agents.nameOf(fact.member);
  const end = later(fact.at, fact.precisionMs ?? 0);
  return (
    here.some(({ stage, answered }) => stage === 'talking' && answered !== undefined && answered.at > end) &&
    here.some(
      ({ stage, member = '', over }) =>
        stage === 'done' && agents.nameOf(member) === agent && isNear(over, fact),
    )
  );
}

/**
 * A talk that ends and was never said to begin: the line itself tells how long wait and talk were. Undefined where the end
 * of that talk was told before.
 */
function tellUnconnected(
  ports: CallTellerPorts,
  call: OpenCall,
  fact: Fact<'released'>,
): CallVisit | undefined {
  const over = visitIn(call, fact.queue, 'done');
  const last = visitIn(call, fact.queue, 'waiting', 'leaving');
  if (last !== undefined && ports.mode === 'ami' && isOfBefore(last, fact))
    endUnlisted(ports, call, last, { ...timeOf(fact), call: fact.call, at: beginOf(fact) });
  const isItsOwn = last?.stage !== 'done' && last !== undefined && hasRoom(last, fact, over !== undefined);
  const waiting = isItsOwn ? last : undefined;
  // Of a call that was passed on into the queue it came from, the end may be told when it waits there already.
  if (over?.over !== undefined && isNear(over.over, fact)) return undefined;
  if (waiting === undefined && over?.answered !== undefined) return undefined;
  const visit = waiting ?? newVisit(call, fact.queue);
  if (waiting === undefined && fact.talkMs === undefined) return visit;
  const { entered } = visit;
  const answered =
    entered !== undefined && fact.waitMs !== undefined
      ? { ...timeOf(entered), at: later(entered.at, fact.waitMs), precisionMs: SECOND_MS }
      : { ...timeOf(fact), at: later(fact.at, -(fact.talkMs ?? 0)) };
  const { waitMs } = fact;
  const told = { ...answered, call: fact.call, member: fact.member, ...(waitMs !== undefined && { waitMs }) };
  if (visit.entered === undefined) tellUnheardEntry(ports, call, visit, told);
  endRings(ports, visit, fact);
  tellAnswer(ports, visit, told);
  return visit;
}

const beginOf = ({ at, waitMs = 0, talkMs = 0 }: Fact<'released'>): EpochMs => later(at, -waitMs - talkMs);

/** Whether the wait had begun well before that which led to this talk: the caller left and came back, and nobody heard it. */
const isOfBefore = ({ entered }: CallVisit, fact: Fact<'released'>): boolean =>
  entered !== undefined &&
  fact.waitMs !== undefined &&
  fact.talkMs !== undefined &&
  later(entered.at, entered.precisionMs ?? 0) + NEAR_MS < beginOf(fact);

/**
 * Whether the wait is the one that the line is about: wait and talk, as long as the line says they were, fit between the entry
 * and the line. Of a wait that follows another in the queue, and of one that is younger than the wait of the line, they must; in
 * any other case the clock was set.
 */
function hasRoom({ entered }: CallVisit, fact: Fact<'released'>, isAgain: boolean): boolean {
  const { at, waitMs, talkMs } = fact;
  if (entered === undefined || waitMs === undefined || talkMs === undefined) return true;
  const latest = later(at, ROUNDED_MS);
  if (later(entered.at, waitMs + talkMs) <= latest) return true;
  return !isAgain && (later(entered.at, waitMs) <= latest || latest < entered.at);
}

/** A line whose time has no room for what it tells was written by another clock. */
function endOf({ answered }: CallVisit, { at, talkMs }: Fact<'released'>): EpochMs {
  const said = answered === undefined || talkMs === undefined ? at : later(answered.at, talkMs);
  return said > at + ROUNDED_MS + (answered?.precisionMs ?? 0) ? said : at;
}

/** The caller goes on elsewhere. */
function passOn(
  ports: CallTellerPorts,
  visit: CallVisit,
  { call, fact }: { readonly call: OpenCall; readonly fact: Fact<'released'> },
): void {
  tellTransfer(ports, visit, fact);
  if (isInQueueAgain(call, visit)) return;
  // The log tells no more of it unless it comes into a queue again; AMI may tell when the caller hangs up.
  if (fact.hangUpFollows === true) call.isPassedOn = true;
  else tellEnd(ports, { ...fact, how: 'unknown' }, nameOf(fact, visit));
}

/** Whether the call has gone on into a queue already, which may be told first. */
const isInQueueAgain = ({ visits }: OpenCall, visit: CallVisit): boolean =>
  visits.slice(visits.indexOf(visit) + 1).some(({ stage }) => stage !== 'done');

/** The end of a call whose agent had left it before: told once. */
function endPassedOn(ports: CallTellerPorts, call: OpenCall, fact: Fact<'released'>): void {
  const visit = visitIn(call, fact.queue, 'done');
  if (!call.isPassedOn || visit === undefined || fact.how === 'transfer' || hasOpenVisit(call)) return;
  call.isPassedOn = false;
  tellEnd(ports, fact, nameOf(fact, visit));
  ports.calls.ended(fact.call);
}

import { assert } from '#domain/assert.ts';
import { DAY_MS, MINUTE_MS, epochMs } from '#domain/time.ts';
import type { FollowUp } from '../model/centre-model.ts';
import { lengthAt } from '../model/spread.ts';
import { placeOf } from '../random/random-streams.ts';
import { offerContact } from './answering.ts';
import type { WayOut } from '../model/compile-model.ts';
import { freePlace, takePlace } from './contact-places.ts';
import { STAGE } from './contacts.ts';
import { COUNT, cellAt, countsAt } from './ledger.ts';
import { contactOwner } from './owners.ts';
import { CUSTOMER_PURPOSES as PURPOSE } from '../model/purposes.ts';
import { findAgent } from './routing.ts';
import { FACT, type Simulation } from './simulation.ts';
import { tell } from './tell.ts';
import { setTimer } from './timers.ts';
import { callUnit, count, planWaiting, visitUnit } from './waiting.ts';
import { joinWaiting, leaveWaiting } from './waiting-lists.ts';

/** The contact enters a queue: to an agent who is free, on a way out that is open, or into the line. */
export function enterQueue(simulation: Simulation, contact: number, queue: number): void {
  const { plan, state } = simulation;
  openVisit(simulation, contact, queue);
  const patience = lengthAt(plan.patience, queue, visitUnit(simulation, contact, PURPOSE.patience));
  state.contacts.patienceEndsAt[contact] = state.now + patience;
  const way = chooseWay(simulation, contact, queue);
  state.contacts.way[contact] = way;
  const outAt = way < 0 ? Infinity : state.now + (plan.waysOut[queue]?.[way]?.afterMs ?? 0);
  state.contacts.outAt[contact] = outAt;
  if (outAt === state.now) return takeWayOut(simulation, contact);
  const agent = findAgent(simulation, queue, 0);
  if (agent >= 0) return offerContact(simulation, contact, agent);
  count(simulation, contact, COUNT.delayed, 1);
  wait(simulation, contact);
}

/** Something is due for a contact that waits in line: it gives up, takes its way out, or more agents may take it. */
export function endWait(simulation: Simulation, contact: number): void {
  const { contacts, now } = simulation.state;
  if ((contacts.patienceEndsAt[contact] ?? 0) <= now) {
    leaveWaiting(simulation.state, contact);
    return abandon(simulation, contact, 1);
  }
  if ((contacts.outAt[contact] ?? 0) <= now) {
    leaveWaiting(simulation.state, contact);
    return takeWayOut(simulation, contact);
  }
  const queue = contacts.queue[contact] ?? 0;
  const agent = findAgent(simulation, queue, now - (contacts.queuedAt[contact] ?? 0));
  if (agent < 0) return planWaiting(simulation, contact);
  leaveWaiting(simulation.state, contact);
  offerContact(simulation, contact, agent);
}

/** The contact stands in line; where one who was refused stood before. */
export function wait(simulation: Simulation, contact: number): void {
  simulation.state.contacts.stage[contact] = STAGE.waiting;
  joinWaiting(simulation.state, contact);
  planWaiting(simulation, contact);
}

/** Work that was held back is due: it may be taken from now on. */
export function releaseHeld(simulation: Simulation, contact: number): void {
  const { contacts, now } = simulation.state;
  contacts.outAt[contact] = Infinity;
  const agent = findAgent(simulation, contacts.queue[contact] ?? 0, now - (contacts.queuedAt[contact] ?? 0));
  if (agent >= 0) offerContact(simulation, contact, agent);
  else wait(simulation, contact);
}

/** The customer hangs up in the queue (1) or while it rings (2), and may call again. */
export function abandon(simulation: Simulation, contact: number, where: 1 | 2): void {
  const { plan, state } = simulation;
  const { contacts, now } = state;
  const queue = contacts.queue[contact] ?? 0;
  const waitMs = now - (contacts.queuedAt[contact] ?? 0);
  count(simulation, contact, COUNT.abandoned, 1);
  count(simulation, contact, COUNT.waitAbandonedMs, waitMs);
  if (waitMs <= (plan.withinMs[queue] ?? 0)) count(simulation, contact, COUNT.abandonedWithin, 1);
  if (waitMs < (plan.shortAbandonMs[queue] ?? 0)) count(simulation, contact, COUNT.shortAbandoned, 1);
  state.waiting[queue] = (state.waiting[queue] ?? 0) - 1;
  tell(simulation, FACT.abandoned, contact, -1, where);
  const line = contacts.line[contact] ?? 0;
  const retrial = plan.model.lines[line]?.retrial;
  const again =
    retrial !== undefined &&
    (contacts.attempt[contact] ?? 0) < MOST_ATTEMPTS &&
    callUnit(simulation, contact, PURPOSE.retrial) < retrial.share;
  if (!again) return freePlace(contacts, contact);
  const afterMs = lengthAt(plan.retrialTimes, line, callUnit(simulation, contact, PURPOSE.retrialTime));
  contacts.attempt[contact] = (contacts.attempt[contact] ?? 0) + 1;
  contacts.stage[contact] = STAGE.away;
  setTimer(state.timers, contactOwner(plan, contact), now + Math.max(1, afterMs));
}

/** After so many tries even the most stubborn customer writes a letter. */
const MOST_ATTEMPTS = 20;

function openVisit(simulation: Simulation, contact: number, queue: number): void {
  const { state } = simulation;
  const { contacts, ledger, now } = state;
  contacts.queue[contact] = queue;
  contacts.queuedAt[contact] = now;
  contacts.visits[contact] = Math.min(255, (contacts.visits[contact] ?? 0) + 1);
  contacts.refusals[contact] = 0;
  contacts.cell[contact] = countsAt(ledger, cellAt(ledger, now), queue);
  count(simulation, contact, COUNT.offered, 1);
  state.waiting[queue] = (state.waiting[queue] ?? 0) + 1;
  tell(simulation, FACT.queued, contact, -1, 0);
}

function takeWayOut(simulation: Simulation, contact: number): void {
  const { plan, state } = simulation;
  const { contacts } = state;
  const queue = contacts.queue[contact] ?? 0;
  const place = contacts.way[contact] ?? 0;
  const way = plan.waysOut[queue]?.[place];
  assert(way !== undefined, `contact ${contact} leaves queue ${queue} by a way that is there`);
  count(simulation, contact, COUNT.left, 1);
  if (way.reason === 'voicemail') count(simulation, contact, COUNT.leftVoicemail, 1);
  if (way.reason === 'callback') count(simulation, contact, COUNT.leftCallback, 1);
  if (way.reason === 'closed') count(simulation, contact, COUNT.leftClosed, 1);
  if (way.reason === 'timeout') count(simulation, contact, COUNT.leftTimeout, 1);
  state.waiting[queue] = (state.waiting[queue] ?? 0) - 1;
  tell(simulation, FACT.left, contact, -1, place);
  if (way.to >= 0 && (contacts.visits[contact] ?? 0) < MOST_VISITS)
    return enterQueue(simulation, contact, way.to);
  if (way.to >= 0) tell(simulation, FACT.ended, contact, -1, 2);
  if (way.followUp >= 0) followUp(simulation, contact, way.followUp);
  freePlace(contacts, contact);
}

/** Overflows that lead in a circle end here. */
const MOST_VISITS = 50;

/** Of the open ways out the first that chance says; −1: none. */
function chooseWay(simulation: Simulation, contact: number, queue: number): number {
  const { plan, state } = simulation;
  const ways = plan.waysOut[queue];
  if (ways === undefined || ways.length === 0 || (state.contacts.follow[contact] ?? 0) > 0) return -1;
  let unit = visitUnit(simulation, contact, PURPOSE.diversion);
  for (const [place, way] of ways.entries()) {
    if (!isOpen(simulation, way, state.contacts.kind[contact] ?? 0)) continue;
    if (unit < way.share) return place;
    // What is left of the unit is a fresh one for the next way.
    unit = way.share >= 1 ? unit : (unit - way.share) / (1 - way.share);
  }
  return -1;
}

function isOpen(simulation: Simulation, { window, spares }: WayOut, kind: number): boolean {
  if (spares?.includes(kind) === true) return false;
  if (window === undefined) return true;
  const minute = minuteOfDay(simulation);
  return window.from <= window.to
    ? minute >= window.from && minute < window.to
    : minute >= window.from || minute < window.to;
}

function minuteOfDay({ plan, state }: Simulation): number {
  const local = state.now + plan.zone.offsetMs(epochMs(state.now));
  return (((local % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS;
}

/** A message, or a wish to be called back, becomes a contact of its own: in its queue at once, to be taken when it is due. */
function followUp(simulation: Simulation, parent: number, place: number): void {
  const { plan, state } = simulation;
  const follow = plan.followUps[place];
  if (follow === undefined) return;
  const contact = takePlace(state, plan.firstContactOwner);
  const { contacts } = state;
  contacts.line[contact] = contacts.line[parent] ?? 0;
  contacts.number[contact] = contacts.number[parent] ?? 0;
  contacts.attempt[contact] = contacts.attempt[parent] ?? 0;
  contacts.kind[contact] = contacts.kind[parent] ?? 0;
  contacts.follow[contact] = place + 1;
  contacts.place[contact] = placeOf(contacts.place[parent] ?? 0, FOLLOW_UP);
  contacts.visits[contact] = 0;
  tell(simulation, FACT.started, contact, -1, 0);
  openVisit(simulation, contact, follow.number);
  contacts.patienceEndsAt[contact] = Infinity;
  contacts.way[contact] = -1;
  contacts.outAt[contact] = Infinity;
  contacts.stage[contact] = STAGE.held;
  setTimer(state.timers, contactOwner(plan, contact), state.now + dueAfter(simulation, follow.due));
}

/** Beyond every visit a contact makes: its follow-up has chances of its own. */
const FOLLOW_UP = 1_000;

function dueAfter(simulation: Simulation, due: FollowUp['due']): number {
  if ('afterMs' in due) return due.afterMs;
  const minutes = due.minuteOfDay - minuteOfDay(simulation);
  return Math.ceil((minutes <= 0 ? minutes + DAY_MS / MINUTE_MS : minutes) * MINUTE_MS);
}

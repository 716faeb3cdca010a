import { assert } from '#domain/assert.ts';
import type { QueueId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { advance } from './advance.ts';
import { bookStay, settleAgent } from './engine/agent-standing.ts';
import { MOST_SLOTS } from './model/compile-model.ts';
import { takePlace } from './engine/contact-places.ts';
import { STAGE } from './engine/contacts.ts';
import { COUNT, cellAt, countsAt } from './engine/ledger.ts';
import { contactOwner } from './engine/owners.ts';
import { CUSTOMER_PURPOSES as PURPOSE } from './model/purposes.ts';
import { findAgent } from './engine/routing.ts';
import type { Simulation } from './engine/simulation.ts';
import { setTimer } from './engine/timers.ts';
import { wait } from './engine/queue-visit.ts';
import { count, visitUnit } from './engine/waiting.ts';
import { lengthAt } from './model/spread.ts';
import type { SpreadTable } from './model/spread.ts';
import { placeOf } from './random/random-streams.ts';
import { startSimulation, type SimulationOptions } from './start-simulation.ts';

/** Who is on the floor at an instant: since when they wait, since when they talk. */
export type DescribedFloor = {
  readonly waiting: readonly { readonly queue: QueueId; readonly queuedAt: EpochMs }[];
  readonly talking: readonly { readonly queue: QueueId; readonly answeredAt: EpochMs }[];
};

/**
 * A centre that begins with people in it. How much longer they will wait or talk is drawn given how long they have already.
 * Agents are those whom the model has on duty at `from`; each talk takes one who may have it, and one that finds nobody is
 * left out (`placed` says how many found one). Nobody is told of the opening.
 */
export function startFromFloor(
  options: Omit<SimulationOptions, 'teller'>,
  floor: DescribedFloor,
): { readonly simulation: Simulation; readonly placed: number } {
  const simulation = startSimulation(options);
  // Whoever is on duty by the rota signs in at the first instant.
  advance(simulation, epochMs(options.from + 1));
  let placed = 0;
  for (const [place, { queue, answeredAt }] of floor.talking.entries()) {
    if (seatTalk(simulation, queueNumber(simulation, queue), answeredAt, OPENING + place)) placed += 1;
  }
  const first = OPENING + floor.talking.length;
  for (const [place, { queue, queuedAt }] of floor.waiting.entries()) {
    standInLine(simulation, queueNumber(simulation, queue), queuedAt, first + place);
  }
  return { simulation, placed };
}

/** Customers of the opening have numbers that no arrival reaches. */
const OPENING = 1_000_000_000;

function queueNumber({ plan }: Simulation, queue: QueueId): number {
  const number = plan.queueIds.indexOf(queue);
  assert(number >= 0, `queue ${queue} is one of the model's`);
  return number;
}

function seatTalk(simulation: Simulation, queue: number, answeredAt: EpochMs, number: number): boolean {
  const { plan, state } = simulation;
  const { agents } = state;
  const agent = findAgent(simulation, queue, Infinity);
  if (agent < 0) return false;
  const contact = open(simulation, queue, answeredAt, number);
  const { contacts } = state;
  count(simulation, contact, COUNT.answered, 1);
  count(simulation, contact, COUNT.answeredWithin, 1);
  bookStay(simulation, agent);
  const slots = plan.groupSlots[plan.agentGroup[agent] ?? 0] ?? 1;
  const inHand = agents.inHand[agent] ?? 0;
  const age = Math.max(0, state.now - answeredAt);
  const left = Math.max(
    1,
    lastsLonger(simulation, { table: plan.service, purpose: PURPOSE.service, contact, age }) - age,
  );
  contacts.stage[contact] = STAGE.talking;
  contacts.agent[contact] = agent;
  contacts.answeredAt[contact] = answeredAt;
  contacts.work[contact] = left;
  contacts.pacedAt[contact] = state.now;
  agents.hands[agent * MOST_SLOTS + inHand] = contact;
  agents.load[agent] = (agents.load[agent] ?? 0) + ((plan.wholeAgent[queue] ?? 0) === 1 ? slots : 1);
  agents.inHand[agent] = inHand + 1;
  setTimer(state.timers, contactOwner(plan, contact), state.now + left);
  settleAgent(simulation, agent);
  return true;
}

function standInLine(simulation: Simulation, queue: number, queuedAt: EpochMs, number: number): void {
  const { plan, state } = simulation;
  const contact = open(simulation, queue, queuedAt, number);
  const age = Math.max(0, state.now - queuedAt);
  const patience = lastsLonger(simulation, { table: plan.patience, purpose: PURPOSE.patience, contact, age });
  state.contacts.patienceEndsAt[contact] = queuedAt + patience;
  state.contacts.outAt[contact] = Infinity;
  state.contacts.way[contact] = -1;
  state.waiting[queue] = (state.waiting[queue] ?? 0) + 1;
  count(simulation, contact, COUNT.delayed, 1);
  wait(simulation, contact);
}

function open(simulation: Simulation, queue: number, queuedAt: EpochMs, number: number): number {
  const { plan, state } = simulation;
  const contact = takePlace(state, plan.firstContactOwner);
  const { contacts, ledger } = state;
  contacts.line[contact] = Math.max(0, plan.lineQueue.indexOf(queue));
  contacts.number[contact] = number;
  contacts.place[contact] = number;
  contacts.attempt[contact] = 0;
  contacts.follow[contact] = 0;
  contacts.kind[contact] = 0;
  contacts.visits[contact] = 1;
  contacts.refusals[contact] = 0;
  contacts.queue[contact] = queue;
  contacts.queuedAt[contact] = queuedAt;
  contacts.cell[contact] = countsAt(ledger, cellAt(ledger, queuedAt), queue);
  count(simulation, contact, COUNT.offered, 1);
  return contact;
}

type Lasting = {
  readonly table: SpreadTable;
  readonly purpose: number;
  readonly contact: number;
  readonly age: number;
};

/** A length above `age`: drawn until one is. What has lasted far beyond all others lasts half as long again. */
function lastsLonger(simulation: Simulation, { table, purpose, contact, age }: Lasting): number {
  const { contacts } = simulation.state;
  const queue = contacts.queue[contact] ?? 0;
  const own = contacts.place[contact] ?? 0;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    contacts.place[contact] = placeOf(own, tries);
    const length = lengthAt(table, queue, visitUnit(simulation, contact, purpose));
    if (length > age) return length;
  }
  return Math.ceil(1.5 * age) + 1;
}

/** One in five hundred lasts longer than this finds. */
const MOST_TRIES = 500;

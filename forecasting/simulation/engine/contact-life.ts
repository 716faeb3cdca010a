import { lengthAt } from '../model/spread.ts';
import { placeOf, unitAt } from '../random/random-streams.ts';
import { freePlace, takePlace } from './contact-places.ts';
import { STAGE } from './contacts.ts';
import { lineStream } from './lines.ts';
import { endRing, endTalk, endWrapUp } from './handling.ts';
import { contactOwner } from './owners.ts';
import { CUSTOMER_PURPOSES as PURPOSE } from '../model/purposes.ts';
import { endWait, enterQueue, releaseHeld } from './queue-visit.ts';
import { FACT, type Simulation } from './simulation.ts';
import { tell } from './tell.ts';
import { setTimer } from './timers.ts';
import { callUnit } from './waiting.ts';

/** A new customer of the line: into self-service, or to the queue. */
export function newContact(simulation: Simulation, line: number): void {
  const { plan, state } = simulation;
  const contact = takePlace(state, plan.firstContactOwner);
  const { contacts, lines } = state;
  const number = lines.arrivals[line] ?? 0;
  contacts.line[contact] = line;
  contacts.number[contact] = number;
  contacts.attempt[contact] = 0;
  contacts.follow[contact] = 0;
  contacts.kind[contact] = drawKind(simulation, line, number);
  startContact(simulation, contact);
}

/** A contact's timer has come: what is due depends on what it is doing. */
export function contactDue(simulation: Simulation, contact: number): void {
  switch (simulation.state.contacts.stage[contact]) {
    case STAGE.talking:
      return endTalk(simulation, contact);
    case STAGE.waiting:
      return endWait(simulation, contact);
    case STAGE.wrapUp:
      return endWrapUp(simulation, contact);
    case STAGE.ringing:
      return endRing(simulation, contact);
    case STAGE.selfService:
      return endSelfService(simulation, contact);
    case STAGE.held:
      return releaseHeld(simulation, contact);
    case STAGE.away:
      return startContact(simulation, contact);
    case undefined:
  }
}

/** The customer calls, for the first time or again. */
function startContact(simulation: Simulation, contact: number): void {
  const { plan, state } = simulation;
  const { contacts } = state;
  const line = contacts.line[contact] ?? 0;
  contacts.place[contact] = placeOf(contacts.number[contact] ?? 0, contacts.attempt[contact] ?? 0);
  contacts.visits[contact] = 0;
  tell(simulation, FACT.started, contact, -1, 0);
  if (plan.model.lines[line]?.selfService === undefined)
    return enterQueue(simulation, contact, entrance(simulation, contact));
  const unit = callUnit(simulation, contact, PURPOSE.selfServiceTime);
  contacts.stage[contact] = STAGE.selfService;
  setTimer(
    state.timers,
    contactOwner(plan, contact),
    state.now + lengthAt(plan.selfServiceTimes, line, unit),
  );
}

/** Self-service is over: served there, hung up, or handed over to people. */
function endSelfService(simulation: Simulation, contact: number): void {
  const { plan, state } = simulation;
  const { containedShare = 0, hangUpShare = 0 } =
    plan.model.lines[state.contacts.line[contact] ?? 0]?.selfService ?? {};
  const unit = callUnit(simulation, contact, PURPOSE.selfService);
  if (unit >= containedShare + hangUpShare) {
    return enterQueue(simulation, contact, entrance(simulation, contact));
  }
  if (unit < containedShare) tell(simulation, FACT.ended, contact, -1, 2);
  else tell(simulation, FACT.abandoned, contact, -1, 0);
  freePlace(state.contacts, contact);
}

function entrance({ plan, state }: Simulation, contact: number): number {
  const line = state.contacts.line[contact] ?? 0;
  const kind = state.contacts.kind[contact] ?? 0;
  return plan.lineShares[line]?.find((one) => one.class === kind)?.queue ?? plan.lineQueue[line] ?? 0;
}

function drawKind({ plan }: Simulation, line: number, number: number): number {
  const shares = plan.lineShares[line];
  if (shares === undefined || shares.length === 0) return 0;
  let unit = unitAt(plan.customerStreams, lineStream(line, PURPOSE.kind), number);
  for (const one of shares) {
    if (unit < one.share) return one.class;
    unit -= one.share;
  }
  return 0;
}

import type { AcdEvent, Envelope } from '#domain/acd-event.ts';
import { agentId, contactId, type AgentId, type ContactId, type SourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { lineStream } from './engine/lines.ts';
import { CUSTOMER_PURPOSES as PURPOSE } from './model/purposes.ts';
import { FACT, type Simulation, type Teller } from './engine/simulation.ts';
import { unitAt } from './random/random-streams.ts';

/** Turns what a simulation tells into the events that a switch would send, in order of time, into `write`. */
export function eventWriter(write: (event: AcdEvent) => void): Teller {
  return (simulation, fact, contact, agent, more) => {
    const about: About = { simulation, fact, contact, agent, more };
    if (fact >= FACT.sourceStarted) write(sourceEvent(about));
    else write(contact >= 0 ? contactEvent(about) : agentEvent(about));
  };
}

type About = {
  readonly simulation: Simulation;
  readonly fact: number;
  readonly contact: number;
  readonly agent: number;
  readonly more: number;
};

function contactEvent(about: About): AcdEvent {
  const { simulation, fact, more } = about;
  const { plan, state } = simulation;
  const head = { ...envelope(simulation, contactSource(about)), contact: contactName(about) };
  const at = state.contacts.queue[about.contact] ?? 0;
  const queue = plan.queueIds[at];
  const where = queue === undefined ? {} : { queue };
  const who = about.agent < 0 ? {} : { agent: agentName(simulation, about.agent) };
  switch (fact) {
    case FACT.started:
      return { ...head, kind: 'contact-started', ...customerFacts(about) };
    case FACT.queued:
      return { ...head, kind: 'contact-queued', queue: queue ?? plan.firstQueueId, ...priorityOf(about) };
    case FACT.ringing:
      return { ...head, kind: 'contact-ringing', ...where, ...who };
    case FACT.refused:
      return { ...head, kind: 'contact-refused', ...where, ...who };
    case FACT.answered:
      return { ...head, kind: 'contact-answered', ...where, ...who };
    case FACT.transferred:
      return { ...head, kind: 'contact-transferred', ...who, to: plan.queueIds[more] ?? '' };
    case FACT.left:
      return { ...head, kind: 'contact-left', ...where, reason: plan.waysOut[at]?.[more]?.reason ?? 'error' };
    case FACT.abandoned:
      // Who hangs up in self-service is in no queue.
      return {
        ...head,
        kind: 'contact-abandoned',
        ...(more === 0 ? {} : where),
        during: DURING[more] ?? 'queue',
      };
    case FACT.ended:
      return { ...head, kind: 'contact-ended', by: BY[more] ?? 'customer' };
    default:
      return { ...head, kind: 'contact-wrapped', ...who };
  }
}

function agentEvent({ simulation, fact, agent, more }: About): AcdEvent {
  const { plan, state } = simulation;
  const group = plan.model.groups[plan.agentGroup[agent] ?? 0];
  const head = { ...envelope(simulation, group?.source ?? 0), agent: agentName(simulation, agent) };
  switch (fact) {
    case FACT.signedIn: {
      const queues = (group?.skills ?? []).map(({ queue }) => queue);
      return {
        ...head,
        kind: 'agent-signed-in',
        queues,
        ...(group?.site === undefined ? {} : { site: group.site }),
      };
    }
    case FACT.signedOut:
      return { ...head, kind: 'agent-signed-out' };
    case FACT.state: {
      const told = TOLD_WORDS[more] ?? 'available';
      const reason = plan.reasons[state.agents.wishReason[agent] ?? 0];
      return {
        ...head,
        kind: 'agent-state',
        state: told,
        ...(told === 'away' && reason !== undefined ? { reason } : {}),
      };
    }
    default:
      return { ...head, kind: 'agent-heartbeat' };
  }
}

function sourceEvent({ simulation, fact, more }: About): AcdEvent {
  const head = envelope(simulation, more);
  if (fact === FACT.sourceStarted) return { ...head, kind: 'source-started' };
  if (fact === FACT.sourceStopped) return { ...head, kind: 'source-stopped' };
  return { ...head, kind: 'source-heartbeat' };
}

const DURING = ['self-service', 'queue', 'ringing'] as const;
const BY = ['customer', 'agent', 'system'] as const;
const TOLD_WORDS = ['available', 'wrap-up', 'away'] as const;

/** Numbers its source's events: the number is the id and the order within an instant. */
function envelope({ plan, state }: Simulation, source: number): Envelope {
  const seq = state.told[source] ?? 0;
  state.told[source] = seq + 1;
  const name: SourceId = plan.model.sources[source] ?? plan.firstSource;
  return { id: `${plan.runId}${seq.toString(36)}`, source: name, at: epochMs(state.now), seq };
}

function contactSource({ simulation, contact }: About): number {
  const { plan, state } = simulation;
  return plan.model.lines[state.contacts.line[contact] ?? 0]?.source ?? 0;
}

/** The line's name and the customer's number; `.1` for the first call again, `+` for the work that follows from a contact. */
function contactName({ simulation, contact }: About): ContactId {
  const { plan, state } = simulation;
  const { line, number, attempt, follow } = state.contacts;
  const again = attempt[contact] ?? 0;
  const name = `${plan.runId}${plan.model.lines[line[contact] ?? 0]?.id ?? ''}${(number[contact] ?? 0).toString(36)}`;
  return contactId(`${name}${again === 0 ? '' : `.${again}`}${(follow[contact] ?? 0) > 0 ? '+' : ''}`);
}

function agentName({ plan }: Simulation, agent: number): AgentId {
  return plan.agentIds[agent] ?? agentId(`agent-${agent}`);
}

function customerFacts(about: About) {
  const { simulation, contact } = about;
  const { plan, state } = simulation;
  const line = plan.model.lines[state.contacts.line[contact] ?? 0];
  const follow = plan.followUps[(state.contacts.follow[contact] ?? 0) - 1];
  return {
    channel: follow?.channel ?? line?.channel ?? 'voice',
    direction: line?.direction ?? 'inbound',
    ...priorityOf(about),
    ...(line?.customers === undefined ? {} : { customer: customerName(about, line.customers) }),
    ...(line?.label === undefined
      ? {}
      : { labels: { [line.label.name]: labelOf(about, line.label.values) } }),
  };
}

function priorityOf({ simulation: { plan, state }, contact }: About): { priority?: number } {
  const priority = plan.model.classes?.[state.contacts.kind[contact] ?? 0]?.priority;
  return priority === undefined ? {} : { priority };
}

const customerName = (about: About, customers: number): string =>
  `c${Math.floor(personUnit(about, PURPOSE.customer) * customers)}`;

const labelOf = (about: About, values: readonly string[]): string =>
  values[Math.floor(personUnit(about, PURPOSE.label) * values.length)] ?? '';

/** A number of chance of the customer, whichever attempt it is. */
function personUnit({ simulation: { plan, state }, contact }: About, purpose: number): number {
  const { line, number } = state.contacts;
  return unitAt(plan.customerStreams, lineStream(line[contact] ?? 0, purpose), number[contact] ?? 0);
}

import type { QueueId } from '#domain/ids.ts';
import type { Behaviour, PatienceSource, StaffingTarget } from '#domain/staffing-plan.ts';
import { PlanningFailure } from '../work/planning-failure.ts';
import { queuePatience, type PatienceKnowledge } from './queue-patience.ts';
import { wishesOf, type ServiceKind, type StaffingRules } from './staffing-rules.ts';

/** What one queue is staffed for, and how its customers and its people behave. */
export type QueueTask = {
  readonly target: StaffingTarget;
  readonly behaviour: Behaviour;
  readonly patience: PatienceSource;
  readonly leastPeople: number;
  /** Of contacts of which the forecast does not say it. */
  readonly handleSeconds: number | undefined;
};

/** What the rules and what is known of patience come to for a queue. A target or a patience that is needed and not known throws a PlanningFailure. */
export function queueTask(queue: QueueId, rules: StaffingRules, known: PatienceKnowledge): QueueTask {
  const { target, patienceSeconds, handleSeconds, leastPeople = 0, service } = wishesOf(rules, queue);
  if (target === undefined)
    throw new PlanningFailure(
      `queue ${queue} has no target: at least one of service level, speed of answer, abandonment, occupancy`,
    );
  const patience: PatienceSource =
    patienceSeconds === undefined ? queuePatience(known, queue) : { kind: 'given', seconds: patienceSeconds };
  return { target, patience, leastPeople, handleSeconds, behaviour: behaviourOf(queue, patience, service) };
}

/** Model A, and C where nobody gives up; or what is said of the queue's service. */
function behaviourOf(queue: QueueId, patience: PatienceSource, service: ServiceKind | undefined): Behaviour {
  if (patience.kind === 'endless') {
    if (service === undefined) return { kind: 'patient' };
    throw new PlanningFailure(
      `queue ${queue}: with ${NAMES[service.kind]} the patience of its customers must be known: give it, or where it can be learnt`,
    );
  }
  const { seconds: patienceSeconds } = patience;
  switch (service?.kind) {
    case undefined:
      return { kind: 'impatient', patienceSeconds };
    case 'chats':
      return { kind: 'chat', patienceSeconds, paceAtLevel: paces(service) };
    case 'callback':
      return { ...service, patienceSeconds };
    case 'redial':
      return {
        kind: 'redial',
        patienceSeconds,
        redialShare: service.share,
        redialDelaySeconds: service.afterSeconds,
        waitingPlaces: service.waitingPlaces,
        redialAfterBlock: service.afterBlock,
      };
  }
}

const NAMES: Readonly<Record<ServiceKind['kind'], string>> = {
  chats: 'several chats at once',
  callback: 'call-backs',
  redial: 'redials',
};

const paces = ({ atOnce, slowdown }: Extract<ServiceKind, { kind: 'chats' }>): readonly number[] =>
  Array.from({ length: atOnce }, (_, others) => 1 + slowdown * others);

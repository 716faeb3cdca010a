import { agentId, contactId } from '#domain/ids.ts';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { openStays } from '../../../../floor/agent-book.ts';
import { stateOf } from '../../../../floor/standing.ts';
import type { Visit } from '#domain/contact.ts';
import type { Seen } from '../../../../pipeline/see-floor.ts';
import type { World } from '../../../../pipeline/world.ts';
import { deviceOf, type Member, type SwitchState, type TrueVisit } from './switch-state.ts';

/** A second of the log may be told late by less than one, and begins up to one earlier. */
const SAME_TIME_MS = 2 * SECOND_MS;

/** In which waiting, longest wait and agents' states differ from the switch's own; a sentence each. */
export function compareMoment(state: SwitchState, seen: Seen, world: World, now: EpochMs): readonly string[] {
  return [
    ...state.queues.flatMap((queue) => compareQueue(state, seen, queue)),
    ...state.members.flatMap((member) => compareMember(world, member, now)),
  ];
}

function compareQueue(state: SwitchState, seen: Seen, queue: string): readonly string[] {
  const waits = [...state.callers.values()].filter(
    ({ stage, visit }) => stage === 'waiting' && visit.queue === queue,
  );
  const figures = Object.entries(seen.queues).find(([name]) => name === queue)?.[1];
  const waiting = figures?.waiting ?? 0;
  if (waiting !== waits.length) return [`${queue}: ${waiting} wait, of ${waits.length}`];
  if (waits.length === 0) return [];
  const oldest = Math.min(...waits.map(({ visit }) => visit.enteredAt));
  const apart = (figures?.oldestQueuedAt ?? 0) - oldest;
  return Math.abs(apart) <= SAME_TIME_MS ? [] : [`${queue}: the longest wait is off by ${apart} ms`];
}

function compareMember(world: World, member: Member, now: EpochMs): readonly string[] {
  const book = world.floor.agents.get(agentId(member.name));
  const is = trueState(member);
  const standing = book && openStays(book, now, world.floor.gridMs).standing;
  const said = (standing && stateOf(standing, now)) ?? 'signed out';
  return said === is ? [] : [`${member.name} (${member.interface}): ${said}, is ${is}`];
}

/** Whoever talks is busy, paused or not; who is paused everywhere is away; on another call, busy. */
function trueState(member: Member): string {
  const { queues, caller } = member;
  if (queues.size === 0) return 'signed out';
  if (caller?.stage === 'talking') return 'busy';
  if ([...queues.values()].every(({ pause }) => pause !== undefined)) return 'away';
  return member.isOnOther && deviceOf(member) === 2 ? 'busy' : 'available';
}

/** In which waits differ from what the switch knows of them; a sentence each. */
export function compareVisits(visits: readonly TrueVisit[], world: World): readonly string[] {
  const byCall = new Map<string, TrueVisit[]>();
  for (const visit of visits) byCall.set(visit.call, [...(byCall.get(visit.call) ?? []), visit]);
  const unknown = [...world.floor.contacts.keys()].filter(
    (contact) => !byCall.has(contact.replace('pbx/', '')),
  );
  return [
    ...unknown.map((contact) => `${contact}: no such call`),
    ...[...byCall].flatMap(([call, truth]) => compareCall(call, truth, world)),
  ];
}

function compareCall(call: string, truth: readonly TrueVisit[], world: World): readonly string[] {
  const entry = world.floor.contacts.get(contactId(`pbx/${call}`));
  const told = (entry?.record.visits ?? [])
    .map(({ queue, outcome }) => `${queue} ${wordOf(outcome)}`)
    .join(', ');
  const is = truth.map(({ queue, outcome }) => `${queue} ${outcome}`).join(', ');
  if (told !== is) return [`${call}: "${told}", is "${is}"`];
  const precisionOf = (at: EpochMs): number =>
    Math.max(0, ...(entry?.facts ?? []).map((fact) => (fact.at === at ? (fact.precisionMs ?? 0) : 0)));
  return truth.flatMap((visit, number) => compareTimes(visit, entry?.record.visits[number], precisionOf));
}

function wordOf(outcome: Visit['outcome']): string {
  return outcome.state === 'left' ? outcome.reason : outcome.state;
}

/** An event that says that it knows a time only so well is right within that: of a talk that a list shows, when the ring began. */
function compareTimes(
  visit: TrueVisit,
  told: Visit | undefined,
  precisionOf: (at: EpochMs) => number,
): readonly string[] {
  if (told === undefined || visit.overAt === undefined || told.outcome.state === 'waiting') return [];
  const entered = told.queuedAt - visit.enteredAt;
  const over = told.outcome.state === 'lost' ? 0 : told.outcome.at - visit.overAt;
  const isSame = (apart: number, at: EpochMs): boolean => Math.abs(apart) <= SAME_TIME_MS + precisionOf(at);
  if (isSame(entered, told.queuedAt) && (told.outcome.state === 'lost' || isSame(over, told.outcome.at)))
    return [];
  return [`${visit.call} ${visit.queue} ${visit.outcome}: entry off by ${entered} ms, end by ${over} ms`];
}

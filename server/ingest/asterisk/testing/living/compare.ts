import { agentId } from '#domain/ids.ts';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { openStays } from '../../../../floor/agent-book.ts';
import { stateOf } from '../../../../floor/standing.ts';
import type { Seen } from '../../../../pipeline/see-floor.ts';
import type { World } from '../../../../pipeline/world.ts';
import { deviceOf, type Member, type SwitchState } from './switch-state.ts';

/** A second of the log may be told late by less than one, and begins up to one earlier. */
export const SAME_TIME_MS = 2 * SECOND_MS;

/** What is compared: of members those of whom something can be known, and of their other calls where telephones are told of. */
export type Moment = {
  readonly state: SwitchState;
  readonly seen: Seen;
  readonly world: World;
  readonly now: EpochMs;
  readonly isKnown: (member: Member) => boolean;
  readonly tellsDevices: boolean;
};

/** In which waiting, longest wait and agents' states differ from the switch's own; a sentence each. */
export function compareMoment(moment: Moment): readonly string[] {
  const { state, seen, isKnown } = moment;
  return [
    ...state.queues.flatMap((queue) => compareQueue(state, seen, queue)),
    ...state.members.filter(isKnown).flatMap((member) => compareMember(moment, member)),
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

function compareMember({ world, now, tellsDevices }: Moment, member: Member): readonly string[] {
  const book = world.floor.agents.get(agentId(member.name));
  const is = trueState(member, tellsDevices);
  const standing = book && openStays(book, now, world.floor.gridMs).standing;
  const said = (standing && stateOf(standing, now)) ?? 'signed out';
  return said === is ? [] : [`${member.name} (${member.interface}): ${said}, is ${is}`];
}

/** Whoever talks is busy, paused or not; who is paused everywhere is away; on another call, busy. */
function trueState(member: Member, tellsDevices: boolean): string {
  const { queues, caller } = member;
  if (queues.size === 0) return 'signed out';
  if (caller?.stage === 'talking') return 'busy';
  if ([...queues.values()].every(({ pause }) => pause !== undefined)) return 'away';
  return tellsDevices && member.isOnOther && deviceOf(member) === 2 ? 'busy' : 'available';
}

import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { say, sayDevice, soon, type LivingFloor, type LivingSwitchOptions } from './living-floor.ts';
import type { Member } from './switch-state.ts';
import { memberFields } from './switch-words.ts';

/** A call keeps a member busy for about a minute, with what is around it. */
const MEMBERS_PER_CALL = 55;

/** As many as are needed, some on Local channels; each serves one or two queues. */
export function newMembers(
  { time, chance, callsPerSecond }: LivingSwitchOptions,
  queues: readonly string[],
): readonly Member[] {
  return Array.from({ length: Math.ceil(callsPerSecond * MEMBERS_PER_CALL) }, (_, number) => {
    const isLocal = chance.is(0.2);
    const serves = [
      queues[number % queues.length] ?? '',
      ...(chance.is(0.5) ? [chance.pick(queues) ?? ''] : []),
    ];
    return {
      name: `Agent ${number}`,
      interface: isLocal ? `Local/a${number}@agents` : `PJSIP/a${number}`,
      isLocal,
      queues: new Map(serves.map((queue) => [queue, servedFrom(time.now())])),
      isOnOther: false,
    };
  });
}

const servedFrom = (joinedAt: EpochMs) => ({ pause: undefined, joinedAt, pausedAt: joinedAt });

/** What the member does of itself, again and again. */
export function liveOn(floor: LivingFloor, member: Member): void {
  const { chance } = floor;
  soon(floor, chance.between(10, 400) * SECOND_MS, () => {
    const what = chance.next();
    if (what < 0.5) changePause(floor, member);
    else if (what < 0.8) changeQueues(floor, member);
    else callOut(floor, member);
    liveOn(floor, member);
  });
}

/** In all queues, or in one. */
function changePause(floor: LivingFloor, member: Member): void {
  const { chance, mouths, time } = floor;
  const isPaused = [...member.queues.values()].some(({ pause }) => pause !== undefined);
  const [first = ''] = member.queues.keys();
  const queues = chance.is(0.7) || isPaused ? [...member.queues.keys()] : [first];
  const reason = chance.pick(['', 'Lunch', 'Training']) ?? '';
  if (queues.length > 1)
    mouths.log(`NONE|NONE|${member.name}|${isPaused ? 'UNPAUSEALL' : 'PAUSEALL'}|${reason}`);
  for (const queue of queues) {
    const served = member.queues.get(queue);
    if (served === undefined) continue;
    served.pause = isPaused ? undefined : reason;
    served.pausedAt = time.now();
    mouths.log(`NONE|${queue}|${member.name}|${isPaused ? 'UNPAUSE' : 'PAUSE'}|${reason}`);
    say(floor, 'QueueMemberPause', 'agent', memberFields(member, queue));
  }
}

/** Signs in, signs out, or serves one queue more or less. */
function changeQueues(floor: LivingFloor, member: Member): void {
  const { chance, mouths, state, time } = floor;
  const queue = chance.pick(state.queues) ?? '';
  if (member.queues.has(queue)) {
    mouths.log(`MANAGER|${queue}|${member.name}|REMOVEMEMBER|`);
    say(floor, 'QueueMemberRemoved', 'agent', memberFields(member, queue));
    member.queues.delete(queue);
    return;
  }
  member.queues.set(queue, servedFrom(time.now()));
  mouths.log(`MANAGER|${queue}|${member.name}|ADDMEMBER|`);
  say(floor, 'QueueMemberAdded', 'agent', memberFields(member, queue));
}

/** A call that is none of the queues'. */
function callOut(floor: LivingFloor, member: Member): void {
  if (member.caller !== undefined || member.isOnOther) return;
  member.isOnOther = true;
  sayDevice(floor, member);
  soon(floor, floor.chance.between(3, 40) * SECOND_MS, () => {
    member.isOnOther = false;
    sayDevice(floor, member);
  });
}

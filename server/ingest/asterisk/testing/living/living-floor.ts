import { type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Chance } from './chance.ts';
import type { Member, SwitchState } from './switch-state.ts';
import { eventOf, memberFields } from './switch-words.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Where the words of the switch go. */
export type SwitchMouths = { ami(bytes: string): void; log(line: string): void };

export type LivingSwitchOptions = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly callsPerSecond: number;
  readonly mouths: SwitchMouths;
};

/** The floor with what it needs to live. */
export type LivingFloor = LivingSwitchOptions & {
  readonly state: SwitchState;
  restUntil: EpochMs;
  isClosed: boolean;
  /** Channels since the switch started. */
  channels: number;
  /** Counted up by each restart: what was going to happen before does not. */
  life: number;
};

/** Happens after so long, unless the switch is restarted; while the floor rests, it waits. */
export function soon(floor: LivingFloor, ms: DurationMs, run: () => void): void {
  const { life, time } = floor;
  const wait = (more: DurationMs): void =>
    time.after(more, () => {
      if (floor.life !== life) return;
      const now = time.now();
      if (now < floor.restUntil) wait(floor.restUntil - now + floor.chance.between(1, 2_000));
      else run();
    });
  wait(ms);
}

/** Says it on the connections. */
export const say = (
  floor: LivingFloor,
  name: string,
  kind: 'agent' | 'call',
  fields: Parameters<typeof eventOf>[3],
): void => floor.mouths.ami(eventOf(name, kind, floor.time.now(), fields));

/** Its telephone does something else now: told once for each queue. */
export function sayDevice(floor: LivingFloor, member: Member): void {
  for (const queue of member.queues.keys())
    say(floor, 'QueueMemberStatus', 'agent', memberFields(member, queue));
}

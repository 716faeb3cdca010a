import type { SwitchFact } from '../facts/switch-fact.ts';
import { valueOf } from './ami-block.ts';
import { deviceOf, memberOf, membershipOf, type AmiEvent } from './ami-event.ts';
import { named, type Ami, type Read } from './ami-reading.ts';

/** A part of a list. */
export function readListed(ami: Ami, event: AmiEvent): void {
  if (event.name === 'QueueMember') learnNames(ami, event);
  ami.lists.add(event);
}

/** The interface, the device watched for it and the agent's number are all the member. */
export function learnNames({ learn }: Ami, event: AmiEvent): string {
  const member = memberOf(event);
  learn(event.time, named(event, 'interface'), member);
  const device = valueOf(event.block, 'StateInterface');
  const [, number] = /^Agent:(.{1,100})$/.exec(device ?? '') ?? [];
  if (number !== undefined) {
    learn(event.time, number, member);
    learn(event.time, `Agent/${number}`, member);
  }
  return member;
}

/** What is told of a member of a queue. */
export function readMember(kind: 'joined' | 'departed' | 'paused' | 'device'): Read {
  return (ami, event) => {
    const member = learnNames(ami, event);
    const membership = membershipOf(event, named(event, 'queue'));
    const what = { ...event.time, member, ...membership };
    const device: SwitchFact = { ...what, kind: 'device', status: deviceOf(event) };
    if (kind === 'device') return ami.pass(device, event.receivedAt);
    if (kind === 'joined') {
      ami.pass({ ...what, kind }, event.receivedAt);
      return ami.pass(device, event.receivedAt);
    }
    const { pause, ...rest } = what;
    if (kind === 'departed') return ami.pass({ ...rest, kind }, event.receivedAt);
    if (pause === undefined) return ami.pass({ ...rest, kind: 'unpaused' }, event.receivedAt);
    ami.pass({ ...rest, kind: 'paused', pause }, event.receivedAt);
  };
}

/** What is told of an agent of the pool. */
export function readLogin(kind: 'logged-on' | 'logged-off'): Read {
  return (ami, event) => ami.pass({ ...event.time, kind, member: named(event, 'agent') }, event.receivedAt);
}

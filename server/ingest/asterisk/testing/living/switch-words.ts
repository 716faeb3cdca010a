import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { deviceOf, type Caller, type Leg, type Member, type SwitchState } from './switch-state.ts';

type Fields = Readonly<Record<string, string | number>>;

/** A block as it goes over the connection. */
export const blockOf = (fields: Fields): string =>
  `${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\r\n')}\r\n\r\n`;

/** An event with its time; the class is the connection's right to it. */
export const eventOf = (name: string, kind: 'agent' | 'call', at: EpochMs, fields: Fields): string =>
  blockOf({ Event: name, Privilege: `${kind},all`, Timestamp: (at / SECOND_MS).toFixed(6), ...fields });

export const callerFields = ({ call, visit }: Caller): Fields => ({
  CallerIDNum: numberOf(call),
  Uniqueid: call,
  Linkedid: call,
  Queue: visit.queue,
});

export const legFields = (caller: Caller, { id, member }: Leg): Fields => ({
  ...callerFields(caller),
  DestUniqueid: id,
  Interface: member.interface,
  MemberName: member.name,
});

const numberOf = (call: string): string =>
  `1305555${String(Number(call.split('.')[1]) % 10_000).padStart(4, '0')}`;

/** `QueueMemberStatus` and its kind. */
export function memberFields(member: Member, queue: string): Fields {
  const served = member.queues.get(queue);
  return {
    Queue: queue,
    MemberName: member.name,
    Interface: member.interface,
    StateInterface: member.interface,
    Membership: 'dynamic',
    LoginTime: seconds(served?.joinedAt ?? 0),
    Status: deviceOf(member),
    Paused: served?.pause === undefined ? 0 : 1,
    PausedReason: served?.pause ?? '',
  };
}

const seconds = (at: number): number => Math.floor(at / SECOND_MS);

/** One queue of QueueStatus. */
export function queueBlocks(state: SwitchState, queue: string, now: EpochMs): string {
  const members = state.members.flatMap((member) => {
    const served = member.queues.get(queue);
    if (served === undefined) return [];
    const { MemberName: Name, Interface: Location, ...fields } = memberFields(member, queue);
    return [
      blockOf({
        Event: 'QueueMember',
        ...fields,
        Name: Name ?? '',
        Location: Location ?? '',
        LastPause: seconds(served.pausedAt),
        ActionID: 'list',
      }),
    ];
  });
  const entries = [...state.callers.values()]
    .filter(({ stage, visit }) => stage === 'waiting' && visit.queue === queue)
    .map(({ call, visit }) =>
      blockOf({
        Event: 'QueueEntry',
        Queue: queue,
        Uniqueid: call,
        CallerIDNum: numberOf(call),
        Wait: seconds(now) - seconds(visit.enteredAt),
        ActionID: 'list',
      }),
    );
  const params = blockOf({ Event: 'QueueParams', Queue: queue, Calls: entries.length, ActionID: 'list' });
  return params + members.join('') + entries.join('');
}

/** All of CoreShowChannels. */
export function channelBlocks(state: SwitchState, now: EpochMs): string {
  const blocks = [...state.callers.values()].flatMap((caller) => {
    const { call, beganAt, visit, stage, talk, ring } = caller;
    const leg = talk ?? ring;
    const mine = channel({
      Channel: 'SIP/trunk-00000001',
      Uniqueid: call,
      Linkedid: call,
      ChannelState: 6,
      Application: stage === 'elsewhere' ? 'Dial' : 'Queue',
      ApplicationData: stage === 'elsewhere' ? 'SIP/elsewhere' : `${visit.queue},t,,,60`,
      Duration: lasted(now, beganAt),
      BridgeId: stage === 'waiting' ? '' : `b-${call}`,
    });
    if (leg === undefined) return [mine];
    const other = channel({
      Channel: `${leg.member.interface}-0000000a${leg.member.isLocal ? ';1' : ''}`,
      Uniqueid: leg.id,
      Linkedid: call,
      ChannelState: talk === undefined ? 5 : 6,
      Application: 'AppQueue',
      ApplicationData: '(Outgoing Line)',
      Duration: lasted(now, leg.beganAt),
      BridgeId: talk === undefined ? '' : `b-${call}`,
    });
    return [mine, other];
  });
  return blocks.join('');
}

const channel = (fields: Fields): string =>
  blockOf({ Event: 'CoreShowChannel', ActionID: 'list', ...fields });

function lasted(now: EpochMs, from: EpochMs): string {
  const all = seconds(now) - seconds(from);
  return [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60].map(two).join(':');
}

const two = (number: number): string => String(number).padStart(2, '0');

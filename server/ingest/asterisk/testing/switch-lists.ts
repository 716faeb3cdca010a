import type { FakeSwitch } from './fake-switch.ts';

/** What one block of a list has, without the head that all have. */
type Row = Readonly<Record<string, string | number>>;

/** What the switch has in its one queue, sales, when it is asked. */
export type Listed = {
  readonly members?: readonly Row[];
  readonly callers?: readonly Row[];
  /** None also where channels are not shown to us. */
  readonly channels?: readonly Row[];
};

/** Both lists, each to its end, in one moment. */
export function listed(pbx: FakeSwitch, second: number, rows: Listed = {}): void {
  const { members = [], callers = [], channels = [] } = rows;
  const list = { ActionID: '1' };
  const queue = { ...list, Queue: 'sales' };
  pbx.ami(second, 'QueueParams', queue);
  for (const member of members) pbx.ami(second, 'QueueMember', { ...queue, ...member });
  for (const caller of callers) pbx.ami(second, 'QueueEntry', { ...queue, ...caller });
  pbx.ami(second, 'QueueStatusComplete', list);
  for (const channel of channels) pbx.ami(second, 'CoreShowChannel', { ...list, ...channel });
  pbx.ami(second, 'CoreShowChannelsComplete', list);
}

/** The two channels of the talk that c1 has: the member's and the caller's, each with how long it has been there. */
export const talkOfC1 = (member: string, durations: readonly [string, string]): readonly Row[] => {
  const both = { BridgeId: 'b', Linkedid: 'c1', ChannelState: 6 };
  const leg = { Channel: `${member}-0000001f`, Uniqueid: 'b1', Application: 'AppQueue' };
  const caller = { Channel: 'SIP/x-00000001', Uniqueid: 'c1', Application: 'Queue' };
  return [
    { ...both, ...leg, Duration: durations[0] },
    { ...both, ...caller, ApplicationData: 'sales,t', Duration: durations[1] },
  ];
};

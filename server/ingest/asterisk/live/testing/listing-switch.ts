import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import type { FloorBench } from './floor-bench.ts';

/** A fake switch that knows its callers: what it says changes what it lists when it is asked. */
export type ListingSwitch = { say(blocks: string): void };

/** It has two queues, and nobody in them. */
export function listingSwitch({ fake, clock }: Pick<FloorBench, 'fake' | 'clock'>): ListingSwitch {
  const waiting = new Map<string, Caller>();
  const talking = new Map<string, Talk>();
  const relist = (): void => {
    fake.answer('QueueStatus', [
      ...['sales', 'support'].map((queue) => `Event: QueueParams\nQueue: ${queue}`),
      ...[...waiting].map(([call, caller]) => entryOf(call, caller, clock())),
    ]);
    fake.answer(
      'CoreShowChannels',
      [...talking].flatMap(([call, talk]) => channelsOf(call, talk, clock())),
    );
  };
  relist();
  return {
    say(blocks) {
      for (const block of blocks.split('\r\n\r\n')) {
        const fields = fieldsOf(block);
        const [call = '', queue = ''] = [fields.get('Uniqueid'), fields.get('Queue')];
        const event = fields.get('Event');
        if (event === 'QueueCallerJoin') waiting.set(call, { queue, at: clock() });
        if (event === 'QueueCallerLeave') waiting.delete(call);
        if (event === 'AgentConnect')
          talking.set(call, { queue, at: clock(), member: fields.get('Interface') ?? '' });
        if (event === 'AgentComplete') talking.delete(call);
      }
      relist();
      fake.say(blocks);
    },
  };
}

type Caller = { readonly queue: string; readonly at: EpochMs };
type Talk = Caller & { readonly member: string };

const fieldsOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    block.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );

const entryOf = (call: string, { queue, at }: Caller, now: EpochMs): string =>
  `Event: QueueEntry\nQueue: ${queue}\nUniqueid: ${call}\nWait: ${Math.floor(now / SECOND_MS) - Math.floor(at / SECOND_MS)}`;

function channelsOf(call: string, { queue, at, member }: Talk, now: EpochMs): readonly string[] {
  const seconds = Math.floor((now - at) / SECOND_MS);
  const what = `Linkedid: ${call}\nChannelState: 6\nBridgeId: b-${call}\nDuration: 00:${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  return [
    `Event: CoreShowChannel\nChannel: SIP/x-00000001\nUniqueid: ${call}\nApplication: Queue\nApplicationData: ${queue},t\n${what}`,
    `Event: CoreShowChannel\nChannel: ${member}-00000002\nUniqueid: ${call}9\nApplication: AppQueue\n${what}`,
  ];
}

const two = (number: number): string => String(number).padStart(2, '0');

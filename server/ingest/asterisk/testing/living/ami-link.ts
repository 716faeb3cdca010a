import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { amiFramer, type AmiFrame } from '../../ami/ami-framer.ts';
import type { Chance } from './chance.ts';
import type { SwitchState } from './switch-state.ts';
import { blockOf, channelBlocks, queueBlocks } from './switch-words.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What one connection brings. */
export type AmiEars = {
  frame(frame: AmiFrame): void;
  /** The switch's clock is known, and its lists are about to be asked for. */
  opened(): void;
  /** The lists have come. */
  listed(): void;
};

/** One connection to the manager interface, with bytes on their way. */
export type AmiLink = {
  say(bytes: string): void;
  /** What is on its way is lost; nothing comes any more. */
  cut(): void;
  isListed(): boolean;
};

export type AmiLinkOptions = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly state: SwitchState;
  readonly ears: AmiEars;
};

/** The log is read first, as our own connection does. */
const LOG_FIRST_MS = SECOND_MS;
const BEAT_EVERY_MS = 5 * SECOND_MS;

/** Connects: logs in, learns the clock, and asks for the lists. */
export function amiLink(options: AmiLinkOptions): AmiLink {
  const { time, state, ears } = options;
  const line = wire(options, (bytes) => {
    for (const frame of framer.push(Buffer.from(bytes))) {
      ears.frame(frame);
      if (isEnd(frame, 'QueueStatusComplete')) channels();
      if (!isEnd(frame, 'CoreShowChannelsComplete')) continue;
      isListed = true;
      ears.listed();
      beat();
    }
  });
  const framer = amiFramer();
  let isListed = false;
  const beat = (): void => {
    if (!line.isOpen()) return;
    line.say(pong(time.now()));
    time.after(BEAT_EVERY_MS, beat);
  };
  const channels = (): void => {
    line.say(blockOf({ Response: 'Success', EventList: 'start', ActionID: 'list' }));
    time.after(2, () => line.say(channelBlocks(state, time.now()) + complete('CoreShowChannelsComplete')));
  };
  const uptime = Math.floor((time.now() - state.startedAt) / SECOND_MS);
  line.say('Asterisk Call Manager/11.0.0\r\n');
  line.say(
    blockOf({ Event: 'FullyBooted', Privilege: 'system,all', Uptime: uptime, Status: 'Fully Booted' }),
  );
  time.after(LOG_FIRST_MS, () => {
    line.say(pong(time.now()));
    time.after(80, () => {
      if (!line.isOpen()) return;
      ears.opened();
      queues(options, (bytes) => line.say(bytes));
    });
  });
  return { say: (bytes) => line.say(bytes), cut: () => line.cut(), isListed: () => isListed };
}

/** One queue after the other, with what happens meanwhile between them. */
function queues({ time, state }: AmiLinkOptions, say: (bytes: string) => void): void {
  for (const [number, queue] of state.queues.entries())
    time.after(number * 2, () => say(queueBlocks(state, queue, time.now())));
  time.after(state.queues.length * 2, () => say(complete('QueueStatusComplete')));
}

const complete = (Event: string): string => blockOf({ Event, ActionID: 'list', EventList: 'Complete' });
const pong = (now: EpochMs): string =>
  blockOf({ Response: 'Success', ActionID: 'ping', Ping: 'Pong', Timestamp: (now / SECOND_MS).toFixed(6) });

const isEnd = (frame: AmiFrame, name: string): boolean =>
  frame.kind === 'block' && frame.block.values[0] === name;

/** Bytes come in their order, some milliseconds later, in pieces that are cut anywhere. */
function wire({ time, chance }: AmiLinkOptions, take: (bytes: string) => void) {
  let isOpen = true;
  let arrivesAt = 0;
  const send = (bytes: string): void => {
    arrivesAt = Math.max(arrivesAt, time.now() + chance.between(1, chance.is(0.01) ? 800 : 40));
    time.after(arrivesAt - time.now(), () => {
      if (isOpen) take(bytes);
    });
  };
  return {
    isOpen: () => isOpen,
    cut: () => void (isOpen = false),
    say(bytes: string) {
      if (!isOpen) return;
      const at = Math.floor(chance.between(0, bytes.length));
      send(bytes.slice(0, at));
      send(bytes.slice(at));
    },
  };
}

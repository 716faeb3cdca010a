import { SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { valueOf } from './ami-block.ts';
import { deviceOf, fieldOf, memberOf, membershipOf, type AmiEvent } from './ami-event.ts';
import type { DeviceStatus, FactTime, Membership } from '../facts/switch-fact.ts';
import { EARLIEST_MS } from '../../events/parse-time.ts';

/** A member as QueueStatus lists it. */
export type ListedMember = Membership & {
  readonly member: string;
  readonly status: DeviceStatus;
  /** Since when it serves the queue, and since when it is paused; undefined where the switch does not say. */
  readonly joinedAt: EpochMs | undefined;
  readonly pausedAt: EpochMs | undefined;
};

/** A caller who waits, as QueueStatus lists it. */
export type ListedEntry = {
  readonly call: string;
  readonly queue: string;
  readonly enteredAt: EpochMs;
  readonly customer: string;
};

/** A channel, as CoreShowChannels lists it. */
export type ListedChannel = {
  readonly id: string;
  readonly linkedId: string;
  readonly channel: string;
  readonly application: string;
  /** What the application was given: of Queue(), the queue comes first. */
  readonly given: string;
  readonly isBridged: boolean;
  /** Not answered yet. */
  readonly isRinging: boolean;
  readonly beganAt: EpochMs;
};

/** The answer to QueueStatus. */
export type QueueList = {
  readonly time: FactTime;
  /** The queues that it is about: one, when one was asked for. */
  readonly queues: ReadonlySet<string>;
  readonly members: readonly ListedMember[];
  readonly entries: readonly ListedEntry[];
};

export type AmiListsPorts = {
  readonly takeQueues: (list: QueueList) => void;
  readonly takeChannels: (channels: readonly ListedChannel[], time: FactTime) => void;
};

/** Gathers lists, whose parts come one by one between other events. */
export type AmiLists = {
  add(part: AmiEvent): void;
  /** Whether a list of queues has begun, and its end has not come. */
  isBegun(): boolean;
  /** A list that was cut short never ends. */
  reset(): void;
};

/** Parts of one list: members of all queues and channels of the largest centre, ten times. */
const PARTS_KEPT = 100_000;

/** No list begun. */
export function amiLists(ports: AmiListsPorts): AmiLists {
  let queues = new Set<string>();
  let members: ListedMember[] = [];
  let entries: ListedEntry[] = [];
  let channels: ListedChannel[] = [];

  function reset(): void {
    [queues, members, entries, channels] = [new Set(), [], [], []];
  }

  return {
    reset,
    isBegun: () => queues.size > 0,
    add(part) {
      if (queues.size + members.length + entries.length + channels.length >= PARTS_KEPT) reset();
      const queue = fieldOf(part, 'queue') ?? '';
      switch (part.name) {
        case 'QueueParams':
          queues.add(queue);
          return;
        case 'QueueMember':
          members.push(listedMember(part, queue));
          return;
        case 'QueueEntry':
          entries.push(listedEntry(part, queue));
          return;
        case 'CoreShowChannel':
          channels.push(listedChannel(part));
          return;
        case 'QueueStatusComplete':
          ports.takeQueues({ time: part.time, queues, members, entries });
          [queues, members, entries] = [new Set(), [], []];
          return;
        case 'CoreShowChannelsComplete':
          ports.takeChannels(channels, part.time);
          channels = [];
      }
    },
  };
}

function listedMember(part: AmiEvent, queue: string): ListedMember {
  return {
    ...membershipOf(part, queue),
    member: memberOf(part),
    status: deviceOf(part),
    joinedAt: secondOf(part, 'LoginTime'),
    pausedAt: secondOf(part, 'LastPause'),
  };
}

/** Epoch seconds; 0 is never, and what no event could say is not known. */
function secondOf({ block, time }: AmiEvent, key: string): EpochMs | undefined {
  const value = Number(valueOf(block, key) ?? 0) * SECOND_MS;
  return value >= EARLIEST_MS && value <= time.at + SECOND_MS ? epochMs(value) : undefined;
}

function listedEntry(part: AmiEvent, queue: string): ListedEntry {
  const waitMs = Number(valueOf(part.block, 'Wait') ?? 0) * SECOND_MS;
  return {
    call: fieldOf(part, 'call') ?? '',
    queue,
    enteredAt: later(part.time.at, waitMs > 0 && part.time.at - waitMs >= EARLIEST_MS ? -waitMs : 0),
    customer: valueOf(part.block, 'CallerIDNum') ?? '',
  };
}

function listedChannel(part: AmiEvent): ListedChannel {
  const { block, time } = part;
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^(\d{1,4}):(\d\d):(\d\d)$/.exec(valueOf(block, 'Duration') ?? '') ?? [];
  const lasted = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * SECOND_MS;
  return {
    id: fieldOf(part, 'call') ?? '',
    linkedId: valueOf(block, 'Linkedid') ?? '',
    channel: valueOf(block, 'Channel') ?? '',
    application: valueOf(block, 'Application') ?? '',
    given: valueOf(block, 'ApplicationData') ?? '',
    isRinging: !ANSWERED.has(valueOf(block, 'ChannelState') ?? ''),
    isBridged: (valueOf(block, 'BridgeId') ?? valueOf(block, 'BridgeID') ?? '') !== '',
    beganAt: later(time.at, -lasted),
  };
}

/** `Up` in include/asterisk/channelstate.h; a channel whose state is not told may be so. */
const ANSWERED: ReadonlySet<string> = new Set(['6', '']);

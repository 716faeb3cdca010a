import type { AcdEvent } from '#domain/acd-event.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import type { SourceId } from '#domain/ids.ts';
import type { AsteriskDefinition } from '#domain/source-definition.ts';
import { DAY_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { createBell, type Bell } from '../../../clock/timers.ts';
import { createCourier, type Courier } from '../../links/courier.ts';
import type { SourceLinks } from '../../links/source-links.ts';
import type { SourcePorts } from '../../links/source-ports.ts';
import { openStanding } from '../../links/standing.ts';
import { valueOf } from '../ami/ami-block.ts';
import { AMI_BLOCK_MAX_BYTES, type AmiFrame } from '../ami/ami-framer.ts';
import {
  READER_VERSION,
  createAsteriskReader,
  type AsteriskReader,
  type AsteriskRefusal,
} from '../asterisk-reader.ts';
import type { FollowOptions } from './log/follow-log.ts';
import type { Heartbeat } from './live-ami.ts';
import type { LogPlace } from './log/log-place.ts';
import type { LogPiece } from './log/open-log.ts';
import { readerOptions } from './reader-options.ts';

/** One Asterisk as both its halves see it: what they read goes in, and is committed with what is known by it. */
export type Pair = {
  /** From where the log is to be read: where it was left, wherever that is now. */
  from(): FollowOptions['from'];
  /** Resolves when the next piece may come. */
  log(piece: LogPiece): Promise<void>;
  /** Rings when there is reason to look at the log at once. */
  readonly bell: Bell;
  frame(frame: AmiFrame, at: EpochMs): void;
  amiOpened(at: EpochMs): void;
  /** The lists have come; `areShown`: that of the queues too. */
  amiListed(at: EpochMs, areShown: boolean): Promise<void>;
  amiLost(at: EpochMs): void;
  heartbeat(beat: Heartbeat): void;
  /** What was told between `from` and `at` was not read and cannot be any more. */
  gap(from: EpochMs, at: EpochMs): void;
  /** Callers whom the log has let into a queue since the start. */
  entered(): number;
  /** Whether the journal has fallen so far behind that live events had better not come. */
  isBehind(): boolean;
  /** Lets out what has waited long enough. To be called about four times a second. */
  settle(): void;
  /** Offers what has come out and is known once more. */
  stop(): Promise<void>;
};

export type PairOptions = {
  readonly source: SourceId;
  readonly definition: AsteriskDefinition;
  readonly links: SourceLinks;
};

/** The first time, so much of the log is read: today, and yesterday to compare it with. */
const HISTORY_MS: DurationMs = 2 * DAY_MS;
const PLACE = 'place';

/** Goes on where the last one was committed. Rejects when the journal cannot be read. */
export async function openPair(options: PairOptions, ports: SourcePorts): Promise<Pair> {
  const { source, definition, links } = options;
  const { clock, timers } = ports;
  const standing = openStanding({ source, kept: await ports.standing(source), version: READER_VERSION });
  const places = standing.map<LogPlace>('log');
  const reader = createAsteriskReader({ ...readerOptions(source, definition), standing });
  const courier = createCourier({ ...ports, source, health: links });
  const tell = teller(reader, courier);
  const bell = createBell(timers);
  let entered = 0;
  return {
    from: () => places.get(PLACE) ?? { since: later(clock(), -HISTORY_MS) },
    async log(piece) {
      reader.queueLog({ ...piece, receivedAt: clock() });
      places.set(PLACE, piece.after);
      entered += countEntered(piece.bytes);
      tell();
      // Read on while there is room: how a wait ended is in the log, and the live events wait for it.
      if (courier.isBehind()) await courier.delivered();
    },
    bell,
    ...amiSide({ source, reader, courier, tell, bell, ports }),
    ...ownEvents(source, tell),
    entered: () => entered,
    isBehind: () => courier.isBehind(),
    settle() {
      reader.settle(clock());
      tell();
    },
    async stop() {
      tell();
      await courier.stop();
    },
  };
}

function countEntered(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(ENTERED); at !== -1; at = bytes.indexOf(ENTERED, at + ENTERED.length))
    count += 1;
  return count;
}

const ENTERED = '|ENTERQUEUE|';

/** Has what came out of the reader committed, and events and refusals of our own. */
type Tell = (own?: {
  readonly events?: readonly AcdEvent[];
  readonly refused?: readonly AsteriskRefusal[];
}) => void;

function teller(reader: AsteriskReader, courier: Courier): Tell {
  return ({ events = [], refused = [] } = {}) => {
    const reading = reader.take();
    courier.tell({
      events: [...reading.events, ...events],
      refused: [...reading.refused, ...refused].map(lineOf),
      standing: reading.standing,
    });
  };
}

/** A place in a log or a connection is no line of a batch: it is told with the field. */
function lineOf({ place, field, ...refusal }: AsteriskRefusal): RefusedLine {
  return { line: 1, field: field === '' ? place : `${place}, ${field}`, ...refusal };
}

/** What we ourselves have to tell of the source. */
function ownEvents(source: SourceId, tell: Tell): Pick<Pair, 'heartbeat' | 'gap'> {
  return {
    heartbeat({ at, clock }) {
      // The reader itself tells of a pong that has the switch's time.
      if (clock === 'receipt')
        tell({ events: [{ id: `heartbeat-${at}`, source, at, clock, kind: 'source-heartbeat' }] });
    },
    gap: (from, at) => tell({ events: [{ id: `gap-${from}-${at}`, source, at, from, kind: 'source-gap' }] }),
  };
}

type Parts = {
  readonly source: SourceId;
  readonly reader: AsteriskReader;
  readonly courier: Courier;
  readonly tell: Tell;
  readonly bell: Bell;
  readonly ports: SourcePorts;
};

/** What the manager interface says goes to the reader as it comes. */
function amiSide({
  source,
  reader,
  courier,
  tell,
  bell,
  ports,
}: Parts): Pick<Pair, 'frame' | 'amiOpened' | 'amiListed' | 'amiLost'> {
  return {
    frame(frame, at) {
      if (frame.kind === 'block') reader.ami(frame.block, at);
      tell(frame.kind === 'too-long' ? { refused: [tooLong(frame.start)] } : {});
      // How the wait ended is in the log by now.
      if (frame.kind === 'block' && isLeave(frame.block) && reader.awaitsLog()) bell.ring();
    },
    amiOpened(at) {
      reader.amiOpened(at);
      tell();
    },
    async amiListed(at, areShown) {
      reader.amiListed(at);
      tell();
      if (!areShown) return;
      ports.listedQueues(source, reader.queues());
      // What is open in the journal is known when all that was told so far is in it.
      await courier.delivered();
      reader.endStrays(ports.openContacts(source), at);
      tell();
    },
    amiLost(at) {
      reader.amiLost(at);
      tell();
    },
  };
}

const isLeave = (block: Parameters<typeof valueOf>[0]): boolean =>
  /^(QueueCaller)?Leave$/.test(valueOf(block, 'Event') ?? '');

const tooLong = (value: string): AsteriskRefusal => ({
  place: 'ami',
  reason: 'too-long',
  field: '',
  value,
  expected: `a block of at most ${AMI_BLOCK_MAX_BYTES} bytes`,
});

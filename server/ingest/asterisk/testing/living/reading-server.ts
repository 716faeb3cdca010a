import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { openContacts } from '../../../../floor/open-contacts.ts';
import type { StandingChange } from '../../../../journal/journal.ts';
import { advanceTime } from '../../../../pipeline/advance-time.ts';
import { seeFloor, type Seen } from '../../../../pipeline/see-floor.ts';
import { takeEvents, type Terms } from '../../../../pipeline/take-events.ts';
import { emptyWorld, type World } from '../../../../pipeline/world.ts';
import { openStanding } from '../../../links/standing.ts';
import type { AmiFrame } from '../../ami/ami-framer.ts';
import { READER_VERSION, createAsteriskReader, type AsteriskReader } from '../../asterisk-reader.ts';
import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { LogMark, WrittenLog } from './written-log.ts';

/** The real reader and the real counting, with what is committed between them. */
export type ReadingServer = {
  readonly world: World;
  frame(frame: AmiFrame): void;
  amiOpened(): void;
  /** `known`: to be called when what the lists show is committed. */
  amiListed(known: () => void): void;
  /** Answers when the switch was last heard. */
  amiLost(): EpochMs;
  /** As kill -9: what is not committed is gone, and another begins with what is. Answers until when what was heard is in that. */
  kill(): EpochMs;
  /** For so long the log cannot be read. */
  stallLog(until: EpochMs): void;
  seen(): Seen;
  refused(): number;
};

export type ReadingServerOptions = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly log: WrittenLog;
  readonly mode: 'pair' | 'ami' | 'queue-log';
};

const SOURCE = sourceId('pbx');
const LOOK_EVERY_MS = 250;
const TERMS: Terms = { centre: usualCentre('UTC'), zone: timeZone('UTC'), definitions: '' };

/** A disk that keeps what was committed: what the reader knows, and which events are there. */
type Disk = { readonly kept: Map<string, string>; readonly ids: Set<string>; readonly world: World };

/** One that has read nothing. */
export function readingServer(options: ReadingServerOptions): ReadingServer {
  const { time } = options;
  const disk: Disk = { kept: new Map(), ids: new Set(), world: emptyWorld(GRID_MS) };
  let stalledUntil = 0;
  const isStalled = (): boolean => time.now() < stalledUntil;
  let process = startProcess(options, disk, { isStalled, committedAt: time.now() });
  let refused = 0;
  const moment = () => ({ serverNow: time.now(), cut: new Set<never>(), refused: {} });
  return {
    world: disk.world,
    frame: (frame) => process.frame(frame),
    amiOpened: () => process.amiOpened(),
    amiListed: (known) => process.amiListed(known),
    amiLost: () => process.amiLost(),
    kill() {
      const { refused: more, heardUntil } = process.kill();
      refused += more;
      process = startProcess(options, disk, { isStalled, committedAt: heardUntil });
      return heardUntil;
    },
    stallLog: (until) => void (stalledUntil = until),
    seen() {
      advanceTime(disk.world, TERMS, moment());
      return seeFloor(disk.world, TERMS, moment());
    },
    refused: () => refused + process.refused(),
  };
}

/** A running reader, with what it has told and is not committed yet. */
function startProcess(
  options: ReadingServerOptions,
  disk: Disk,
  { isStalled, committedAt }: { readonly isStalled: () => boolean; readonly committedAt: EpochMs },
) {
  const { time, mode, log } = options;
  const standing = openStanding({ source: SOURCE, kept: new Map(disk.kept), version: READER_VERSION });
  const places = standing.map<LogMark>('log');
  const reader = createAsteriskReader({ source: SOURCE, mode, standing });
  const life = { isAlive: true, heardAt: committedAt, committedAt };
  const courier = courierOf(options, { disk, reader, life });
  const tell = (): void => courier.tell();
  const readLog = (): void => {
    if (mode === 'ami' || isStalled()) return;
    let piece = log.after(places.get('place') ?? BEGIN);
    for (; piece !== undefined; piece = log.after(piece.next)) {
      reader.queueLog({ ...piece, receivedAt: time.now() });
      places.set('place', piece.next);
    }
  };
  const look = (): void => {
    if (!life.isAlive) return;
    readLog();
    reader.settle(time.now());
    tell();
    time.after(LOOK_EVERY_MS, look);
  };
  time.after(0, look);
  return {
    ...earsOf(time, { reader, life, tell, readLog, afterCommit: courier.afterCommit, disk }),
    ...endOf(reader, life),
  };
}

type Life = { isAlive: boolean; heardAt: EpochMs; committedAt: EpochMs };

const endOf = (reader: AsteriskReader, life: Life) => ({
  kill() {
    life.isAlive = false;
    return { refused: reader.sums().refused, heardUntil: life.committedAt };
  },
  refused: () => reader.sums().refused,
});

/** What has come out of the reader is committed a moment later, and sometimes more than a second. */
function courierOf(
  { time, chance }: ReadingServerOptions,
  { disk, reader, life }: { readonly disk: Disk; readonly reader: AsteriskReader; readonly life: Life },
) {
  const batch: Pending = { events: [], standing: [] };
  const afterwards: (() => void)[] = [];
  let isSet = false;
  const commit = (): void => {
    isSet = false;
    if (!life.isAlive) return;
    store(disk, batch, time.now());
    life.committedAt = life.heardAt;
    for (const run of afterwards.splice(0)) run();
  };
  return {
    afterCommit: (run: () => void) => void afterwards.push(run),
    tell(): void {
      const reading = reader.take();
      batch.events.push(...reading.events);
      batch.standing.push(...reading.standing);
      if (isSet) return;
      isSet = true;
      time.after(chance.between(1, chance.is(0.05) ? 1_500 : 200), commit);
    },
  };
}

type Pending = { readonly events: AcdEvent[]; readonly standing: StandingChange[] };

type Hearing = {
  readonly reader: AsteriskReader;
  readonly life: Life;
  readonly disk: Disk;
  readonly tell: () => void;
  readonly readLog: () => void;
  readonly afterCommit: (run: () => void) => void;
};

/** The connection, as it is heard. */
function earsOf(time: VirtualTime, { reader, life, disk, tell, readLog, afterCommit }: Hearing) {
  return {
    frame(frame: AmiFrame): void {
      life.heardAt = time.now();
      if (frame.kind === 'block') reader.ami(frame.block, time.now());
      tell();
      if (frame.kind !== 'block' || frame.block.values[0] !== 'QueueCallerLeave' || !reader.awaitsLog())
        return;
      // How the wait ended is in the log by now.
      readLog();
      tell();
    },
    amiOpened(): void {
      reader.amiOpened(time.now());
      tell();
    },
    amiListed(known: () => void): void {
      const at = time.now();
      reader.amiListed(at);
      afterCommit(() => {
        reader.endStrays(openContacts(disk.world.floor, SOURCE), at);
        tell();
        known();
      });
      tell();
    },
    amiLost() {
      reader.amiLost(life.heardAt);
      tell();
      return life.heardAt;
    },
  };
}

const BEGIN: LogMark = { file: 0, offset: 0 };

/** In one transaction; an event that is there already is not stored again. */
function store({ kept, ids, world }: Disk, batch: Pending, receivedAt: EpochMs): void {
  for (const { key, value } of batch.standing.splice(0))
    if (value === undefined) kept.delete(key);
    else kept.set(key, value);
  const events = batch.events.splice(0).filter(({ id }) => !ids.has(id) && ids.add(id));
  takeEvents(world, TERMS, { events, position: ids.size, receivedAt });
}

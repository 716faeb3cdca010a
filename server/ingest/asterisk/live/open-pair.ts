import type { SourceId } from '#domain/ids.ts';
import type { AsteriskDefinition } from '#domain/source-definition.ts';
import { DAY_MS, SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { createCourier } from '../../links/courier.ts';
import type { SourceLinks } from '../../links/source-links.ts';
import type { SourcePorts } from '../../links/source-ports.ts';
import { standingFile } from '../../links/standing-file.ts';
import type { SourceEntry } from '../../links/source-health.ts';
import { AMI_BLOCK_MAX_BYTES, type AmiFrame } from '../ami/ami-framer.ts';
import { createAsteriskReader, type AsteriskReader, type AsteriskRefusal } from '../asterisk-reader.ts';
import { readAsteriskStanding, writeAsteriskStanding, type AsteriskStanding } from './asterisk-standing.ts';
import type { FollowOptions } from './follow-log.ts';
import type { Heartbeat } from './live-ami.ts';
import type { LogPiece } from './open-log.ts';
import { readerOptions } from './reader-options.ts';
import { readerOutlet, type ReaderOutlet } from './reader-outlet.ts';

/** One Asterisk as both its halves see it: what they read goes in, and is committed. */
export type Pair = {
  /** From where the log is to be read: where it was left, wherever that is now. */
  from(): FollowOptions['from'];
  /** Resolves when the next piece may come. */
  log(piece: LogPiece): Promise<void>;
  frame(frame: AmiFrame, at: EpochMs): void;
  amiOpened(at: EpochMs): void;
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
  /** Commits what has come out, and keeps how far everything was read. */
  stop(): Promise<void>;
};

export type PairOptions = {
  readonly source: SourceId;
  readonly definition: AsteriskDefinition;
  readonly health: SourceEntry;
  readonly links: SourceLinks;
};

/** How far the log was read is kept this often: after a crash so much of it is read again, which doubles nothing. */
const SAVE_EVERY_MS: DurationMs = 5 * SECOND_MS;
/** The first time, so much of the log is read: today, and yesterday to compare it with. */
const HISTORY_MS: DurationMs = 2 * DAY_MS;

/** Goes on where the last one stood. Rejects when the data folder cannot be read. */
export async function openPair(options: PairOptions, ports: SourcePorts): Promise<Pair> {
  const { source, links, clock } = { ...options, ...ports };
  const file = standingFile(ports.folder, source);
  const { reader, kept } = openReader(options, ports, await readAsteriskStanding(file));
  const courier = createCourier({ ...ports, source, health: links });
  const outlet = readerOutlet(reader, courier);
  let place = kept?.place;
  let entered = 0;
  const saver = createSaver(options, ports, async () => {
    const stands = { reader: reader.standing(), at: clock(), ...(place !== undefined && { place }) };
    await courier.delivered();
    await writeAsteriskStanding(file, stands);
  });
  return {
    from: () => place ?? { since: later(clock(), -HISTORY_MS) },
    async log(piece) {
      reader.queueLog({ ...piece, receivedAt: clock() });
      place = piece.after;
      entered += countEntered(piece.bytes);
      outlet.run();
      // Read on while there is room: how a wait ended is in the log, and the live events wait for it.
      if (courier.isBehind()) await courier.delivered();
    },
    ...amiSide(reader, outlet),
    ...ownEvents(source, outlet),
    entered: () => entered,
    isBehind: () => courier.isBehind(),
    settle() {
      reader.settle(clock());
      outlet.run();
      saver.soon();
    },
    async stop() {
      outlet.run();
      const saved = saver.now();
      await courier.stop();
      await saved;
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

type Opened = { readonly reader: AsteriskReader; readonly kept?: AsteriskStanding };

/** A reader that goes on where an earlier one stood. What an older version has kept is not understood: then it starts anew, which doubles nothing. */
function openReader(
  { source, definition }: PairOptions,
  { log }: SourcePorts,
  kept: AsteriskStanding | undefined,
): Opened {
  const options = readerOptions(source, definition);
  if (kept === undefined) return { reader: createAsteriskReader(options) };
  try {
    return { reader: createAsteriskReader({ ...options, standing: kept.reader }), kept };
  } catch (error) {
    log.warn({ err: error, source }, 'how far the source was read is not understood: it is read again');
    return { reader: createAsteriskReader(options) };
  }
}

/** Keeps the standing now and then, one at a time; what cannot be written is said, and tried again. */
function createSaver(
  { source, health }: PairOptions,
  { clock, log }: SourcePorts,
  save: () => Promise<void>,
): { soon(): void; now(): Promise<void> } {
  let dueAt = later(clock(), SAVE_EVERY_MS);
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await save();
      health.mended('standing');
    } catch (error) {
      const sentence = `how far it was read cannot be kept: ${error instanceof Error ? error.message : String(error)}`;
      log.error({ source }, sentence);
      health.warn('standing', sentence);
    }
    running = undefined;
  };
  return {
    soon() {
      if (running !== undefined || clock() < dueAt) return;
      dueAt = later(clock(), SAVE_EVERY_MS);
      running = run();
    },
    async now() {
      await running;
      await run();
    },
  };
}

/** What we ourselves have to tell of the source. */
function ownEvents(source: SourceId, outlet: ReaderOutlet): Pick<Pair, 'heartbeat' | 'gap'> {
  return {
    heartbeat({ at, clock }) {
      // The reader itself tells of a pong that has the switch's time.
      if (clock === 'receipt')
        outlet.run([{ id: `heartbeat-${at}`, source, at, clock, kind: 'source-heartbeat' }]);
    },
    gap: (from, at) => outlet.run([{ id: `gap-${from}-${at}`, source, at, from, kind: 'source-gap' }]),
  };
}

/** What the manager interface says goes to the reader as it comes. */
function amiSide(
  reader: AsteriskReader,
  outlet: ReaderOutlet,
): Pick<Pair, 'frame' | 'amiOpened' | 'amiLost'> {
  return {
    frame(frame, at) {
      if (frame.kind === 'block') reader.ami(frame.block, at);
      if (frame.kind === 'too-long') outlet.refuse(tooLong(frame.start));
      outlet.run();
    },
    amiOpened(at) {
      reader.amiOpened(at);
      outlet.run();
    },
    amiLost(at) {
      reader.amiLost(at);
      outlet.run();
    },
  };
}

const tooLong = (value: string): AsteriskRefusal => ({
  place: 'ami',
  reason: 'too-long',
  field: '',
  value,
  expected: `a block of at most ${AMI_BLOCK_MAX_BYTES} bytes`,
});

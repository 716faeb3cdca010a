import type { AcdEvent } from '#domain/acd-event.ts';
import type { ContactId, SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { StandingChange } from '../../journal/journal.ts';
import type { Refusal } from '../events/explain-refusal.ts';
import { openStanding, type Standing } from '../links/standing.ts';
import type { AmiBlock } from './ami/ami-block.ts';
import { asteriskParts, type AsteriskParts } from './asterisk-parts.ts';
import { lineCutter, type CutLine } from './log/line-cutter.ts';
import { logFact } from './log/log-facts.ts';
import { LOG_LINE_MAX_BYTES, parseLogLine } from './log/parse-log-line.ts';

/** What is read of one Asterisk. */
export type AsteriskReaderOptions = {
  readonly source: SourceId;
  /**
   * What it is given. `pair`: what the log says waits a moment for AMI to say the same with its finer clock, and what AMI
   * says of an end waits for the log to say which end it was.
   */
  readonly mode: 'queue-log' | 'ami' | 'pair';
  /** Wrap-up of every queue; 0 where nothing is said: the switch does not tell it. */
  readonly wrapUpMs?: DurationMs;
  readonly wrapUpMsByQueue?: ReadonlyMap<string, DurationMs>;
  /** The switch's zone, where the log comes from a table with local times. */
  readonly zone?: TimeZone;
  /** Interfaces, agent numbers and member names (keys) that are the agent of the value. Others are learnt. */
  readonly agents?: ReadonlyMap<string, string>;
  /** Where it keeps what it knows, and has what an earlier reader of the source knew. Absent: nothing, and nothing is kept. */
  readonly standing?: Standing;
};

/** Raised when what a reader keeps changes its meaning. */
export const READER_VERSION = 1;

/** Whole lines of a queue_log, each with its line end. */
export type LogBytes = {
  readonly bytes: Uint8Array;
  /** The log's own name, which stays when the file is renamed. */
  readonly file: string;
  /** Of the first byte in that file. */
  readonly offset: number;
  /** Our clock at the reading. */
  readonly receivedAt: EpochMs;
};

/** One line of a queue_log without its line end, and its number in the file. */
export type LogText = {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly receivedAt: EpochMs;
};

/** One line or block that could not be read; `place` says where it stands. */
export type AsteriskRefusal = Refusal & { readonly place: string };

/** What has come out of what was put in. */
export type AsteriskReading = {
  /** Nearly in the order of time. */
  readonly events: readonly AcdEvent[];
  readonly refused: readonly AsteriskRefusal[];
  /** What the reader knows by it, to be committed with it. */
  readonly standing: readonly StandingChange[];
};

/** How much was read, since the reader was made. */
export type AsteriskSums = {
  readonly lines: number;
  readonly blocks: number;
  readonly refused: number;
  /** Lines of verbs that are not the switch's own, by verb; the first hundred verbs. */
  readonly customVerbs: Readonly<Record<string, number>>;
};

/** Reads one Asterisk: put in what arrives, take out events. It has no clock: time comes with what is put in. */
export type AsteriskReader = {
  queueLog(lines: LogBytes): void;
  queueLogLine(line: LogText): void;
  /** Every block of the connection: events, responses and the lists of QueueStatus and CoreShowChannels. */
  ami(block: AmiBlock, receivedAt: EpochMs): void;
  /** Logged in. QueueStatus and then CoreShowChannels are to be asked for now, and their blocks put in like all others. */
  amiOpened(at: EpochMs): void;
  /** The lists have come, or were refused: what they show has happened meanwhile. */
  amiListed(at: EpochMs): void;
  amiLost(at: EpochMs): void;
  /** Queues that the switch has, as it listed them last. */
  queues(): ReadonlySet<string>;
  /** Whether AMI has said that a wait is over, and the log is to say how. */
  awaitsLog(): boolean;
  /** Of contacts that are open elsewhere: those of which this reader knows nothing are over. */
  endStrays(contacts: Iterable<ContactId>, at: EpochMs): void;
  /** Time has passed, on our clock: what waited for it comes out. To be called about four times a second. */
  settle(now: EpochMs): void;
  /** Nothing more will come: everything that waits comes out. */
  finish(): void;
  /** What has come out since the last time. */
  take(): AsteriskReading;
  sums(): AsteriskSums;
};

/** A reader that goes on where the standing is. */
export function createAsteriskReader(options: AsteriskReaderOptions): AsteriskReader {
  const standing = options.standing ?? openStanding();
  const parts = asteriskParts({ ...options, standing });
  const counts = createCounts();
  const reading: Reading = { parts, counts, zone: options.zone };
  return {
    queueLog(piece) {
      const cutter = lineCutter(LOG_LINE_MAX_BYTES, piece.offset);
      for (const line of cutter.push(piece.bytes)) readCut(reading, piece, line);
      const rest = cutter.rest();
      if (rest !== undefined) readCut(reading, piece, rest);
    },
    queueLogLine: ({ text, file, line, receivedAt }) =>
      readLine(reading, { text, receivedAt, place: () => `${file} line ${line}` }),
    ami(block, receivedAt) {
      counts.blocks += 1;
      const refusal = parts.ami(block, receivedAt);
      if (refusal !== undefined) counts.refuse(refusal, `block ${counts.blocks}`);
    },
    amiOpened: (at) => parts.amiOpened(at),
    amiListed: (at) => parts.amiListed(at),
    amiLost: (at) => parts.amiLost(at),
    queues: () => parts.queues(),
    awaitsLog: () => parts.awaitsLog(),
    endStrays: (contacts, at) => parts.endStrays(contacts, at),
    settle: (now) => parts.settle(now),
    finish: () => parts.finish(),
    take: () => ({ events: parts.take(), refused: counts.take(), standing: standing.changes() }),
    sums: () => ({
      lines: counts.lines,
      blocks: counts.blocks,
      refused: counts.refused,
      customVerbs: Object.fromEntries(counts.customVerbs),
    }),
  };
}

/** Refusals between two takes that are listed; all are counted. */
const REFUSALS_LISTED = 1_000;
/** Verbs that are counted by name. A log with more of them has free text in their place. */
const VERBS_COUNTED = 100;

function createCounts() {
  let listed: AsteriskRefusal[] = [];
  const customVerbs = new Map<string, number>();
  return {
    lines: 0,
    blocks: 0,
    refused: 0,
    customVerbs,
    refuse(refusal: Refusal, place: string): void {
      this.refused += 1;
      if (listed.length < REFUSALS_LISTED) listed.push({ ...refusal, place });
    },
    countVerb(name: string): void {
      const count = customVerbs.get(name) ?? 0;
      if (count > 0 || customVerbs.size < VERBS_COUNTED) customVerbs.set(name, count + 1);
    },
    take(): readonly AsteriskRefusal[] {
      const taken = listed;
      listed = [];
      return taken;
    },
  };
}

type Reading = {
  readonly parts: AsteriskParts;
  readonly counts: ReturnType<typeof createCounts>;
  readonly zone: TimeZone | undefined;
};

function readCut(reading: Reading, { file, receivedAt }: LogBytes, line: CutLine): void {
  const place = (): string => `${file} byte ${line.offset}`;
  if (line.kind === 'line') return readLine(reading, { text: line.text, place, receivedAt });
  const expected = `a line of at most ${LOG_LINE_MAX_BYTES} bytes; it has ${line.bytes}`;
  reading.counts.lines += 1;
  reading.counts.refuse({ reason: 'too-long', field: '', value: line.start, expected }, place());
}

type Line = { readonly text: string; readonly receivedAt: EpochMs; readonly place: () => string };

function readLine({ parts, counts, zone }: Reading, { text, place, receivedAt }: Line): void {
  counts.lines += 1;
  const parsed = parseLogLine(text, zone);
  if (parsed.kind === 'refused') return counts.refuse(parsed.refusal, place());
  if (parsed.kind === 'blank') return;
  if (parsed.record.said.verb === 'custom') counts.countVerb(parsed.record.said.name);
  const fact = logFact(parsed.record);
  if (fact !== undefined) parts.log(fact, receivedAt);
}

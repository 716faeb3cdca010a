import { SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { amiEvent, switchTimeOf } from '../../ingest/asterisk/ami/ami-event.ts';
import { amiFramer } from '../../ingest/asterisk/ami/ami-framer.ts';
import { createAsteriskReader, type AsteriskReader } from '../../ingest/asterisk/asterisk-reader.ts';
import { capturedChunks, type CapturedChunk } from './convert-asterisk-chunks.ts';
import type { AsteriskConversion } from './convert-asterisk-log.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { logFeed, type LogFeed } from './convert-asterisk-feed.ts';
import { asteriskReport, type AsteriskReport } from './convert-asterisk-report.ts';
import { eventWindow, type EventWindow } from './convert-asterisk-window.ts';
import { countVisits, type VisitCount } from './count-visits.ts';
import { CommandFailure } from '../run-command.ts';
import { withTemporaryStore } from '../../replay/temporary-store.ts';
import { writeEventFile, type EventFileWriter } from '../../files/write-file.ts';

/** Captures of one switch, in their order, and what belongs to them. */
export type AmiConversion = AsteriskConversion & {
  /** One a capture, in the same order; none at all where events carry their time. */
  readonly timings: readonly string[];
  /** The switch's queue_logs of the same time. */
  readonly logs: readonly string[];
};

/** An exit waits ten seconds for the log to say what it was. */
const WINDOW_MS: DurationMs = 15 * SECOND_MS;

/** Converts what was captured of AMI, with the queue_log or alone, to a file of events, and prints what became of it. */
export async function convertAsteriskAmi(conversion: AmiConversion): Promise<void> {
  const { inputs, timings, logs, progress } = conversion;
  notOntoItself({ inputs: [...inputs, ...timings, ...logs], outs: { '--out': conversion.out } });
  if (timings.length > 0 && timings.length !== inputs.length)
    throw new CommandFailure(
      `expected one --timing for each of ${inputs.length} captures, got ${timings.length}`,
    );
  const out = writeEventFile(conversion.out);
  try {
    await withTemporaryStore((store) => convertInto(conversion, out, countVisits(store)));
  } finally {
    progress.clear();
    await out.discard();
  }
}

async function convertInto(
  conversion: AmiConversion,
  out: EventFileWriter,
  visits: VisitCount,
): Promise<void> {
  const { inputs, timings, logs, options, print, progress } = conversion;
  const reader = createAsteriskReader({ ...options, mode: logs.length > 0 ? 'pair' : 'ami' });
  const report = asteriskReport((line) => {
    progress.clear();
    print(line);
  });
  const outlet: Outlet = { reader, report, visits, window: eventWindow(WINDOW_MS), out, aheadMs: 0 };
  const drained = async (): Promise<void> => drain(outlet);
  const feed = await logFeed({ reader, paths: logs, zone: options.zone, drain: drained });
  for (const [index, path] of inputs.entries())
    await readCapture({ ...conversion, path, timing: timings[index], feed, outlet });
  await feed.rest();
  reader.finish();
  await drain(outlet);
  if (outlet.window.size() === 0) throw new CommandFailure(`${inputs.join(', ')}: no event of a queue in it`);
  await out.write(outlet.window.rest());
  await out.commit();
  const events = outlet.window.size();
  report.finish({ name: inputs.join(', '), sums: reader.sums(), events, visits: visits.lines() });
}

type Outlet = {
  readonly reader: AsteriskReader;
  readonly report: AsteriskReport;
  readonly visits: VisitCount;
  readonly window: EventWindow;
  readonly out: EventFileWriter;
  /** How far the clock of receipt is ahead of the switch's, by the last event that told. */
  aheadMs: DurationMs;
};

async function drain({ reader, report, visits, window, out }: Outlet): Promise<void> {
  const reading = reader.take();
  report.count(reading);
  await visits.add(reading.events);
  window.add(reading.events);
  await out.write(window.due());
}

type Capture = AmiConversion & {
  readonly path: string;
  readonly timing: string | undefined;
  readonly feed: LogFeed;
  readonly outlet: Outlet;
};

async function readCapture({ path, timing, feed, outlet, progress }: Capture): Promise<void> {
  const { reader } = outlet;
  const framer = amiFramer();
  let receivedAt: EpochMs | undefined;
  for await (const chunk of capturedChunks(path, timing)) {
    for (const frame of framer.push(chunk.bytes)) {
      if (frame.kind === 'too-long')
        throw new CommandFailure(`${path}: ${frame.bytes} bytes without an empty line: this is no AMI`);
      if (frame.kind === 'greeting') continue;
      const { time } = amiEvent(frame.block, UNKNOWN);
      const now = clockOf(chunk, time.clock === 'receipt' ? undefined : time.at, receivedAt);
      if (now === undefined) continue;
      const stamp = switchTimeOf(amiEvent(frame.block, now));
      if (receivedAt === undefined) {
        // What the log has of the time before is read before the switch is asked for its lists.
        await feed.until(later(now, -outlet.aheadMs), now);
        reader.amiOpened(now);
      }
      receivedAt = now;
      if (stamp !== undefined) {
        outlet.aheadMs = now - stamp;
        await feed.until(stamp, now);
      }
      reader.ami(frame.block, now);
    }
    if (receivedAt !== undefined) reader.settle(receivedAt);
    await drain(outlet);
    progress.show(() => `${path}: ${reader.sums().blocks} blocks, ${outlet.window.size()} events`);
  }
  if (receivedAt === undefined)
    throw new CommandFailure(`${path}: ${timing === undefined ? NO_TIME : 'no AMI in it'}`);
  reader.amiLost(receivedAt);
}

const UNKNOWN = epochMs(0);
const NO_TIME =
  'no event in it carries a Timestamp (timestampevents=no): expected --timing with the times of receipt';

/** Our clock at a block: that of its receipt; where it was not kept, the switch's own. */
function clockOf(
  { receivedAt }: CapturedChunk,
  stamp: EpochMs | undefined,
  before: EpochMs | undefined,
): EpochMs | undefined {
  const now = receivedAt ?? stamp ?? before;
  return now === undefined || before === undefined ? now : later(before, Math.max(0, now - before));
}

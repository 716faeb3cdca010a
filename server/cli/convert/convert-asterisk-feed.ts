import { SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { AsteriskReader } from '../../ingest/asterisk/asterisk-reader.ts';
import { parseLogLine } from '../../ingest/asterisk/log/parse-log-line.ts';
import { orderedLogs } from './convert-asterisk-order.ts';
import { readLines } from '../../files/read-lines.ts';

/** Gives a reader the lines of a log as they would have come beside AMI. */
export type LogFeed = {
  /** Lines of seconds that were over at `stamp`, on the switch's clock; `now` is ours. */
  until(stamp: EpochMs, now: EpochMs): Promise<void>;
  /** All other lines. */
  rest(): Promise<void>;
};

export type LogFeedOptions = {
  readonly reader: AsteriskReader;
  readonly paths: readonly string[];
  readonly zone: TimeZone | undefined;
  /** Called now and then, to take out what has come out. */
  readonly drain: () => Promise<void>;
};

/** Lines between two drains. */
const DRAIN_LINES = 10_000;

/** A feed that stands at the first line. Throws a CommandFailure when a log is named twice. */
export async function logFeed({ reader, paths, zone, drain }: LogFeedOptions): Promise<LogFeed> {
  const lines = linesOf(await orderedLogs(paths, zone), zone);
  let next = await lines.next();
  let count = 0;

  async function feed(stamp: number, now: EpochMs, ahead: number): Promise<void> {
    while (next.done === false && next.value.overAt <= stamp) {
      const { text, file, line, overAt } = next.value;
      // What happened between two blocks came between them, on our clock too.
      const receivedAt = epochMs(Math.min(now, overAt + ahead));
      reader.settle(receivedAt);
      reader.queueLogLine({ text, file, line, receivedAt });
      count += 1;
      if (count % DRAIN_LINES === 0) await drain();
      next = await lines.next();
    }
  }

  return {
    until: (stamp, now) => feed(stamp, now, now - stamp),
    rest: () => feed(Infinity, epochMs(Infinity), 0),
  };
}

type Line = { readonly text: string; readonly file: string; readonly line: number; readonly overAt: EpochMs };

async function* linesOf(
  paths: readonly string[],
  zone: TimeZone | undefined,
): AsyncGenerator<Line, undefined> {
  let overAt = epochMs(0);
  for (const path of paths) {
    for await (const { first, lines } of readLines(path)) {
      for (const [index, text] of lines.entries()) {
        const parsed = parseLogLine(text, zone);
        if (parsed.kind === 'record') overAt = later(parsed.record.at, SECOND_MS);
        yield { text, file: path, line: first + index, overAt };
      }
    }
  }
  return undefined;
}

import type { AcdEvent } from '#domain/acd-event.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import { parseEventLine, type ParsedEvent } from '../ingest/events/parse-event.ts';
import type { ReadBytesOptions } from '../files/read-bytes.ts';
import { readLines } from '../files/read-lines.ts';

/** Some events of a file, in the order of its lines, and the lines among them that are none. */
export type EventFileBatch = {
  readonly events: readonly AcdEvent[];
  /** The line of each event. */
  readonly eventLines: readonly number[];
  /** `line` is the line's number in the file, from 1. */
  readonly refused: readonly RefusedLine[];
};

export type ReadEventFileOptions = ReadBytesOptions & {
  /** Reads one line; the ingest's own reader when absent. */
  readonly parse?: (line: string) => ParsedEvent;
};

/** Events handed over at once: enough that handing over costs nothing. */
const BATCH_EVENTS = 4_096;

/**
 * Reads events from a file of NDJSON, zipped or not, or from standard input (`-`). Empty lines are passed over.
 * A file that cannot be read throws a FileFailure; a file without events yields nothing.
 */
export async function* readEventFile(
  path: string,
  options: ReadEventFileOptions = {},
): AsyncGenerator<EventFileBatch> {
  const parse = options.parse ?? ((line: string) => parseEventLine(line));
  for await (const { first, lines } of readLines(path, { ...options, expectUtf8: true })) {
    for (let begin = 0; begin < lines.length; begin += BATCH_EVENTS) {
      yield parseBatch(lines.slice(begin, begin + BATCH_EVENTS), first + begin, parse);
    }
  }
}

function parseBatch(
  lines: readonly string[],
  first: number,
  parse: (line: string) => ParsedEvent,
): EventFileBatch {
  const events: AcdEvent[] = [];
  const eventLines: number[] = [];
  const refused: RefusedLine[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const parsed = parse(line);
    if (parsed.kind === 'event') {
      events.push(parsed.event);
      eventLines.push(first + index);
    } else if (line.trim() !== '') refused.push({ line: first + index, ...parsed.refusal });
  }
  return { events, eventLines, refused };
}

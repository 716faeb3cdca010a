import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { createAsteriskReader } from '../server/ingest/asterisk/asterisk-reader.ts';
import { busyLog } from '../server/ingest/asterisk/testing/busy-log.ts';
import { report } from './report.ts';

const CALLS = 150_000;
/** As much as one read of the file brings. */
const PIECE_LINES = 10_000;

/** Lines of queue_log a second as events, beside counting them by splitting each line at its bars. */
export function benchAsterisk(): void {
  const lines = [...busyLog({ calls: CALLS, startAt: 1_795_326_760, callsPerSecond: 5 })];
  const pieces: Buffer[] = [];
  for (let start = 0; start < lines.length; start += PIECE_LINES)
    pieces.push(Buffer.from(lines.slice(start, start + PIECE_LINES).join('')));
  readAll(pieces.slice(0, 5));
  const events = measured('queue_log to events', lines.length, () => readAll(pieces));
  report('  events from it', events, 'events');
  measured('  naive: split, and one counter a queue and verb', lines.length, () => countNaively(pieces));
}

function measured(name: string, lines: number, work: () => number): number {
  const begun = performance.now();
  const result = work();
  report(name, lines / ((performance.now() - begun) / 1_000), 'lines/s');
  return result;
}

function readAll(pieces: readonly Buffer[]): number {
  const reader = createAsteriskReader({ source: sourceId('bench'), mode: 'queue-log', wrapUpMs: 10_000 });
  let [events, offset] = [0, 0];
  for (const bytes of pieces) {
    reader.queueLog({ bytes, file: 'queue_log', offset, receivedAt: epochMs(0) });
    offset += bytes.length;
    events += reader.take().events.length;
  }
  return events;
}

/** What one would write first. It is quicker and says less: how often, but not how long, nor whom, nor in which order. */
function countNaively(pieces: readonly Buffer[]): number {
  const counts = new Map<string, number>();
  for (const bytes of pieces) {
    for (const line of bytes.toString().split('\n')) {
      const [, , queue, , verb] = line.split('|');
      const key = `${queue} ${verb}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts.size;
}

import type { AcdEvent } from '#domain/acd-event.ts';
import { parseEventLine } from '../server/ingest/events/parse-event.ts';
import { endReplay, replayEvents, startReplay } from '../server/replay/replay.ts';
import { busyLines } from '../server/testing/busy-lines.ts';
import { report } from './report.ts';

const CONTACTS = 200_000;
const EVENTS_A_BATCH = 4_000;

/** Events a second from text to figures, beside counting again with every event what a query would count. */
export function benchReplay(): void {
  const floor = { contacts: CONTACTS, queues: 50, agents: 500, startAt: Date.UTC(2026, 2, 3), everyMs: 400 };
  const lines = [...busyLines(floor)].sort((one, other) => timeOf(one) - timeOf(other));
  const begun = performance.now();
  const replay = startReplay({
    zone: 'Asia/Shanghai',
    intervalMs: 1_800_000,
    withinMs: 20_000,
    shortAbandonMs: 5_000,
  });
  for (let i = 0; i < lines.length; i += EVENTS_A_BATCH) {
    replayEvents(replay, lines.slice(i, i + EVENTS_A_BATCH).flatMap(read));
  }
  endReplay(replay);
  report('replay, text to figures', lines.length / ((performance.now() - begun) / 1_000), 'events/s');
  naively(lines.slice(0, 20_000));
}

const timeOf = (line: string): number => Number(/"at":(\d+)/.exec(line)?.[1]);

function read(line: string): AcdEvent[] {
  const parsed = parseEventLine(line);
  return parsed.kind === 'event' ? [parsed.event] : [];
}

/** With every tenth event all contacts so far are counted from the start, as a report over a table of calls does. */
function naively(lines: readonly string[]): void {
  const seen: AcdEvent[] = [];
  const begun = performance.now();
  let offered = 0;
  for (const [place, line] of lines.entries()) {
    seen.push(...read(line));
    if (place % 10 === 0) offered = seen.filter((event) => event.kind === 'contact-queued').length;
  }
  report(
    '  naive: count again with every tenth event',
    lines.length / ((performance.now() - begun) / 1_000),
    `events/s (first ${lines.length}, ${offered} offered)`,
  );
}

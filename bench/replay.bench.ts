import { join } from 'node:path';
import { pino } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { recoverWorld } from '../server/checkpoint/recover-world.ts';
import { sqliteWorldStore } from '../server/checkpoint/sqlite-world-store.ts';
import { sqliteJournal } from '../server/journal/sqlite-journal.ts';
import { inTemporaryFolder } from '../server/testing/child-server.ts';
import { parseEventLine } from '../server/ingest/events/parse-event.ts';
import { endReplay, replayEvents, startReplay } from '../server/replay/replay.ts';
import { busyLines } from '../server/testing/busy-lines.ts';
import { report } from './report.ts';

const CONTACTS = 200_000;
const EVENTS_A_BATCH = 4_000;

/** Events a second from text to figures, beside counting again with every event what a query would count. */
export async function benchReplay(): Promise<void> {
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
  await fromJournal(lines);
  naively(lines.slice(0, 20_000));
}

/** The same events from the journal itself, as a start counts them that has no checkpoint; and as JSON only, counting nothing. */
async function fromJournal(lines: readonly string[]): Promise<void> {
  const parsedFrom = performance.now();
  const events = lines.map((line): AcdEvent => JSON.parse(line));
  report('  JSON.parse alone', lines.length / ((performance.now() - parsedFrom) / 1_000), 'events/s');
  await inTemporaryFolder(async (folder) => {
    const journal = sqliteJournal({ file: join(folder, 'journal.db') });
    for (let at = 0; at < events.length; at += EVENTS_A_BATCH)
      await journal.append(events.slice(at, at + EVENTS_A_BATCH), events[at]?.at ?? epochMs(0));
    const terms = { centre: usualCentre('Asia/Shanghai'), zone: timeZone('Asia/Shanghai'), definitions: '' };
    const store = sqliteWorldStore({ file: join(folder, 'world.db'), said: console.error });
    const log = pino({ level: 'silent' });
    const begun = performance.now();
    await recoverWorld({
      journal,
      store,
      terms,
      log,
      clock: () => epochMs(Date.now()),
      gridMs: GRID_MS,
      time: 'ours',
    });
    report('replay from the journal', lines.length / ((performance.now() - begun) / 1_000), 'events/s');
    await store.close();
    await journal.close();
  });
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { bankConverter } from '../ingest/anonymous-bank/anonymous-bank.ts';
import {
  JANUARY,
  OWN_WEEK,
  isJanuaryHere,
  type BankMonth,
} from '../ingest/anonymous-bank/testing/bank-months.ts';
import { intervalReport } from './interval-report.ts';
import { endReplay, replayEvents, startReplay } from './replay.ts';
import { stateHash } from './state-hash.ts';

const options = {
  zone: 'Asia/Jerusalem',
  intervalMs: 30 * MINUTE_MS,
  withinMs: 20 * SECOND_MS,
  shortAbandonMs: 0,
};

describe(OWN_WEEK.name, () => judge(OWN_WEEK));
describe.skipIf(!isJanuaryHere)(JANUARY.name, () => {
  if (isJanuaryHere) judge(JANUARY);
});

function judge(month: BankMonth): void {
  const { records, truth: counted } = month.read();
  const events = convert(records);
  const straight = count([events]);

  test('equals the independent count in every half hour', () => {
    const truth = readCsv(counted);
    const reported = new Map(
      readCsv(straight.report.join('\n'))
        .filter((row) => row['queue'] === '*')
        .map((row) => [row['interval_start']?.slice(0, 16), row]),
    );
    const halfHours = truth.filter((row) => /^\d\d:\d\d$/.test(row['interval_start'] ?? ''));
    const offered = halfHours.filter((row) => Number(row['offered_acd']) > 0);
    expect(offered.length).toBeGreaterThanOrEqual(month.busyHalfHours);
    expect(reported.size).toBe(offered.length);
    for (const row of offered) {
      const ours = reported.get(`${row['date']}T${row['interval_start']}`);
      expect(ours, `${row['date']} ${row['interval_start']}`).toBeDefined();
      expect(countsOf(ours, 'offered', 'answered', 'abandoned', 'answered_within')).toEqual(
        countsOf(row, 'offered_acd', 'answered_acd', 'abandoned', 'answered_within20_acd'),
      );
      expectNear(ours?.['asa_seconds'], row['asa_acd_s']);
      expectNear(ours?.['abandon_wait_seconds'], row['mean_wait_abandon_s']);
    }
  });

  test('shuffled, every event twice and split over three senders gives the same report and the same hash', () => {
    const [shuffled] = fc.sample(
      fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length }),
      {
        numRuns: 1,
        seed: 1999,
      },
    );
    const senders = [0, 1, 2].map((sender) => (shuffled ?? []).filter((_, place) => place % 3 === sender));
    const interleaved = senders.flatMap((sent) => batches(sent, 5_000));
    const again = count(interleaved);
    expect(again.report).toEqual(straight.report);
    expect(again.hash).toBe(straight.hash);
  });
}

function convert(text: string): AcdEvent[] {
  const converter = bankConverter(timeZone(options.zone));
  return text.split('\n').flatMap((line, index) => {
    const row = converter(line, index + 1);
    return row.kind === 'events' ? row.events : [];
  });
}

function count(sent: readonly (readonly AcdEvent[])[]) {
  const replay = startReplay(options);
  for (const events of sent) replayEvents(replay, events);
  endReplay(replay);
  const { world, terms, now } = replay;
  return {
    report: [...intervalReport(world.tally, terms.zone, options.intervalMs)],
    hash: stateHash(world, now),
  };
}

function batches(events: readonly AcdEvent[], size: number): AcdEvent[][] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, place) =>
    events.slice(place * size, (place + 1) * size),
  );
}

type Row = Readonly<Record<string, string>>;

function readCsv(text: string): Row[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    return Object.fromEntries(names.map((name, place) => [name, fields[place] ?? '']));
  });
}

const countsOf = (row: Row | undefined, ...names: readonly string[]): number[] =>
  names.map((name) => Number(row?.[name]));

function expectNear(ours: string | undefined, truth: string | undefined): void {
  expect(ours === '').toBe(truth === '');
  if (truth !== '') expect(Math.abs(Number(ours) - Number(truth))).toBeLessThanOrEqual(0.01);
}

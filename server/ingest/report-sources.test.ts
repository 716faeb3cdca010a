import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { SECOND_MS, epochMs, later } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { advanceFloor } from '../floor/advance-floor.ts';
import { emptyFloor } from '../floor/floor.ts';
import { registerSources } from '../web/source-metrics.ts';
import { handClock } from './links/testing/hand-clock.ts';
import { reportSources, type SourceReport } from './report-sources.ts';
import { createSourceHealth } from './links/source-health.ts';

const pbx = sourceId('pbx');
const crm = sourceId('crm');
const START = epochMs(1_795_326_700_000);

/** A switch that we connect to and that has said something, and one that sends. */
function report(): { readonly sources: readonly SourceReport[]; readonly metrics: () => Promise<string> } {
  const hand = handClock(START);
  const { clock } = hand;
  const health = createSourceHealth(clock);
  const entry = health.add(pbx, 'asterisk');
  entry.link('queue-log', { state: 'live', since: clock() });
  hand.pass(SECOND_MS);
  const until = later(clock(), SECOND_MS);
  entry.link('ami', { state: 'waiting', since: clock(), until, reason: 'it closed', why: 'lost' });
  const events: readonly AcdEvent[] = [
    { id: 'a', source: pbx, at: later(START, -3 * SECOND_MS), kind: 'source-started' },
    { id: 'b', source: pbx, at: clock(), kind: 'source-heartbeat' },
    { id: 'c', source: pbx, at: clock(), from: START, kind: 'source-gap' },
  ];
  entry.committed(events, { accepted: 2, duplicates: 1 });
  entry.warn('times', 'timestampevents=no');
  entry.warn('mended', 'this was mended');
  entry.mended('mended');
  const floor = emptyFloor(GRID_MS, 'ours');
  const sent: AcdEvent = { id: 'x', source: crm, at: START, kind: 'source-started' };
  advanceFloor(floor, [...events, sent], { now: clock(), receivedAt: clock(), zone: timeZone('UTC') });
  hand.pass(4 * SECOND_MS);
  const centre = { ...usualCentre('UTC'), sources: [{ id: sourceId('never'), silentAfterMs: 1 }] };
  const sources = reportSources({
    floor,
    centre,
    zone: timeZone('UTC'),
    health: health.list(),
    refused: { [pbx]: 7 },
    cut: new Set(),
    serverNow: clock(),
  });
  const registry = new Registry();
  registerSources(registry, () => sources);
  return { sources, metrics: () => registry.metrics() };
}

test('a switch that we connect to is told with its connections, its last event and what is wrong with it', () => {
  expect(report().sources.find(({ id }) => id === 'pbx')).toEqual({
    id: 'pbx',
    kind: 'asterisk',
    state: 'live',
    ageMs: 4 * SECOND_MS,
    links: {
      'queue-log': { state: 'live', since: START },
      ami: {
        state: 'waiting',
        since: START + 1_000,
        until: START + 2_000,
        why: 'lost',
        reason: 'it closed',
      },
    },
    connectedSince: START,
    lastEventAt: START - 3_000,
    lastHeardAt: START + 1_000,
    lagMs: 4 * SECOND_MS,
    accepted: 2,
    duplicates: 1,
    refused: 7,
    gaps: 1,
    lastGap: { from: START, to: START + 1_000 },
    warnings: ['ami: it closed', 'timestampevents=no'],
  });
});

test('one that sends to us, and one that never did, are told with what is known of them', () => {
  const { sources } = report();
  expect(sources.map(({ id }) => id)).toEqual(['crm', 'never', 'pbx']);
  expect(sources[0]).toMatchObject({
    kind: 'sender',
    state: 'quiet',
    ageMs: 4 * SECOND_MS,
    lastEventAt: START,
    refused: 0,
  });
  expect(sources[1]).toEqual({
    id: 'never',
    kind: 'sender',
    state: 'unheard',
    links: {},
    refused: 0,
    gaps: 0,
    warnings: [],
  });
});

test('the same is measured, and what is not known has no figure', async () => {
  const lines = (await report().metrics()).split('\n').filter((line) => !line.startsWith('#'));
  expect(lines).toEqual(
    expect.arrayContaining([
      'callboard_source_up{source="pbx"} 1',
      'callboard_source_up{source="never"} 0',
      'callboard_source_age_seconds{source="pbx"} 4',
      'callboard_source_lag_seconds{source="pbx"} 4',
      'callboard_source_events{source="pbx"} 2',
      'callboard_source_refused{source="pbx"} 7',
      'callboard_source_gaps{source="pbx"} 1',
      'callboard_source_warnings{source="pbx"} 2',
    ]),
  );
  expect(lines.join('\n')).not.toMatch(/lag_seconds\{source="never"\}/);
});

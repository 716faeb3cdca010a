import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { DemoAction } from '#domain/board/demo.ts';
import { GRID_MS } from '#domain/interval.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { eventSimulation } from '../../forecasting/simulation/event-simulation.ts';
import { cableCompany } from '../../forecasting/simulation/centres/cable-company.ts';
import { tibetanSeats } from '../../forecasting/simulation/centres/tibetan-seats.ts';
import { floorTime } from '../floor/source-states.ts';
import { advanceTime } from '../pipeline/advance-time.ts';
import { drawBoard } from '../pipeline/draw-board.ts';
import { takeEvents } from '../pipeline/take-events.ts';
import { emptyWorld } from '../pipeline/world.ts';
import { createDemo, type Demo } from './demo.ts';

/** A Tuesday, 10:00 in Shanghai. */
const TEN = epochMs(Date.parse('2026-03-03T10:00:00+08:00'));
const OPENED = later(TEN, -HOUR_MS);

type Stage = {
  readonly demo: Demo;
  readonly told: AcdEvent[];
  hasRoom: boolean;
  /** Our clock goes on by so much, in steps of 100 ms as the real one. */
  pass(ms: number): void;
  readonly ours: () => EpochMs;
};

function openStage({ speed = 1, centre = cableCompany, seed = 1 } = {}): Stage {
  let ours = later(TEN, 5 * HOUR_MS);
  const simulation = eventSimulation({ model: centre.model, seed: 1, from: OPENED, books: 'total' });
  const told = [...simulation.run(TEN)].flat();
  const stage: Stage = {
    demo: createDemo({
      name: centre.name,
      simulation,
      startAt: TEN,
      speed,
      seed,
      clock: () => ours,
      offer: (events) => {
        if (stage.hasRoom) told.push(...events);
        return stage.hasRoom;
      },
    }),
    told,
    hasRoom: true,
    pass(ms) {
      for (let passed = 0; passed < ms; passed += 100) {
        ours = later(ours, 100);
        while (stage.demo.step());
      }
    },
    ours: () => ours,
  };
  return stage;
}

const lastAt = ({ told }: Stage): number => Math.max(...told.map(({ at }) => at));
const beats = ({ told }: Stage): readonly AcdEvent[] =>
  told.filter(({ kind }) => kind === 'source-heartbeat');
const act = (stage: Stage, action: DemoAction): string | undefined => stage.demo.act(action);

describe('the clock', () => {
  test('runs as fast as ours, and each source tells it once a second', () => {
    const stage = openStage();
    stage.pass(10 * SECOND_MS);
    expect(lastAt(stage)).toBeLessThanOrEqual(later(TEN, 10 * SECOND_MS));
    expect(
      beats(stage)
        .filter(({ source }) => source === 'acd')
        .map(({ at }) => at - TEN),
    ).toEqual(Array.from({ length: 9 }, (_, i) => (i + 1) * SECOND_MS));
  });

  test('runs sixty times as fast from the moment it is told to, and is told five times a second', () => {
    const stage = openStage();
    stage.pass(10 * SECOND_MS);
    act(stage, { action: 'set-speed', speed: 60 });
    stage.pass(10 * SECOND_MS);
    expect(lastAt(stage) - TEN).toBeGreaterThan(600 * SECOND_MS);
    expect(lastAt(stage) - TEN).toBeLessThanOrEqual(610 * SECOND_MS);
    expect(beats(stage).length).toBeGreaterThan(2 * (9 + 48));
    act(stage, { action: 'set-speed', speed: 1 });
    stage.pass(10 * SECOND_MS);
    expect(lastAt(stage) - TEN).toBeLessThanOrEqual(620 * SECOND_MS);
    expect(stage.demo.figures().speed).toBe(1);
  });

  test('is said to be another where it is not ours', () => {
    expect(openStage().demo.figures().hasOwnClock).toBe(true);
  });

  test('gives the same day for the same seed, however time passes', () => {
    const [one, other] = [openStage({ speed: 60 }), openStage({ speed: 60 })];
    one.pass(30 * SECOND_MS);
    for (let nth = 0; nth < 30; nth += 1) other.pass(SECOND_MS);
    expect(other.told).toEqual(one.told);
  });
});

describe('a visitor', () => {
  test('who provokes a mass outage sees several times as many come, until it is over', () => {
    const [calm, struck] = [openStage({ speed: 60 }), openStage({ speed: 60 })];
    expect(act(struck, { action: 'provoke', incident: 'outage' })).toBeUndefined();
    for (const stage of [calm, struck]) stage.pass(30 * SECOND_MS);
    expect(arrivals(struck, 'repair')).toBeGreaterThan(3 * arrivals(calm, 'repair'));
    expect(struck.demo.figures().incidents.outage).toEqual({
      state: 'running',
      until: later(TEN, 40 * MINUTE_MS),
    });
    expect(act(struck, { action: 'provoke', incident: 'outage' })).toBe('outage goes on already');
    struck.pass(15 * SECOND_MS);
    expect(struck.demo.figures().incidents.outage).toEqual({ state: 'ready' });
  });

  test('who lets home agents lose their network hears nothing more of three of them', () => {
    const stage = openStage();
    const heard = (): number =>
      new Set(
        stage.told.flatMap((event) =>
          event.kind === 'agent-heartbeat' && event.at > lastAt(stage) - 30 * SECOND_MS ? event.agent : [],
        ),
      ).size;
    const before = heard();
    act(stage, { action: 'provoke', incident: 'unreachable' });
    stage.pass(90 * SECOND_MS);
    expect(heard()).toBe(before - 3);
  });

  test('is not offered what a floor cannot have', () => {
    const stage = openStage({ centre: tibetanSeats });
    expect(Object.keys(stage.demo.figures().incidents)).toEqual(['surge', 'outage']);
    expect(act(stage, { action: 'provoke', incident: 'unreachable' })).toBe(
      'this floor cannot have unreachable',
    );
  });

  test('need not do anything: now and then something happens by itself, by the seed', () => {
    const day = incidentsOf(5);
    expect(new Set(day).size).toBeGreaterThan(1);
    expect(incidentsOf(5)).toEqual(day);
    expect(incidentsOf(6)).not.toEqual(day);
  });
});

describe('a feed that was cut', () => {
  test('says nothing, and tells late what happened, but not what time it was', () => {
    const stage = openStage();
    stage.pass(5 * SECOND_MS);
    act(stage, { action: 'cut-feed' });
    const silent = stage.told.length;
    stage.pass(60 * SECOND_MS);
    expect(stage.told).toHaveLength(silent);
    expect(stage.demo.figures().isFeedCut).toBe(true);
    act(stage, { action: 'restore-feed' });
    stage.pass(100);
    const restoredAt = later(TEN, 65 * SECOND_MS);
    const late = stage.told.slice(silent).filter(({ at }) => at < restoredAt);
    expect(late.length).toBeGreaterThan(10);
    expect(late.filter(({ kind }) => kind === 'source-heartbeat')).toEqual([]);
    stage.pass(2 * SECOND_MS);
    expect(beats(stage).at(-1)?.at).toBeGreaterThan(restoredAt);
  });

  test('leaves the figures as if it had never been cut', () => {
    const [whole, cut] = [openStage({ speed: 10 }), openStage({ speed: 10 })];
    act(cut, { action: 'cut-feed' });
    for (const stage of [whole, cut]) stage.pass(60 * SECOND_MS);
    act(cut, { action: 'restore-feed' });
    for (const stage of [whole, cut]) stage.pass(10 * SECOND_MS);
    expect(figuresOf(cut)).toEqual(figuresOf(whole));
  });

  test('waits while the server has no room, and loses nothing', () => {
    const [free, full] = [openStage(), openStage()];
    full.hasRoom = false;
    for (const stage of [free, full]) stage.pass(5 * SECOND_MS);
    full.hasRoom = true;
    for (const stage of [free, full]) stage.pass(5 * SECOND_MS);
    expect(full.told).toEqual(free.told);
  });
});

function arrivals({ told }: Stage, queue: string): number {
  return told.filter((event) => event.kind === 'contact-queued' && event.queue === queue && event.at >= TEN)
    .length;
}

/** Which incidents go on, minute by minute of four hours. */
function incidentsOf(seed: number): readonly string[] {
  const stage = openStage({ speed: 360, seed });
  return Array.from({ length: 240 }, () => {
    stage.pass(MINUTE_MS / 360);
    const { incidents } = stage.demo.figures();
    return Object.entries(incidents)
      .flatMap(([name, { state }]) => (state === 'running' ? name : []))
      .join('+');
  });
}

/** What the wall would show. */
function figuresOf(stage: Stage): unknown {
  const { definitions: centre } = cableCompany;
  const world = emptyWorld(GRID_MS, 'told');
  const terms = { centre, zone: timeZone(centre.zone), definitions: 'test' };
  const now = stage.ours();
  takeEvents(world, terms, { events: stage.told, position: 1, receivedAt: now });
  expect(floorTime(world.floor, now)).toBeGreaterThan(TEN);
  const { seen } = advanceTime(world, terms, { serverNow: now, cut: new Set(), refused: {} });
  const board = drawBoard(world, terms, seen);
  return { total: board.total, queues: board.queues };
}

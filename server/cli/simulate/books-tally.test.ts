import { expect, test } from 'vitest';
import { addAgentTime, noAgentTime, type AgentTime } from '#domain/agent.ts';
import { STREAMS } from '#domain/contact.ts';
import type { QueueId } from '#domain/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { instantOf, timeZone } from '#domain/time-zone.ts';
import { eventSimulation } from '../../../forecasting/simulation/event-simulation.ts';
import type { Simulation } from '../../../forecasting/simulation/engine/simulation.ts';
import { readTimes } from '../../../forecasting/simulation/read-books.ts';
import type { SimulatedCentre } from '../../../forecasting/simulation/centres/simulated-centre.ts';
import { tibetanSeats } from '../../../forecasting/simulation/centres/tibetan-seats.ts';
import { simulatedCentres } from '../../../forecasting/simulation/centres/simulated-centres.ts';
import { parseEventLine } from '../../ingest/events/parse-event.ts';
import { staffNow } from '../../metrics/staff-now.ts';
import { takeEvents, sweep, type Terms } from '../../pipeline/take-events.ts';
import type { Tally } from '../../metrics/tally.ts';
import { emptyWorld, type World } from '../../pipeline/world.ts';
import { booksTally } from './books-tally.ts';

const GRID_MS = 15 * MINUTE_MS;

/** Not on any border, so that contacts wait, ring, talk and wrap up when the books are closed. */
const ODD_END_MS = 1_234_567;

test.for(
  simulatedCentres.flatMap((simulated) => [1, 2].map((seed) => [simulated.id, seed, simulated] as const)),
)(
  'events of %s, seed %d, give exactly the books of the simulator: every count of every queue and quarter, every state of agents',
  { timeout: 120_000 },
  ([, seed, simulated]) => {
    const { simulation, world, until } = live(simulated, seed);
    expect(counted(world.tally)).toEqual(counted(booksTally(simulation)));
    expect(timesOf(world, until)).toEqual(bookedTimes(simulation));
    const oddities = [...world.floor.contacts.values()].flatMap(({ record }) => record.oddities);
    expect(oddities).toEqual([]);
  },
);

test('waits that end on the very limit are booked as the pipeline counts them', () => {
  const limitMs = 20_000;
  const ring = {
    answerAfter: { kind: 'constant', ms: limitMs },
    refusedShare: 0,
    timeoutMs: 30_000,
    penaltyMs: 0,
  } as const;
  const queues = tibetanSeats.model.queues.map((queue, place) => ({
    ...queue,
    ...(place === 0
      ? { ring, patience: { kind: 'constant', ms: limitMs + 1 } as const }
      : { patience: { kind: 'constant', ms: 5_000 } as const }),
  }));
  const hurried = { ...tibetanSeats, model: { ...tibetanSeats.model, queues } };
  const patient = {
    ...tibetanSeats,
    model: {
      ...tibetanSeats.model,
      queues: queues.map((queue) => ({ ...queue, patience: ring.answerAfter })),
    },
  };
  for (const simulated of [hurried, patient]) {
    const { simulation, world } = live(simulated, 3);
    expect(counted(world.tally)).toEqual(counted(booksTally(simulation)));
  }
});

test('every event of every simulated centre is one that the ingest accepts', () => {
  for (const simulated of simulatedCentres) {
    const { from } = period(simulated, 4);
    const centre = eventSimulation({
      model: simulated.model,
      seed: 4,
      from: epochMs(from + 9 * HOUR_MS),
      sourceHeartbeatMs: 5_000,
    });
    for (const batch of [...centre.run(epochMs(from + 9.5 * HOUR_MS)), centre.stop()]) {
      for (const event of batch)
        expect(parseEventLine(JSON.stringify(event))).toMatchObject({ kind: 'event', event });
    }
  }
});

function period(
  { id, model }: SimulatedCentre,
  seed: number,
): { readonly from: EpochMs; readonly until: EpochMs } {
  const from = instantOf(timeZone(model.zone), Date.UTC(2026, 10, 7 + 2 * seed));
  // The national hotline has as many events in a morning as others in a week.
  const lengthMs = id === 'national-hotline' ? 10 * HOUR_MS : DAY_MS;
  return { from, until: epochMs(from + lengthMs - ODD_END_MS) };
}

function live(simulated: SimulatedCentre, seed: number) {
  const { from, until } = period(simulated, seed);
  const centre = eventSimulation({ model: simulated.model, seed, from });
  const world = emptyWorld(GRID_MS);
  const terms: Terms = {
    centre: simulated.definitions,
    zone: timeZone(simulated.model.zone),
    definitions: 'simulated',
  };
  for (const events of centre.run(until)) {
    takeEvents(world, terms, {
      events,
      position: world.position + events.length,
      receivedAt: events.at(-1)?.at ?? from,
    });
  }
  sweep(world, terms, until);
  return { simulation: centre.simulation, world, until };
}

function counted(tally: Tally): Readonly<Record<string, object>> {
  const cells = [...tally.queues].flatMap(([queue, { streams }]) =>
    STREAMS.flatMap((stream) =>
      [...streams[stream].cells].map(
        ([start, cell]) => [`${queue} ${stream} ${start}`, { ...cell, checksum: 0 }] as const,
      ),
    ),
  );
  return Object.fromEntries(cells);
}

type Times = Readonly<Record<string, Readonly<AgentTime>>>;

function timesOf({ floor }: World, until: EpochMs): Times {
  const sums = new Map<string, AgentTime>();
  const staff = staffNow(floor, { feeds: new Map(), now: until });
  for (const [scope, cells] of floor.agentTime)
    for (const [start, time] of cells) add(sums, scope, start, time);
  for (const [scope, { openTime }] of staff)
    for (const [start, time] of openTime) add(sums, scope, start, time);
  return told(sums);
}

function bookedTimes(simulation: Simulation): Times {
  const sums = new Map<string, AgentTime>();
  for (const { start, group, time } of readTimes(simulation)) {
    const queues = simulation.plan.model.groups[group]?.skills.map((skill) => skill.queue) ?? [];
    for (const scope of ['*' as const, ...queues]) add(sums, scope, start, time);
  }
  return told(sums);
}

function add(
  sums: Map<string, AgentTime>,
  scope: QueueId | '*',
  start: number,
  time: Readonly<AgentTime>,
): void {
  const key = `${scope} ${start}`;
  const sum = sums.get(key) ?? noAgentTime();
  addAgentTime(sum, time);
  sums.set(key, sum);
}

const told = (sums: ReadonlyMap<string, AgentTime>): Times =>
  Object.fromEntries([...sums].filter(([, time]) => Object.values(time).some((ms) => ms !== 0)));

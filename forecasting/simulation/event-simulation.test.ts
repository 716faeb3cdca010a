import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { advance } from './advance.ts';
import { cloneSimulation } from './clone-simulation.ts';
import { COUNT_WIDTH, COUNT } from './engine/ledger.ts';
import type { Simulation } from './engine/simulation.ts';
import { eventSimulation } from './event-simulation.ts';
import { eventWriter } from './event-writer.ts';
import type { CentreModel } from './model/centre-model.ts';
import { provoke } from './provoke.ts';
import { readCounts } from './read-books.ts';
import { bank } from './centres/bank.ts';
import { cableCompany } from './centres/cable-company.ts';
import { shift } from './centres/rotas.ts';
import { simulatedCentres } from './centres/simulated-centres.ts';
import { tibetanSeats } from './centres/tibetan-seats.ts';
import { startSimulation } from './start-simulation.ts';

/** Monday, 2 March 2026, 00:00 in Shanghai. */
const MONDAY = epochMs(Date.UTC(2026, 2, 1, 16));
const SMALL = simulatedCentres.filter(({ id }) => id !== 'national-hotline');

test('the same seed gives the same bytes, however the run is cut', () => {
  const whole = told(cableCompany.model, 5, [later(MONDAY, DAY_MS)], 1_000);
  const cut = told(
    cableCompany.model,
    5,
    [1, 7, 13, 24].map((hour) => later(MONDAY, hour * HOUR_MS)),
    10,
  );
  expect(cut.map((event) => JSON.stringify(event))).toEqual(whole.map((event) => JSON.stringify(event)));
  expect(told(cableCompany.model, 6, [later(MONDAY, HOUR_MS)], 1_000)).not.toEqual(whole.slice(0, 100));
});

test('one more agent from 14:00 changes nothing before 14:00, and never who calls when', () => {
  const two = later(MONDAY, 14 * HOUR_MS);
  const until = [later(MONDAY, DAY_MS)];
  const before = told(cableCompany.model, 5, until);
  const after = told(withOneMore(cableCompany.model, 14), 5, until);
  const texts = before.map((event) => JSON.stringify(event));
  const first = after.findIndex((event, place) => JSON.stringify(event) !== texts[place]);
  expect(after[first]).toMatchObject({ kind: 'agent-signed-in', agent: 'more-01', at: two });
  expect(firstCalls(after)).toEqual(firstCalls(before));
  expect(firstCalls(before).length).toBeGreaterThan(2_000);
});

test('a longer talk in one queue leaves arrivals and everything before the first such talk as it was', () => {
  const slower: CentreModel = {
    ...tibetanSeats.model,
    queues: tibetanSeats.model.queues.map((queue) =>
      queue.id === 'kham' ? { ...queue, service: { kind: 'constant', ms: 10 * MINUTE_MS } as const } : queue,
    ),
  };
  const until = [later(MONDAY, DAY_MS)];
  const before = told(tibetanSeats.model, 1, until);
  const after = told(slower, 1, until);
  const firstTalk = before.findIndex((event) => event.kind === 'contact-answered' && event.queue === 'kham');
  expect(after.slice(0, firstTalk + 1)).toEqual(before.slice(0, firstTalk + 1));
  expect(firstCalls(after)).toEqual(firstCalls(before));
});

test('a copy goes on as the original does, and neither disturbs the other', () => {
  const original = startSimulation({ model: cableCompany.model, seed: 2, from: MONDAY });
  advance(original, later(MONDAY, 11 * HOUR_MS));
  const copy = cloneSimulation(original);
  provoke(copy, { kind: 'surge', factor: 6, forMs: HOUR_MS });
  advance(copy, later(MONDAY, 14 * HOUR_MS));
  const events: AcdEvent[] = [];
  const second = cloneSimulation(original);
  second.teller = eventWriter((event) => events.push(event));
  advance(second, later(MONDAY, 14 * HOUR_MS));
  advance(original, later(MONDAY, 14 * HOUR_MS));
  expect(second.state).toEqual({ ...original.state, told: second.state.told });
  expect(offered(copy)).toBeGreaterThan(1.3 * offered(original));
  expect(events.length).toBeGreaterThan(1_000);
});

test('offered = answered + abandoned + left + waiting in every queue, at every event', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SMALL), fc.nat(1_000_000), fc.nat(23), ({ model }, seed, hour) => {
      const from = later(MONDAY, hour * HOUR_MS);
      const until = later(from, HOUR_MS / 2);
      const simulation = startSimulation({ model, seed, from, books: 'total' });
      provoke(simulation, { kind: 'surge', factor: 4, forMs: HOUR_MS });
      while (!advance(simulation, until, 1)) expectBalance(simulation);
      expectBalance(simulation);
    }),
    { numRuns: 12, seed: 4 },
  );
});

test('over four weeks every line has as many first calls as its week says', () => {
  for (const { model } of [bank, tibetanSeats, cableCompany]) {
    const plain = { ...model, mishaps: [], lines: model.lines.map(({ dayShape: _, ...line }) => line) };
    const simulation = startSimulation({ model: plain, seed: 11, from: MONDAY, books: 'total' });
    advance(simulation, later(MONDAY, 28 * DAY_MS));
    for (const [line, { week }] of plain.lines.entries()) {
      const expected = 4 * week.reduce((sum, contacts) => sum + contacts, 0);
      const arrivals = simulation.state.lines.arrivals[line] ?? 0;
      expect(Math.abs(arrivals - expected)).toBeLessThan(4 * Math.sqrt(expected) + 1);
    }
  }
});

test('unreachable home agents are told by silence, and come back with a heartbeat', () => {
  const centre = eventSimulation({ model: cableCompany.model, seed: 8, from: later(MONDAY, 10 * HOUR_MS) });
  drain(centre.run(later(MONDAY, 11 * HOUR_MS)));
  provoke(centre.simulation, { kind: 'unreachable', agents: 3, forMs: 10 * MINUTE_MS });
  const events = drain(centre.run(later(MONDAY, 11.5 * HOUR_MS)));
  const heard = new Map<string, number>();
  const silences: number[] = [];
  for (const event of events) {
    if (event.kind !== 'agent-heartbeat') continue;
    silences.push(event.at - (heard.get(event.agent) ?? event.at));
    heard.set(event.agent, event.at);
  }
  expect(silences.filter((ms) => ms >= 10 * MINUTE_MS).length).toBeGreaterThanOrEqual(3);
});

function told(
  model: CentreModel,
  seed: number,
  stops: readonly EpochMs[],
  size?: number,
): readonly AcdEvent[] {
  const centre = eventSimulation({ model, seed, from: MONDAY });
  return stops.flatMap((until) => drain(centre.run(until, size)));
}

const drain = (batches: Iterable<readonly AcdEvent[]>): readonly AcdEvent[] => [...batches].flat();

/** First attempts only: who calls again depends on who gave up. */
function firstCalls(events: readonly AcdEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.kind === 'contact-started' && !/[.+]/.test(event.contact) ? [`${event.contact} ${event.at}`] : [],
  );
}

function withOneMore(model: CentreModel, fromHour: number): CentreModel {
  const [first] = model.groups;
  const skills = first?.skills ?? [];
  const rota = { shifts: [shift(fromHour, 22)], table: [[0]] };
  return { ...model, groups: [...model.groups, { id: 'more', agents: 1, skills, rota }] };
}

function offered(simulation: Simulation): number {
  return [...readCounts(simulation)].reduce((sum, { counts }) => sum + counts.offered, 0);
}

function expectBalance({ state }: Simulation): void {
  const { counts, queues } = state.ledger;
  for (let queue = 0; queue < queues; queue += 1) {
    const at = (which: number): number => counts[queue * COUNT_WIDTH + which] ?? 0;
    const through = at(COUNT.answered) + at(COUNT.abandoned) + at(COUNT.left);
    if (at(COUNT.offered) !== through + (state.waiting[queue] ?? 0)) {
      throw new Error(
        `queue ${queue}: ${at(COUNT.offered)} offered, ${through} through, ${state.waiting[queue]} waiting`,
      );
    }
  }
}

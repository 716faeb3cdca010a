import { expect, test } from 'vitest';
import { assert } from '#domain/assert.ts';
import { GRID_MS } from '#domain/interval.ts';
import { HOUR_MS, epochMs, later } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { eventSimulation } from '../../forecasting/simulation/event-simulation.ts';
import { totalCounts } from '../../forecasting/simulation/read-books.ts';
import { simulatedCentreNamed } from '../../forecasting/simulation/centres/simulated-centres.ts';
import { startFromFloor } from '../../forecasting/simulation/start-from-floor.ts';
import { advance } from '../../forecasting/simulation/advance.ts';
import { describeFloor } from './describe-floor.ts';
import { takeEvents } from '../pipeline/take-events.ts';
import { emptyWorld } from '../pipeline/world.ts';

test('a world at eleven in the morning is a floor from which the simulator goes on', () => {
  const bank = simulatedCentreNamed('bank');
  assert(bank !== undefined, 'there is a bank');
  const { model, definitions: centre } = bank;
  const zone = timeZone(centre.zone);
  const from = epochMs(Date.UTC(2026, 2, 3, 22));
  const eleven = later(from, 11 * HOUR_MS);
  const world = emptyWorld(GRID_MS);
  const terms = { centre, zone, definitions: 'simulated' };
  for (const events of eventSimulation({ model, seed: 4, from }).run(eleven)) {
    takeEvents(world, terms, { events, position: 1, receivedAt: eleven });
  }
  const described = describeFloor(world);
  const queues = [...world.tally.queues.values()];
  expect(described.waiting.length).toBe(
    queues.reduce((sum, { streams }) => sum + streams.inbound.open.size, 0),
  );
  expect(described.talking.length).toBeGreaterThan(2);
  const { simulation, placed } = startFromFloor({ model, seed: 5, from: eleven }, described);
  expect(placed).toBeGreaterThan(described.talking.length / 2);
  const handled = (): number =>
    model.queues.reduce((sum, _, queue) => sum + totalCounts(simulation, queue).handled, 0);
  const before = handled();
  advance(simulation, later(eleven, HOUR_MS));
  expect(handled()).toBeGreaterThan(before + 10);
});

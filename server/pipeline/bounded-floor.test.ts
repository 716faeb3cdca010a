import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { FLOOR_LIMITS } from '#domain/limits/limits.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { advanceFloor } from '../floor/advance-floor.ts';
import { boundFloor, measureRoom } from '../floor/floor-room.ts';
import type { FloorBounds } from '../floor/room.ts';
import { advanceTime } from './advance-time.ts';
import { sweep, takeEvents } from './take-events.ts';
import { emptyWorld, type World } from './world.ts';

const TERMS = { centre: usualCentre('UTC'), zone: timeZone('UTC'), definitions: 'test' };
const NOON = epochMs(Date.UTC(2026, 0, 5, 12));
const SOON = later(NOON, SECOND_MS);

function bounded(bounds: Partial<FloorBounds> = {}): World {
  const world = emptyWorld(GRID_MS);
  boundFloor(world.floor, TERMS.centre, { ...FLOOR_LIMITS, ...bounds });
  return world;
}

let place = 0;
type Body = {
  [Kind in AcdEvent['kind']]: Omit<Extract<AcdEvent, { kind: Kind }>, 'id' | 'source' | 'at'>;
}[AcdEvent['kind']];
const told = (body: Body, of: { source?: string; at?: EpochMs } = {}): AcdEvent => ({
  id: `e${(place += 1)}`,
  source: sourceId(of.source ?? 'pbx'),
  at: of.at ?? NOON,
  ...body,
});
const queued = (contact: string, queue = 'sales', of: Parameters<typeof told>[1] = {}): AcdEvent =>
  told({ kind: 'contact-queued', contact: contactId(contact), queue: queueId(queue) }, of);
const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

const take = (world: World, events: readonly AcdEvent[], receivedAt: EpochMs = NOON): void =>
  takeEvents(world, TERMS, { events, position: world.position + events.length, receivedAt });
const see = (world: World, serverNow: EpochMs = NOON) =>
  advanceTime(world, TERMS, { serverNow, cut: new Set(), refused: {} }).seen;
const uncounted = ({ floor }: World) => Object.fromEntries(floor.room.uncounted);

describe('what a floor has no room for changes no figure, and is counted by its word:', () => {
  test('sources, but for those of the definitions', () => {
    const world = emptyWorld(GRID_MS);
    boundFloor(
      world.floor,
      { queues: [], sources: [{ id: sourceId('late') }] },
      { ...FLOOR_LIMITS, sources: 3 },
    );
    take(
      world,
      many(10, (i) => queued(`c${i}`, 'sales', { source: `s${i}` })),
    );
    take(world, [queued('known', 'sales', { source: 's1' }), queued('named', 'sales', { source: 'late' })]);
    expect([...world.floor.sources.keys()]).toEqual(['s0', 's1', 's2', 'late']);
    expect(see(world).total.waiting).toBe(5);
    expect(uncounted(world)).toEqual({ sources: 7 });
  });

  test('queues, of which one source has no more than half', () => {
    const world = bounded({ queues: 6 });
    take(
      world,
      many(9, (i) => queued(`c${i}`, `q${i}`)),
    );
    take(
      world,
      many(9, (i) => queued(`d${i}`, `r${i}`, { source: 'chat' })),
    );
    expect(Object.keys(see(world).queues)).toEqual(['q0', 'q1', 'q2', 'r0', 'r1', 'r2']);
    expect(uncounted(world)).toEqual({ queues: 12 });
  });

  test('queues that only an agent names', () => {
    const world = bounded({ queues: 4 });
    const queues = many(50, (i) => queueId(`q${i}`));
    take(world, [told({ kind: 'agent-signed-in', agent: agentId('amy'), queues })]);
    expect(see(world, SOON).total.agents.available).toBe(0);
    expect(uncounted(world)).toEqual({ queues: 1 });
  });

  test('agents, also those whom only a contact names', () => {
    const world = bounded({ agents: 4 });
    take(
      world,
      many(5, (i) => told({ kind: 'agent-signed-in', agent: agentId(`a${i}`) })),
    );
    take(world, [
      queued('c1'),
      told({ kind: 'contact-answered', contact: contactId('c1'), agent: agentId('b') }),
    ]);
    expect(see(world, SOON).total.agents.available).toBe(2);
    expect(see(world).total.waiting).toBe(1);
    expect(uncounted(world)).toEqual({ agents: 4 });
  });

  test('changes of one agent’s day', () => {
    const world = bounded({ agentMarks: 10 });
    take(
      world,
      many(100, (i) => told({ kind: 'agent-heartbeat', agent: agentId('amy') }, { at: later(NOON, -i) })),
    );
    expect(world.floor.agents.get(agentId('amy'))?.marks).toHaveLength(10);
    expect(uncounted(world)).toEqual({ agentMarks: 90 });
  });

  test('contacts, facts of one contact, and facts of one instant', () => {
    const world = bounded({ contacts: 8, contactFacts: 20, instantFacts: 5 });
    take(
      world,
      many(10, (i) => queued(`c${i}`)),
    );
    for (const at of many(30, (i) => later(NOON, i))) {
      const message = told({ kind: 'contact-message', contact: contactId('c0'), by: 'customer' }, { at });
      take(world, [message], later(NOON, MINUTE_MS));
    }
    for (let i = 0; i < 9; i += 1) take(world, [told({ kind: 'contact-held', contact: contactId('c1') })]);
    expect(see(world).total.waiting).toBe(4);
    expect(world.floor.contacts.get(contactId('c0'))?.facts).toHaveLength(20);
    expect(world.floor.contacts.get(contactId('c1'))?.facts).toHaveLength(5);
    expect(uncounted(world)).toEqual({ contacts: 6, contactFacts: 11, instantFacts: 5 });
  });

  test('facts that are large', () => {
    const labels = Object.fromEntries(many(50, (i) => [`l${i}`, 'x'.repeat(500)]));
    const world = bounded({ factBytes: 1_000_000 });
    take(
      world,
      many(100, (i) => told({ kind: 'contact-labelled', contact: contactId(`c${i}`), labels })),
    );
    expect(world.floor.contacts.size).toBeLessThan(12);
  });
});

describe('room comes back', () => {
  test('when contacts are over and have left', () => {
    const world = bounded({ contacts: 4 });
    take(world, [queued('a'), queued('b'), queued('c')]);
    expect(world.floor.contacts.size).toBe(2);
    for (const one of world.floor.contacts.keys()) world.floor.contacts.delete(one);
    measureRoom(world.floor);
    take(world, [queued('c')]);
    expect(world.floor.contacts.size).toBe(1);
  });

  test('when a queue, a source or an agent was not heard of for long', () => {
    const world = bounded({ queues: 4, sources: 2, agents: 4, idleMs: HOUR_MS });
    const old = [queued('c1', 'old'), told({ kind: 'contact-ended', contact: contactId('c1') })];
    take(world, [...old, told({ kind: 'agent-signed-out', agent: agentId('bob') })]);
    for (const { streams, sources } of world.tally.queues.values()) {
      streams.inbound.cells.clear();
      sources.clear();
    }
    world.floor.agents.get(agentId('bob'))?.marks.splice(0);
    const now = later(NOON, 2 * HOUR_MS);
    take(world, [queued('c2', 'new', { source: 'chat', at: now })], now);
    take(
      world,
      many(3, (i) => told({ kind: 'agent-signed-in', agent: agentId(`a${i}`) }, { source: `chat`, at: now })),
      now,
    );
    expect(world.floor.queues.size + world.floor.sources.size).toBe(4);
    sweep(world, TERMS, now);
    expect([[...world.floor.queues.keys()], [...world.floor.sources.keys()]]).toEqual([
      ['old', 'new'],
      ['chat'],
    ]);
  });
});

describe('work is bounded:', () => {
  test('who signed in in 1990 is there, and only a day of it is added up', () => {
    const world = bounded();
    const at = epochMs(Date.UTC(1990, 0, 2));
    take(world, [
      told({ kind: 'agent-signed-in', agent: agentId('amy'), queues: [queueId('sales')] }, { at }),
    ]);
    const seen = see(world);
    expect(seen.total.agents.available).toBe(1);
    expect(seen.total.day.agentTime.availableMs).toBe(12 * HOUR_MS);
    expect(world.floor.agents.get(agentId('amy'))?.cells.size).toBeLessThanOrEqual(105);
  });

  test('a log of last week that is read today leaves everybody as its end says', () => {
    const world = bounded();
    const days = many(7, (i) => later(NOON, (i - 7) * 24 * HOUR_MS));
    for (const day of days) {
      take(world, [told({ kind: 'agent-signed-in', agent: agentId('amy') }, { at: day })]);
      see(world);
      take(world, [
        told({ kind: 'agent-signed-out', agent: agentId('amy') }, { at: later(day, 8 * HOUR_MS) }),
      ]);
      see(world);
    }
    expect(see(world).total.agents.available).toBe(0);
    const back = told({ kind: 'agent-signed-in', agent: agentId('amy') }, { at: later(NOON, -HOUR_MS) });
    take(world, [back]);
    expect(see(world).total.day.agentTime.availableMs).toBe(HOUR_MS);
  });

  test('a restart reads open contacts once, however often it is told', () => {
    const world = bounded();
    take(
      world,
      many(1_000, (i) => queued(`c${i}`)),
    );
    const options = { now: NOON, receivedAt: later(NOON, HOUR_MS), zone: TERMS.zone };
    const started = (seconds: number): AcdEvent =>
      told({ kind: 'source-started' }, { at: later(NOON, seconds * SECOND_MS) });
    expect(
      advanceFloor(
        world.floor,
        many(100, (i) => started(i + 10)),
        options,
      ),
    ).toHaveLength(1_000);
    expect(
      advanceFloor(
        world.floor,
        many(100, (i) => started(i + 200)),
        options,
      ),
    ).toHaveLength(0);
    // An earlier one that is told late is when they ended.
    expect(advanceFloor(world.floor, [started(5)], options)).toHaveLength(1_000);
    expect(world.floor.sources.get(sourceId('pbx'))?.restarts).toHaveLength(FLOOR_LIMITS.restarts);
  });

  test('very many agents’ days are added up one part after the other, and come to the same', () => {
    const agents = 3_000;
    const world = bounded();
    const at = later(NOON, -24 * HOUR_MS);
    take(
      world,
      many(agents, (i) => told({ kind: 'agent-signed-in', agent: agentId(`a${i}`) }, { at })),
    );
    expect(see(world).total.day.agentTime.availableMs).toBeLessThan(agents * 12 * HOUR_MS);
    for (let steps = 0; steps < 60; steps += 1) see(world);
    expect(see(world).total.day.agentTime.availableMs).toBe(agents * 12 * HOUR_MS);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch } from '#domain/board/board-patch.ts';
import type { Board } from '#domain/board/board.ts';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import type { ServerMessage } from '#domain/board/wire.ts';
import { anyBoard } from './testing/any-board.ts';
import { createHub } from './hub.ts';
import type { Peer } from './transport.ts';

const now = (): ReturnType<typeof epochMs> => epochMs(1_000);

describe('a wall that keeps up', () => {
  test('gets the board first, then only what changed', () => {
    const hub = createHub(now);
    hub.publish(anyBoard({ sales: 1, service: 2 }), 7, epochMs(5));
    const wall = createWall();
    hub.subscribe(wall.peer);
    hub.publish(anyBoard({ sales: 3, service: 2 }), 9, epochMs(6));
    wall.read();
    expect(wall.messages[0]).toEqual({
      kind: 'snapshot',
      protocol: 1,
      version: 7,
      serverAt: 1_000,
      board: anyBoard({ sales: 1, service: 2 }),
    });
    expect(wall.messages.slice(1)).toEqual([
      { kind: 'patch', version: 9, serverAt: 6, changes: { queues: { sales: { waiting: 3 } } } },
    ]);
  });

  test('hears nothing of a tick that changed nothing, but hears the heartbeat', () => {
    const hub = createHub(now);
    hub.publish(anyBoard({ sales: 1 }), 1, epochMs(5));
    const wall = createWall();
    hub.subscribe(wall.peer);
    hub.publish(anyBoard({ sales: 1 }), 2, epochMs(6));
    hub.heartbeat(2, epochMs(7), { [sourceId('pbx')]: 300 });
    wall.read();
    expect(wall.messages.slice(1)).toEqual([
      { kind: 'heartbeat', version: 2, serverAt: 7, sourceAgeMs: { pbx: 300 } },
    ]);
  });

  test('that comes before the first board gets it when there is one', () => {
    const hub = createHub(now);
    const wall = createWall();
    hub.subscribe(wall.peer);
    hub.heartbeat(0, epochMs(1), {});
    expect(hub.current()).toBeUndefined();
    hub.publish(anyBoard({ sales: 1 }), 1, epochMs(5));
    wall.read();
    expect(wall.messages.map(({ kind }) => kind)).toEqual(['snapshot']);
  });

  test('that left hears nothing more', () => {
    const hub = createHub(now);
    hub.publish(anyBoard({ sales: 1 }), 1, epochMs(5));
    const wall = createWall();
    const { leave, drained } = hub.subscribe(wall.peer);
    leave();
    hub.publish(anyBoard({ sales: 2 }), 2, epochMs(6));
    drained();
    wall.read();
    expect(wall.messages).toHaveLength(1);
    expect(hub.counts()).toEqual({
      subscribers: 0,
      behind: 0,
      sent: { snapshot: 1, patch: 0, heartbeat: 0 },
    });
  });
});

describe('a wall that does not read', () => {
  test('gets one snapshot when it has read, and never a longer queue', () => {
    const hub = createHub(now, 2_000);
    hub.publish(anyBoard({ sales: 0 }), 0, epochMs(5));
    const wall = createWall();
    const { drained } = hub.subscribe(wall.peer);
    for (let version = 1; version <= 1_000; version++)
      hub.publish(anyBoard({ sales: version }), version, epochMs(version));
    expect(hub.counts().behind).toBe(1);
    expect(wall.peer.bufferedBytes()).toBeLessThan(5_000);
    wall.read();
    drained();
    wall.read();
    expect(wall.messages.at(-1)).toMatchObject({ kind: 'snapshot', version: 1_000 });
    expect(wall.board()).toEqual(anyBoard({ sales: 1_000 }));
    expect(hub.counts().behind).toBe(0);
  });
});

test('whatever the walls read and when, each ends with the board of the server and never goes back', () => {
  const wallNumber = fc.nat({ max: 3 });
  const steps = fc.oneof(
    fc.record({
      do: fc.constant('publish' as const),
      waiting: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(3)),
    }),
    fc.record({ do: fc.constant('read' as const), wall: wallNumber, count: fc.nat(5) }),
    fc.record({ do: fc.constant('join' as const), wall: wallNumber }),
    fc.record({ do: fc.constant('heartbeat' as const) }),
  );
  fc.assert(
    fc.property(
      fc.array(steps, { maxLength: 60 }),
      fc.integer({ min: 0, max: 6_000 }),
      (script, behindBytes) => {
        const hub = createHub(now, behindBytes);
        const walls = new Map<number, ReturnType<typeof createWall>>();
        let version = 0;
        for (const step of script) {
          if (step.do === 'publish') hub.publish(anyBoard(step.waiting), ++version, epochMs(version));
          if (step.do === 'heartbeat') hub.heartbeat(version, epochMs(version), {});
          if (step.do === 'read') walls.get(step.wall)?.read(step.count);
          if (step.do === 'join' && !walls.has(step.wall)) walls.set(step.wall, joined(hub));
        }
        for (const wall of walls.values()) {
          wall.read();
          wall.read();
          expect(wall.board()).toEqual(hub.current()?.board);
          const versions = wall.messages.map((message) => ('version' in message ? message.version : 0));
          expect(versions).toEqual([...versions].sort((a, b) => a - b));
        }
      },
    ),
    { numRuns: 300 },
  );
});

function joined(hub: ReturnType<typeof createHub>) {
  const wall = createWall(() => subscription.drained());
  const subscription = hub.subscribe(wall.peer);
  return wall;
}

/** A wall at the end of a line that holds what was sent until it is read. */
function createWall(drained: () => void = () => undefined) {
  const line: string[] = [];
  const messages: ServerMessage[] = [];
  const peer: Peer = {
    send: (text) => line.push(text) > 0,
    bufferedBytes: () => line.join('').length,
    close: () => undefined,
  };
  return {
    peer,
    messages,
    read(count: number = line.length): void {
      const taken = line.splice(0, count);
      for (const text of taken) messages.push(JSON.parse(text));
      if (taken.length > 0 && line.length === 0) drained();
    },
    board(): Board | undefined {
      let board: Board | undefined;
      for (const message of messages) {
        if (message.kind === 'snapshot') board = message.board;
        if (message.kind === 'patch' && board !== undefined) board = applyPatch(board, message.changes);
      }
      return board;
    },
  };
}

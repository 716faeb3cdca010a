import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../events/parse-event.ts';
import { chunksOf, readCapture, type Chunk } from './testing/capture.ts';
import { figuresOf } from './testing/figures.ts';
import { about, ofAgent, told, withoutSpeed } from './testing/stories.ts';

const PHASES = ['phases/queue_log.0', 'phases/queue_log'];

/** What the driver of the calls did: 20 visits, of which 11 are answered and 4 given up. */
const PHASES_FIGURES = {
  pool: { offered: 1, answered: 1, answeredWithin: 1 },
  sales: { offered: 4, answered: 1, answeredWithin: 1, abandoned: 2, refused: 1, key: 1 },
  support: { offered: 14, answered: 9, answeredWithin: 9, abandoned: 2, timeout: 1, withdrawn: 1 },
  vip: { offered: 1, refused: 1, empty: 1 },
};

describe('sixteen phases of a real switch', () => {
  const log = readCapture({ logs: PHASES });
  const pair = readCapture({
    logs: PHASES,
    ami: [chunksOf('phases/ami_full')],
    options: { wrapUpMs: 4_000 },
  });
  const { events } = pair;

  test('the log alone gives what happened in each queue, to the second', () => {
    expect(withoutSpeed(figuresOf(log.events))).toEqual(PHASES_FIGURES);
    expect(log.refused).toEqual([]);
  });

  test.each(['phases/ami_full', 'phases/ami_wfm_class', 'phases/ami_agent_class_only'])(
    'the log with %s tells true abandons from timeouts, empties, keys and withdrawals',
    (name) => {
      const { events: heard, refused } = readCapture({ logs: PHASES, ami: [chunksOf(name)] });
      expect(withoutSpeed(figuresOf(heard))).toEqual(PHASES_FIGURES);
      expect(refused).toEqual([]);
    },
  );

  test('with AMI the waits are those of its clock', () => {
    const speeds = Object.entries(figuresOf(events)).map(([queue, { speedOfAnswer }]) => [
      queue,
      speedOfAnswer,
    ]);
    // Differences of the Timestamps of QueueCallerJoin and AgentConnect, taken by hand.
    expect(speeds).toEqual([
      ['pool', expect.closeTo(3.0445, 2)],
      ['sales', expect.closeTo(5.5106, 2)],
      ['support', expect.closeTo(4.5021, 2)],
      ['vip', undefined],
    ]);
  });

  test('AMI that tells everything knows by itself how each wait ended', () => {
    const { events: heard } = readCapture({ ami: [chunksOf('phases/ami_full')] });
    expect(withoutSpeed(figuresOf(heard))).toEqual(PHASES_FIGURES);
  });

  test('AMI without the dialplan knows who hung up, and says of the others that it presumes a timeout', () => {
    const { events: heard } = readCapture({ ami: [chunksOf('phases/ami_wfm_class')] });
    expect(figuresOf(heard)['support']).toMatchObject({ abandoned: 2, timeout: 2 });
    expect(about(heard, '1795326926.28').at(-1)).toBe('929.520 contact-labelled timeout, empty or withdrawn');
  });

  test('AMI that tells of agents only calls every end without an answer an abandon, and marks it', () => {
    const { events: heard } = readCapture({ ami: [chunksOf('phases/ami_agent_class_only')] });
    expect(figuresOf(heard)['support']).toMatchObject({ offered: 14, answered: 9, abandoned: 4 });
    expect(figuresOf(heard)['vip']).toMatchObject({ offered: 1, abandoned: 1 });
    const marked = heard.filter((event) => event.kind === 'contact-labelled');
    expect(marked).toHaveLength(8);
  });

  test('a blind transfer into another queue is a second visit of the same contact', () => {
    expect(about(events, '1795326874.23')).toEqual([
      '875.003 contact-started voice inbound 13055550151 600',
      '875.003 contact-queued support',
      '875.003 contact-ringing support Alice',
      '876.421 contact-answered support Alice',
      '879.428 contact-held Alice',
      '883.433 contact-resumed Alice',
      '889.745 contact-transferred Alice 710',
      '889.747 contact-queued sales',
      '893.745 contact-wrapped Alice',
      '893.755 contact-ringing sales Alice',
      '895.257 contact-answered sales Alice',
      '898.261 contact-held Alice',
      '902.264 contact-resumed Alice',
      '902.386 contact-ended customer',
      '906.386 contact-wrapped Alice',
    ]);
  });

  test('who does not answer is counted and paused; who gives up while it rings is told apart', () => {
    expect(about(events, '1795326834.13').slice(2)).toEqual([
      '834.815 contact-ringing sales Carol',
      '839.816 contact-refused sales Carol',
      '843.323 contact-abandoned sales queue',
    ]);
    expect(about(events, '1795326844.15').at(-1)).toBe('847.443 contact-abandoned sales ringing');
    expect(about(log.events, '1795326844.15').at(-1)).toBe('847 contact-abandoned sales ringing');
    expect(ofAgent(events, 'Carol').slice(0, 3)).toEqual([
      '833.192 agent-signed-in Carol sales',
      '839.817 agent-state Carol away Auto-Pause',
      '844.323 agent-state Carol available',
    ]);
  });

  test('a pause of all queues counts once, with its reason, and wrap-up is computed', () => {
    expect(ofAgent(events, 'Alice').slice(0, 8)).toEqual([
      '768.969 agent-signed-in Alice support',
      '778.091 agent-state Alice wrap-up',
      '782.091 agent-state Alice available',
      '784.100 agent-queues Alice support,sales',
      '784.100 agent-state Alice away Lunch',
      '796.253 agent-state Alice away Coaching',
      '797.255 agent-queues Alice support',
      '797.255 agent-state Alice available',
    ]);
  });

  test('the number of the agent pool and the member of its queue are one agent as soon as that is known', () => {
    expect(told(events.filter((event) => 'agent' in event && /Dave|1001/.test(event.agent ?? '')))).toEqual([
      '940.089 agent-signed-in 1001 ',
      '945.500 agent-signed-out 1001',
      '945.500 agent-signed-in Dave Agent ',
      '945.500 agent-queues Dave Agent pool',
      '945.871 contact-ringing 1795326942.31 pool Dave Agent',
      '945.876 contact-answered 1795326942.31 pool Dave Agent',
      '954.358 agent-state Dave Agent wrap-up',
      '958.358 contact-wrapped 1795326942.31 Dave Agent',
      '958.358 agent-state Dave Agent available',
      '962.528 agent-queues Dave Agent ',
      '962.528 agent-signed-out Dave Agent',
    ]);
  });

  test('however the bytes are chunked, the events are the same', () => {
    const name = 'phases/ami_wfm_class';
    const chunks = chunksOf(name);
    const story = told(readCapture({ logs: PHASES, ami: [chunks] }).events);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(told(readCapture({ logs: PHASES, ami: [rechunked(chunks, sizes)] }).events)).toEqual(story);
      }),
      { numRuns: 15, seed: 22 },
    );
  });

  test('every event is one that the ingest would take', () => {
    for (const event of [...events, ...log.events]) expect(parseEvent(event).kind).toBe('event');
    const names = events.map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** The same bytes in other pieces; a piece comes when its last byte came. */
function rechunked(chunks: readonly Chunk[], sizes: readonly number[]): Chunk[] {
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes));
  const ends: number[] = [];
  for (const chunk of chunks) ends.push((ends.at(-1) ?? 0) + chunk.bytes.length);
  // The connection was opened when the first byte came, whatever came with it.
  const pieces: Chunk[] = chunks.slice(0, 1).map((first) => ({ ...first, bytes: Buffer.alloc(0) }));
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const end = Math.min(bytes.length, start + (sizes[turn % sizes.length] ?? 1));
    const last = chunks[ends.findIndex((one) => one >= end)];
    if (last !== undefined) pieces.push({ bytes: bytes.subarray(start, end), receivedAt: last.receivedAt });
    start = end;
  }
  return pieces;
}

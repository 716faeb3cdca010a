import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SECOND_MS } from '#domain/time.ts';
import { USUAL_BACK_OFF } from './back-off.ts';
import { keepLinked, type Connection, type LinkEnd, type LinkState } from './keep-linked.ts';
import { handClock } from './testing/hand-clock.ts';

/** A link whose connections the test ends. */
function linked(chance = 1) {
  const hand = handClock();
  const states: LinkState[] = [];
  const connections: (Connection & { end(end: LinkEnd | Error): void })[] = [];
  const link = keepLinked({
    ...hand,
    random: () => chance,
    backOff: USUAL_BACK_OFF,
    onState: (state) => void states.push(state),
    connect(connection) {
      const { promise, resolve, reject } = Promise.withResolvers<LinkEnd>();
      const end = (how: LinkEnd | Error): void => (how instanceof Error ? reject(how) : resolve(how));
      connection.signal.addEventListener('abort', () => resolve({ kind: 'lost', reason: 'told to' }));
      connections.push({ ...connection, end });
      return promise;
    },
  });
  const last = () => connections.at(-1) ?? expect.unreachable();
  const waitMs = (): number => {
    const state = link.state();
    return state.state === 'waiting' ? state.until - state.since : expect.unreachable();
  };
  return { hand, link, states, connections, last, waitMs };
}

const lost: LinkEnd = { kind: 'lost', reason: 'it closed' };

test('a connection that fails is tried again after one, two, four seconds and never later than half a minute', async () => {
  const { hand, last, waitMs } = linked();
  const waits: number[] = [];
  for (let times = 0; times < 7; times += 1) {
    last().end(lost);
    await setImmediate();
    waits.push(waitMs() / SECOND_MS);
    hand.pass(waitMs());
    await setImmediate();
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);
});

test('the jitter takes up to half of the wait, so that many clients do not come back at once', async () => {
  const { last, waitMs } = linked(0);
  last().end(lost);
  await setImmediate();
  expect(waitMs()).toBe(0.5 * SECOND_MS);
});

test('a connection that was live for a while begins the waits anew; one that was live for a moment does not', async () => {
  const { hand, last, waitMs, link } = linked();
  const fail = async (liveMs: number): Promise<number> => {
    last().live();
    hand.pass(liveMs);
    last().end(lost);
    await setImmediate();
    const ms = waitMs();
    hand.pass(ms);
    await setImmediate();
    return ms / SECOND_MS;
  };
  expect([await fail(5), await fail(5), await fail(5), await fail(10 * SECOND_MS), await fail(5)]).toEqual([
    1, 2, 4, 1, 2,
  ]);
  expect(link.state().state).toBe('connecting');
});

test('a refusal waits a minute, because asking again soon gets us banned', async () => {
  const { last, waitMs } = linked();
  last().end({ kind: 'refused', reason: 'wrong password' });
  await setImmediate();
  expect(waitMs()).toBe(60 * SECOND_MS);
});

test('what is thrown is a loss with its message', async () => {
  const { last, link } = linked();
  last().end(new Error('connect ECONNREFUSED'));
  await setImmediate();
  expect(link.state()).toMatchObject({ state: 'waiting', reason: 'connect ECONNREFUSED' });
});

test('each state is told once, with its time', async () => {
  const { hand, last, states, link } = linked();
  last().live();
  last().live();
  hand.pass(SECOND_MS);
  last().end(lost);
  await setImmediate();
  hand.pass(SECOND_MS);
  await setImmediate();
  await link.stop();
  expect(states.map(({ state }) => state)).toEqual([
    'connecting',
    'live',
    'waiting',
    'connecting',
    'stopped',
  ]);
});

test('stopped while it waits, it does not connect again, and leaves no timer behind', async () => {
  const { hand, last, link, connections } = linked();
  last().end(lost);
  await setImmediate();
  await link.stop();
  hand.pass(60 * SECOND_MS);
  await setImmediate();
  expect(connections).toHaveLength(1);
  expect(hand.due()).toEqual([]);
});

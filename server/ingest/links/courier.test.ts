import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import { DAY_MS, later } from '#domain/time.ts';
import { StorageFailure } from '../../sqlite/storage-failure.ts';
import { createInbox, type Batch } from '../intake/inbox.ts';
import { createRefusals } from '../intake/refusals.ts';
import { createCourier } from './courier.ts';
import { handClock } from './testing/hand-clock.ts';

const source = sourceId('pbx');

/** A courier, and a journal that takes what the test gives it. */
function courier({ limit = 10_000, inboxLimit = 50_000 } = {}) {
  const hand = handClock();
  const inbox = createInbox(inboxLimit);
  const refusals = createRefusals();
  const seen: string[] = [];
  const health = {
    committed: (events: readonly AcdEvent[]) => void seen.push(...events.map(({ id }) => id)),
  };
  const one = createCourier({ inbox, refusals, ...hand, source, health, limit });
  let position = 0;
  const commit = async (): Promise<number> => {
    const batches = inbox.take(1_000_000);
    for (const batch of batches) batch.commit(counted(batch, (position += batch.events.length)));
    await setImmediate();
    return batches.length;
  };
  const commitAll = async (): Promise<void> => {
    while ((await commit()) > 0);
  };
  return { hand, inbox, refusals, seen, one, commit, commitAll };
}

const counted = ({ events }: Batch, position: number) => ({
  position,
  accepted: events.length,
  duplicates: 0,
});

const { clock } = handClock();
const event = (id: string, at = clock()): AcdEvent => ({
  id,
  source,
  at,
  kind: 'contact-queued',
  contact: contactId('c1'),
  queue: queueId('sales'),
});
const ids = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `e${from + index}`);
const events = (from: number, count: number): AcdEvent[] => ids(from, count).map((id) => event(id));

test('events arrive in their order, and are delivered when they are committed and not before', async () => {
  const { one, seen, commitAll } = courier();
  one.tell({ events: events(0, 2_500) });
  one.tell({ events: events(2_500, 3) });
  let isDelivered = false;
  const delivered = one.delivered().then(() => (isDelivered = true));
  await setImmediate();
  expect(isDelivered).toBe(false);
  await commitAll();
  await delivered;
  expect(seen).toEqual(ids(0, 2_503));
});

test('what was told later is not waited for', async () => {
  const { one, commit } = courier();
  one.tell({ events: events(0, 1) });
  const delivered = one.delivered();
  one.tell({ events: events(1, 1) });
  await commit();
  await delivered;
});

const knows = (key: string, value = '1') => ({ source, key, value });

describe('what a reader knows', () => {
  test('is offered with the events it came with, and with the last piece of many', async () => {
    const { one, inbox } = courier();
    one.tell({ events: events(0, 1), standing: [knows('a')] });
    one.tell({ events: events(1, 1_500), standing: [knows('b')] });
    const offers: string[] = [];
    for (let batches = inbox.take(1); batches.length > 0; batches = inbox.take(1)) {
      for (const batch of batches) {
        offers.push(`${batch.events.length} ${batch.standing.map(({ key }) => key).join()}`);
        batch.commit(counted(batch, 0));
      }
      await setImmediate();
    }
    expect(offers).toEqual(['1 a', '1000 ', '500 b']);
  });

  test('by no event is offered with the next ones, and when the courier stops', async () => {
    const { one, inbox } = courier();
    one.tell({ events: [], standing: [knows('a')] });
    expect(inbox.take(10)).toEqual([]);
    one.tell({ events: events(0, 1), standing: [knows('a', '2')] });
    const [first] = inbox.take(10);
    expect(first?.standing.map(({ value }) => value)).toEqual(['1', '2']);
    first?.commit(counted(first, 1));
    one.tell({ events: [], standing: [knows('b')] });
    const stopped = one.stop();
    await setImmediate();
    const [last] = inbox.take(10);
    expect([last?.events, last?.standing]).toEqual([[], [knows('b')]]);
    last?.commit(counted(last, 1));
    await stopped;
  });
});

test('what the journal does not take is offered again until it does', async () => {
  const { hand, one, inbox, seen, commitAll } = courier();
  one.tell({ events: events(0, 2) });
  for (const batch of inbox.take(10)) batch.fail(new StorageFailure('full', 'no space left'));
  await setImmediate();
  expect(seen).toEqual([]);
  hand.pass(5_000);
  await setImmediate();
  await commitAll();
  expect(seen).toEqual(ids(0, 2));
});

test('a full inbox is waited for', async () => {
  const { hand, one, inbox, seen, commitAll } = courier({ inboxLimit: 5 });
  const other = inbox.offer({ sender: 'other', events: events(100, 5) });
  expect(other.kind).toBe('taken');
  one.tell({ events: events(0, 3) });
  await setImmediate();
  await commitAll();
  expect(seen).toEqual([]);
  hand.pass(500);
  await setImmediate();
  await commitAll();
  expect(seen).toEqual(ids(0, 3));
});

test('with more than should wait it says that it is behind, until they are committed', async () => {
  const { one, commitAll } = courier({ limit: 5 });
  one.tell({ events: events(0, 5) });
  expect(one.isBehind()).toBe(false);
  one.tell({ events: events(5, 1) });
  expect(one.isBehind()).toBe(true);
  await commitAll();
  expect(one.isBehind()).toBe(false);
});

test('a time far ahead is refused under the name of the source, as it is from any other sender', async () => {
  const { hand, one, refusals, seen, commitAll } = courier();
  one.tell({ events: [event('good'), event('mad', later(hand.clock(), 400 * DAY_MS))] });
  await setImmediate();
  await commitAll();
  expect(seen).toEqual(['good']);
  expect(refusals.bySource()).toEqual({ pbx: 1 });
  expect(refusals.list()[0]?.latest[0]).toMatchObject({ reason: 'bad-time', field: 'at' });
});

test('lines that were refused by their reader are listed with the rest', async () => {
  const { one, refusals, commitAll } = courier();
  const refused = {
    line: 1,
    reason: 'bad-value',
    field: 'byte 7',
    value: 'x|y',
    expected: 'a verb',
  } as const;
  one.tell({ events: [], refused: [refused] });
  await setImmediate();
  await commitAll();
  expect(refusals.list()[0]?.latest[0]).toMatchObject(refused);
});

test('when stopped, what is left is offered once, and nothing more is taken', async () => {
  const { one, inbox, seen, commitAll } = courier();
  one.tell({ events: events(0, 1_500) });
  const stopped = one.stop();
  for (const batch of inbox.take(1)) batch.fail(new StorageFailure('full', 'no space left'));
  await setImmediate();
  await commitAll();
  await stopped;
  expect(seen).toEqual(ids(1_000, 500));
  one.tell({ events: events(0, 1) });
  expect(inbox.load().openEvents).toBe(0);
});

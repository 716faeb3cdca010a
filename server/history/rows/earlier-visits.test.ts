import { expect, test } from 'vitest';
import type { ContactRecord } from '#domain/contact.ts';
import { queueId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { readContact } from '../../floor/read-contact.ts';
import { clock, factsOf, type Told } from './testing/tell.ts';
import { earlierVisits } from './earlier-visits.ts';

const came = (contact: string, ...times: readonly string[]): ContactRecord => {
  const started: Told = [
    times[0] ?? '',
    { kind: 'contact-started', channel: 'voice', direction: 'inbound', customer: 'k1' },
  ];
  const passed = times.map((at, place): Told => [
    at,
    { kind: 'contact-queued', queue: queueId(`q${place}`) },
  ]);
  return readContact(factsOf(contact, [started, ...passed]), {
    restarts: [],
    now: epochMs(clock('24:00:00')),
  });
};

const earlierOf = (records: readonly ContactRecord[]) => {
  const visits = earlierVisits();
  for (const record of records) visits.learn(record);
  return records.map((record) => record.visits.map(({ queuedAt }) => visits.earlierMs(record, queuedAt)));
};

test('who is passed on to another queue has not come again', () => {
  expect(earlierOf([came('a', '09:00:00', '09:05:00', '09:10:00')])).toEqual([
    [undefined, undefined, undefined],
  ]);
});

test('what counts is the last visit of another contact, before this one: none of the same instant', () => {
  const minutes = earlierOf([
    came('a', '09:00:00', '09:05:00', '09:20:00', '09:30:00'),
    came('b', '09:05:00', '09:10:00'),
    came('c', '09:30:00'),
  ]).map((contact) => contact.map((ms) => ms && ms / 60_000));
  expect(minutes).toEqual([[undefined, undefined, 10, 20], [5, 5], [10]]);
});

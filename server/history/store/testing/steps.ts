import fc from 'fast-check';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { ContactRecord } from '#domain/contact.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import { MINUTE_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { randomDay } from '../../../scenarios/testing/random-day.ts';

/** What is told, and what happens to the server after that. */
export type Step = {
  readonly events: readonly AcdEvent[];
  readonly next: 'go-on' | 'checkpoint' | 'write' | 'rewrite' | 'restart' | 'kill-writing';
};

const steps: fc.Arbitrary<readonly Step[]> = randomDay.chain((events) =>
  fc
    .array(
      fc.constantFrom<Step['next'][]>('go-on', 'checkpoint', 'write', 'rewrite', 'restart', 'kill-writing'),
      { minLength: 1, maxLength: 8 },
    )
    .map((turns) => {
      const size = Math.ceil(events.length / turns.length);
      return turns.map((next, place) => ({ next, events: events.slice(place * size, (place + 1) * size) }));
    }),
);

/** Restarts of sources end contacts that have left the floor: the promise is kept for two days, and here all days are one. */
export const calm = steps.map((some) =>
  some.map((step) => ({ ...step, events: step.events.filter(({ kind }) => kind !== 'source-started') })),
);

/** Contacts of two customers that are passed from queue to queue, in minutes that they share. */
export const comings: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.record({
      customer: fc.constantFrom('k1', 'k2'),
      minutes: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }),
      next: fc.constantFrom<Step['next'][]>('go-on', 'checkpoint', 'write'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((contacts) =>
    contacts.map(({ customer, minutes, next }, place) => ({
      next,
      events: comesOf(place, customer, minutes),
    })),
  );

const MORNING = epochMs(Date.UTC(2026, 2, 4, 4));

function comesOf(place: number, customer: string, minutes: readonly number[]): AcdEvent[] {
  const contact = contactId(`c${place}`);
  const source = sourceId('switch');
  const [first = 0, ...more] = minutes
    .toSorted((one, other) => one - other)
    .map((minute) => later(MORNING, minute * MINUTE_MS));
  const [channel, direction] = ['voice', 'inbound'] as const;
  return [
    {
      id: contact,
      source,
      at: epochMs(first),
      kind: 'contact-started',
      contact,
      channel,
      direction,
      customer,
    },
    ...[epochMs(first), ...more].map((at) => ({
      id: `${contact}-${at}`,
      source,
      at,
      contact,
      kind: 'contact-queued' as const,
      queue: queueId(`q${at % 7}`),
    })),
  ];
}

/** Since the customer's last visit with another contact, as a person would look for it. */
export function sinceOther(
  records: readonly ContactRecord[],
  record: ContactRecord,
  at: EpochMs,
): number | undefined {
  const same = records.filter(
    ({ contact, customer }) => contact !== record.contact && customer === record.customer,
  );
  const times = same.flatMap(({ visits }) => visits.map(({ queuedAt }) => at - queuedAt));
  const before = times.filter((ms) => ms > 0);
  return record.customer === undefined || before.length === 0 ? undefined : Math.min(...before);
}

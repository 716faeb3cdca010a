import fc from 'fast-check';
import type { AcdEvent, LeftReason } from '#domain/acd-event.ts';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, epochMs, later } from '#domain/time.ts';

/** 2026-03-04T00:00:00+08:00. */
const DAY = epochMs(Date.UTC(2026, 2, 3, 16));

const at = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 86_399 }).map((second) => later(DAY, second * SECOND_MS)),
  },
  // Many facts of one moment, and moments on a cell border, are where order could matter.
  {
    weight: 3,
    arbitrary: fc
      .integer({ min: 0, max: 8 })
      .map((second) => later(DAY, 540 * MINUTE_MS + second * SECOND_MS)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 15, 30).map((minute) => later(DAY, (540 + minute) * MINUTE_MS)),
  },
);
const contact = fc.constantFrom('c1', 'c2', 'c3').map(contactId);
const agent = fc.constantFrom('amy', 'bob', 'eve').map(agentId);
const queue = fc.constantFrom('sales', 'support').map(queueId);
const queues = fc.uniqueArray(queue, { maxLength: 2 });
const source = fc.constantFrom('switch', 'chat').map(sourceId);
const maybe = <T>(value: fc.Arbitrary<T>, name: string): fc.Arbitrary<object> =>
  fc.option(value).map((given) => (given === null ? {} : { [name]: given }));

const reasons: readonly LeftReason[] = [
  'timeout',
  'empty',
  'key',
  'overflow',
  'voicemail',
  'callback',
  'closed',
  'withdrawn',
  'error',
];

const bodies: Readonly<Record<AcdEvent['kind'], fc.Arbitrary<object>>> = {
  'contact-started': fc.record({
    contact,
    channel: fc.constantFrom('voice', 'chat', 'ticket'),
    direction: fc.constant('inbound'),
    priority: fc.nat(2),
  }),
  'contact-queued': fc.record({ contact, queue }),
  'contact-ringing': fc.record({ contact, agent }),
  'contact-refused': fc.record({ contact, agent }),
  'contact-answered': fc
    .tuple(fc.record({ contact }), maybe(agent, 'agent'), maybe(queue, 'queue'))
    .map(merge),
  'contact-held': fc.record({ contact }),
  'contact-resumed': fc.record({ contact }),
  'contact-transferred': fc.record({ contact, agent }),
  'contact-left': fc
    .tuple(fc.record({ contact, reason: fc.constantFrom(...reasons) }), maybe(queue, 'queue'))
    .map(merge),
  'contact-abandoned': fc.record({ contact, during: fc.constantFrom('self-service', 'queue', 'ringing') }),
  'contact-ended': fc
    .tuple(fc.record({ contact }), maybe(fc.constantFrom('customer', 'system'), 'by'))
    .map(merge),
  'contact-wrapped': fc.record({ contact, agent }),
  'contact-message': fc.record({ contact, by: fc.constantFrom('customer', 'agent', 'bot') }),
  'contact-labelled': fc.record({ contact, labels: fc.constant({ vip: 'yes' }) }),
  'agent-signed-in': fc.tuple(fc.record({ agent }), maybe(queues, 'queues')).map(merge),
  'agent-signed-out': fc.record({ agent }),
  'agent-state': fc.record({ agent, state: fc.constantFrom('available', 'busy', 'wrap-up', 'away') }),
  'agent-queues': fc.record({ agent, queues }),
  'agent-heartbeat': fc.record({ agent }),
  'source-started': fc.record({}),
  'source-stopped': fc.record({}),
  'source-gap': fc.record({ from: fc.constant(DAY) }),
  'source-heartbeat': fc.record({}),
};

function merge(parts: readonly object[]): object {
  return Object.assign({}, ...parts) as object;
}

const kinds = Object.keys(bodies) as AcdEvent['kind'][];
const anyEvent = fc
  .record({ kind: fc.constantFrom(...kinds), at, source })
  .chain((head) => bodies[head.kind].map((body) => ({ ...head, ...body })));

/** A small day with every kind of event, in no sensible order: whatever a broken switch could send. */
export const randomDay: fc.Arbitrary<readonly AcdEvent[]> = fc
  .array(anyEvent, { minLength: 1, maxLength: 60 })
  // The pieces are typed by their kind in `bodies`; the union is put together again here.
  .map((events) => events.map((event, place) => ({ ...event, id: `e${place}` }) as unknown as AcdEvent));

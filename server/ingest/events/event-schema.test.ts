import type { Static } from 'typebox';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { AgentId, ContactId, QueueId, SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import { EVENT_KINDS, eventJsonSchema, type eventSchemas } from './event-schema.ts';

type Id = QueueId | AgentId | ContactId | SourceId;
type OnTheWire<T> = T extends Id
  ? string
  : T extends EpochMs
    ? number | string
    : T extends string | number
      ? T
      : T extends readonly (infer Item)[]
        ? OnTheWire<Item>[]
        : { -readonly [Key in keyof T]: OnTheWire<T[Key]> };
type Same<A, B> = [A, keyof A] extends [B, keyof B]
  ? [B, keyof B] extends [A, keyof A]
    ? true
    : false
  : false;
type Kind = keyof typeof eventSchemas;
/** The kinds whose schema and domain type say different things. */
type Differing = {
  [K in Kind]: Same<Static<(typeof eventSchemas)[K]>, OnTheWire<Extract<AcdEvent, { kind: K }>>> extends true
    ? never
    : K;
}[Kind];

test('the schema and the types of the domain say the same of every kind', () => {
  // The compiler is the test: this line stands only while no kind differs.
  const differing: readonly Differing[] = [] satisfies readonly never[];
  const none: readonly never[] = differing;
  expect(none).toEqual([]);
});

test('the published schema names every kind once, each with its envelope', () => {
  const schema = JSON.parse(JSON.stringify(eventJsonSchema()));
  const kinds = schema.oneOf.map(
    (one: { properties: { kind: { const: string } } }) => one.properties.kind.const,
  );
  expect(kinds).toEqual(EVENT_KINDS);
  for (const one of schema.oneOf)
    expect(one.required).toEqual(expect.arrayContaining(['kind', 'id', 'source', 'at']));
});

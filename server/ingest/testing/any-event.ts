import fc from 'fast-check';
import { eventSchemas } from '../events/event-schema.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Any event that the published schema allows, with times in epoch milliseconds; for property tests. */
export function anyEvent(): fc.Arbitrary<Record<string, unknown>> {
  return fc.oneof(
    ...Object.values(eventSchemas).map((schema) => objectOf(schema.properties, schema.required)),
  );
}

function objectOf(properties: object, required: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, schema] of Object.entries(properties)) model[name] = valueOf(name, schema);
  return fc.record(model, { requiredKeys: [...required] });
}

function valueOf(name: string, schema: Schema): fc.Arbitrary<unknown> {
  // A gap ends when it is told: it cannot begin after that.
  if (name === 'at') return fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) });
  if (name === 'from') return fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2019, 0) });
  if (schema['const'] !== undefined) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...schema['enum']);
  switch (schema['type']) {
    case 'string':
      return textOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.maxSafeNat();
    case 'number':
      return fc.integer({ min: Number(schema['minimum'] ?? -1e9), max: Number(schema['maximum'] ?? 1e9) });
    case 'array':
      return fc.array(fc.string({ minLength: 1, maxLength: 20 }).filter(isFree), { maxLength: 5 });
    default:
      return fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }).filter(isFree), fc.string(), {
        maxKeys: 5,
        noNullPrototype: true,
      });
  }
}

function textOf(schema: Schema): fc.Arbitrary<string> {
  const minLength = Number(schema['minLength'] ?? 0);
  const longest = Number(schema['maxLength']);
  return fc
    .oneof(
      { weight: 9, arbitrary: fc.string({ minLength, maxLength: 30, unit: 'grapheme' }) },
      { weight: 1, arbitrary: fc.string({ minLength: longest, maxLength: longest, unit: 'binary-ascii' }) },
    )
    .filter((text) => isFree(text) && text.length <= longest);
}

const isFree = (text: string): boolean => !(text in {});

import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { shorten } from '../../ingest/events/explain-refusal.ts';

/** Mistakes told at once; with more, the document is another kind of document. */
const MISTAKES_TOLD = 50;

/** What keeps `value` from being what the schema says: place, value and expectation of each mistake; nothing when it is one. */
export function documentMistakes(schema: TSchema, value: unknown): readonly string[] {
  const mistakes = new Map<string, string>();
  for (const { keyword, instancePath, schemaPath, message, params } of Compile(schema).Errors(value)) {
    // The same stranger is told once more as false schema, with its own path.
    if (keyword === 'additionalProperties') continue;
    if (mistakes.size >= MISTAKES_TOLD) break;
    const where = instancePath === '' ? 'the document' : instancePath.slice(1).replaceAll('/', '.');
    if (mistakes.has(where)) continue;
    mistakes.set(
      where,
      sentence({
        keyword,
        where,
        message,
        params,
        expected: expectation(schema, schemaPath),
        value: at(value, instancePath),
      }),
    );
  }
  // A list with a wrong member is no list of the right kind either: the member tells more.
  const places = [...mistakes.keys()];
  return [...mistakes].flatMap(([place, said]) =>
    places.some((other) => other.startsWith(`${place}.`)) ? [] : said,
  );
}

type Mistake = {
  readonly keyword: string;
  readonly where: string;
  readonly message: string;
  readonly params: object;
  readonly expected: string | undefined;
  readonly value: unknown;
};

function sentence({ keyword, where, message, params, expected, value }: Mistake): string {
  if (keyword === 'boolean') return `${where}: nothing of this name is expected here`;
  if (keyword === 'required') {
    const missing: unknown = Reflect.get(params, 'requiredProperties');
    return `${where}: ${Array.isArray(missing) ? missing.join(', ') : 'something'} is missing`;
  }
  return `${where}: expected ${expected ?? message.replace(/^must (be )?/, '')}, got ${shorten(value)}`;
}

/** The description of the schema that was not met, or of the one around it. */
function expectation(schema: TSchema, schemaPath: string): string | undefined {
  let found: string | undefined;
  let here: unknown = schema;
  let isShape = false;
  for (const step of schemaPath.split('/').slice(1)) {
    // Of several shapes none was met: what all of them are for tells more than any of them.
    isShape = step === 'anyOf' || (isShape && /^\d+$/.test(step));
    here = member(here, step);
    const description = member(here, 'description');
    if (!isShape && typeof description === 'string') found = description;
  }
  return found;
}

function at(value: unknown, instancePath: string): unknown {
  return instancePath.split('/').slice(1).reduce(member, value);
}

const member = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;

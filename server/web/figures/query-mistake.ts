import type { FastifyError, FastifyRequest } from 'fastify';
import { nameHint } from '#domain/text/nearest-name.ts';

/** What is asked of the texts that have a pattern, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  limit: 'a whole number from 1 to 9999',
  minutes: 'a whole number from 0 to 99999',
};
const USUAL_AMOUNT = 'a number such as 20 or 2.5';
/** Of a wrong value so much is repeated. */
const SHOWN_CHARS = 100;

type Parameters = Readonly<Record<string, { readonly description?: string }>>;

/** What is wrong with the parameters of an address: which, its value and what was expected. Undefined: something else is wrong. */
export function queryMistake(error: FastifyError, request: FastifyRequest): string | undefined {
  const [first] = error.validation ?? [];
  if (first === undefined || error.validationContext !== 'querystring') return undefined;
  const { keyword, params, instancePath } = first;
  const known = parametersOf(request);
  if (keyword === 'additionalProperties')
    return unknownParameter(String(params['additionalProperty']), known);
  if (keyword === 'required') {
    const name = String(params['missingProperty']);
    return `${name} is missing: expected ${known[name]?.description ?? 'a value'}`;
  }
  const name = instancePath.slice(1);
  const value = valueOf(request.query, name);
  if (Array.isArray(value)) return `${name}: expected once, got ${value.length} times`;
  return `${name}: expected ${expectedOf(name, keyword, params)}, got ${shown(String(value))}`;
}

function expectedOf(name: string, keyword: string, params: Readonly<Record<string, unknown>>): string {
  if (keyword === 'enum') return [params['allowedValues']].flat().join(' or ');
  if (keyword === 'maxLength') return `at most ${String(params['limit'])} characters`;
  return EXPECTED[name] ?? USUAL_AMOUNT;
}

function unknownParameter(name: string, known: Parameters): string {
  const names = Object.keys(known);
  const said = `there is no parameter ${shown(name)}`;
  if (name === 'zone')
    return `${said}: days are the centre’s, and an instant in from and to may have any offset`;
  return `${said}; ${nameHint(name, names)}`;
}

// Schemas of queries are objects of our own.
const parametersOf = ({ routeOptions }: FastifyRequest): Parameters =>
  (routeOptions.schema?.querystring as { readonly properties?: Parameters } | undefined)?.properties ?? {};

const valueOf = (query: unknown, name: string): unknown =>
  typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;

const shown = (text: string): string =>
  text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}… (${text.length} characters)` : text;

import type { Route } from './collect-routes.ts';
import { ROUTE_WORDS, type RouteWords } from './route-words.ts';

/** Pages are for browsers, and no part of the interface. */
export const isInterface = ({ path }: Pick<Route, 'path'>): boolean =>
  path.startsWith('/v1/') ||
  path.startsWith('/schema') ||
  ['/healthz', '/metrics', '/openapi.json'].includes(path);

/** The interface in the words of OpenAPI 3.1, from the schemas by which its routes check and answer. */
export function openApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes.filter(isInterface)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Callboard', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** What every refusal looks like (RFC 9457). */
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'error', 'message'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'the value, and what was expected' },
    error: { type: 'string', description: 'why, in a word' },
    message: { type: 'string', description: 'as detail' },
  },
};

function operation(route: Route): object {
  const words = ROUTE_WORDS[`${route.method} ${route.path}`];
  const parameters = [...pathParameters(route.path), ...queryParameters(route.query)];
  return {
    operationId: operationId(route),
    summary: words?.says ?? '',
    ...(words?.role !== undefined && { security: [{ token: [] }], 'x-role': words.role }),
    ...(words?.example !== undefined && { 'x-example': words.example }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && {
      requestBody: { content: { 'application/json': { schema: route.body } } },
    }),
    responses: {
      200: { description: 'the answer', ...content(route, words) },
      default: {
        description: 'why it is refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function content({ answer }: Route, words: RouteWords | undefined): object {
  return { content: { [words?.answers ?? 'application/json']: { schema: answer ?? {} } } };
}

const operationId = ({ method, path }: Route): string =>
  [method.toLowerCase(), ...path.split(/[^A-Za-z]+/).filter((part) => part !== '' && part !== 'v')].join('-');

const pathParameters = (path: string): readonly object[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

type ObjectSchema = {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
};

function queryParameters(query: unknown): readonly object[] {
  // Schemas of queries are objects of our own.
  const { properties = {}, required = [] } = (query ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...('description' in schema && { description: schema.description }),
    schema,
  }));
}

import type { FastifyInstance } from 'fastify';

/** A route as it was registered. */
export type Route = {
  readonly method: string;
  readonly path: string;
  readonly query: unknown;
  readonly body: unknown;
  readonly answer: unknown;
};

/** Notes every route that is registered from now on, but those of HEAD, and tells of it. */
export function collectRoutes(http: FastifyInstance, told: (route: Route) => void): readonly Route[] {
  const routes: Route[] = [];
  http.addHook('onRoute', ({ method, url, schema }) => {
    for (const one of [method].flat()) {
      if (one === 'HEAD') continue;
      const route = {
        method: one,
        path: url,
        query: schema?.querystring,
        body: schema?.body,
        answer: answerOf(schema?.response),
      };
      routes.push(route);
      told(route);
    }
  });
  return routes;
}

function answerOf(response: unknown): unknown {
  return typeof response === 'object' && response !== null ? Reflect.get(response, '200') : undefined;
}

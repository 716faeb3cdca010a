import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import { Type, type Static } from 'typebox';
import type { Board } from '#domain/board/board.ts';
import type { EpochMs } from '#domain/time.ts';
import type { Guard } from '../access/guard.ts';
import { definitionsJsonSchema } from '../definitions/definitions-schema.ts';
import { eventJsonSchema } from '../ingest/events/event-schema.ts';
import type { Refusals } from '../ingest/intake/refusals.ts';

/** What the board was when it was last drawn. */
export type CurrentBoard = { readonly board: Board; readonly version: number; readonly serverAt: EpochMs };

export type ReadRoutesOptions = {
  readonly guard: Guard;
  /** Undefined before the first board. */
  readonly board: () => CurrentBoard | undefined;
  /** Why the server cannot do its work, in words; undefined while it can. */
  readonly failure: () => string | undefined;
  readonly refusals: Refusals;
  /** Events of the journal for which the floor had no room since the start, by the bound that they would break. */
  readonly uncounted: () => Readonly<Record<string, number>>;
  readonly metrics: Registry;
  /** Answers with the floor at a past second. */
  readonly past: (at: string, reply: FastifyReply) => Promise<unknown>;
};

const boardQuery = Type.Object(
  {
    at: Type.Optional(
      Type.String({
        maxLength: 40,
        description:
          'a past second, such as 2026-03-04T09:00:00+08:00: who waited and talked then, as is known now',
      }),
    ),
  },
  { additionalProperties: false },
);

/** What the server tells of itself: health to everyone, all else to who may see it. */
export function readRoutes(options: ReadRoutesOptions): (http: FastifyInstance) => Promise<void> {
  const { board, failure, metrics, past, refusals, uncounted, guard } = options;
  const boardRoute = { onRequest: guard.need('wall'), schema: { querystring: boardQuery } };
  return async (http) => {
    http.get('/healthz', (_request, reply) => {
      if (failure() === undefined) return reply.send({ status: 'ok' });
      // Everybody may ask: what ails it names files and disks, and is in the log.
      return reply
        .code(503)
        .send({ error: 'failed', message: 'the server cannot do its work: its log says why' });
    });
    http.get('/schema', { onRequest: guard.need('schema') }, (_request, reply) =>
      reply.type('application/schema+json; charset=utf-8').send(JSON.stringify(eventJsonSchema())),
    );
    http.get('/schema/definitions', { onRequest: guard.need('schema') }, (_request, reply) =>
      reply.type('application/schema+json; charset=utf-8').send(JSON.stringify(definitionsJsonSchema())),
    );
    http.get('/metrics', { onRequest: guard.need('wall') }, async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.metrics()),
    );
    http.get<{ Querystring: Static<typeof boardQuery> }>('/v1/board', boardRoute, (request, reply) => {
      const { at } = request.query;
      if (at !== undefined) return past(at, reply);
      const current = board();
      if (current === undefined)
        return reply
          .code(503)
          .send({ error: 'no-board', message: 'there is no board yet: the server is starting' });
      return reply.header('cache-control', 'no-store').send(current);
    });
    http.get('/v1/refusals', { onRequest: guard.need('lead') }, (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ senders: refusals.list(), uncounted: uncounted() }),
    );
  };
}

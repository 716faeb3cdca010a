import type { FastifyInstance } from 'fastify';
import type { Guard } from '../access/guard.ts';
import type { SourceReport } from '../ingest/report-sources.ts';

export type SourceRoutesOptions = { readonly guard: Guard; readonly sources: () => readonly SourceReport[] };

/** GET /v1/sources: how each source is. For those who see what was refused, because what is wrong with a switch names files and hosts. */
export function sourceRoutes({
  guard,
  sources,
}: SourceRoutesOptions): (http: FastifyInstance) => Promise<void> {
  return async (http) => {
    http.get('/v1/sources', { onRequest: guard.need('lead') }, (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ sources: sources() }),
    );
  };
}

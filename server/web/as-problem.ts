import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, problemOf } from '../push/problem.ts';

/** Says everything that is refused as a problem. */
export async function asProblem(_: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const status = reply.statusCode;
  if (status < 400 || typeof payload !== 'object' || payload === null || !('message' in payload))
    return payload;
  void reply.type(PROBLEM_TYPE);
  return problemOf(status, payload);
}

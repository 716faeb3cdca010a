import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Grant } from './access.ts';
import type { Need } from './role.ts';

/** A fastify hook that lets pass who may, before a body is read. */
export type GuardHook = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Keeps routes to those who may use them. */
export type Guard = {
  /** Refuses what comes from a page or under a host name that is not ours. */
  readonly strangers: GuardHook;
  /** Refuses whose token may not do it: 401 without one, 403 with too small a one. */
  need(need: Need): GuardHook;
  /** Who asked, where `need` let it pass. */
  grantOf(request: FastifyRequest): Grant | undefined;
};

/** Guards routes by what `access` decides. */
export function createGuard(access: Access): Guard {
  const grants = new WeakMap<FastifyRequest, Grant>();
  return {
    async strangers(request, reply) {
      const denial = access.refuseStranger(request.headers);
      if (denial === undefined) return undefined;
      return reply.code(denial.status).send({ error: denial.why, message: denial.reason });
    },
    need: (need) => async (request, reply) => {
      const decision = access.judge(request.headers, need);
      if (decision.kind === 'granted') {
        grants.set(request, decision.grant);
        return undefined;
      }
      const error = decision.status === 401 ? 'unauthorised' : 'forbidden';
      if (decision.status === 401) void reply.header('www-authenticate', 'Bearer');
      return reply.code(decision.status).send({ error, message: decision.reason });
    },
    grantOf: (request) => grants.get(request),
  };
}

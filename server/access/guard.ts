import type { FastifyReply, FastifyRequest } from 'fastify';
import { whoseOf, type Access, type Denial, type Grant } from './access.ts';
import type { Asker } from './proxy-trust.ts';
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
  /** The address of whoever asks. */
  addressOf(request: FastifyRequest): string;
  /** Whose share a body is, where `need` let it pass. */
  whose(request: FastifyRequest): readonly string[];
};

/** Guards routes by what `access` decides. */
export function createGuard(access: Access): Guard {
  const grants = new WeakMap<FastifyRequest, Grant>();
  const addressOf = (request: FastifyRequest): string => access.addressOf(askerOf(request));
  return {
    async strangers(request, reply) {
      const denial = access.refuseStranger(request.headers);
      if (denial === undefined) return undefined;
      return reply.code(denial.status).send({ error: denial.why, message: denial.reason });
    },
    need: (need) => async (request, reply) => {
      const decision = access.judge(askerOf(request), need);
      if (decision.kind === 'denied') return sendDenial(reply, decision);
      grants.set(request, decision.grant);
      return undefined;
    },
    grantOf: (request) => grants.get(request),
    addressOf,
    whose(request) {
      const grant = grants.get(request);
      return grant === undefined ? [] : whoseOf(grant, addressOf(request));
    },
  };
}

/** A request as access looks at it. */
export const askerOf = ({ headers, socket }: FastifyRequest): Asker => ({
  headers,
  remoteAddress: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
});

/** Answers that somebody may not do what was asked. */
export function sendDenial(reply: FastifyReply, { status, reason }: Denial): FastifyReply {
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (status === 429) void reply.header('retry-after', '60');
  return reply.code(status).send({ error: ERRORS[status], message: reason });
}

const ERRORS: Readonly<Record<Denial['status'], string>> = {
  401: 'unauthorised',
  403: 'forbidden',
  429: 'busy',
};

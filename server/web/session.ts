import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { SESSION_COOKIE, type Access } from '../access/access.ts';
import { askerOf, sendDenial } from '../access/guard.ts';

export type SessionOptions = { readonly access: Access };

/**
 * POST /v1/session {token} begins a session, whose cookie no script can read; DELETE ends it, for every copy of the cookie; GET tells
 * who it is and the role, and `open` where no token is asked.
 */
export function sessionRoutes({ access }: SessionOptions): (http: FastifyInstance) => Promise<void> {
  const setCookie = (
    request: FastifyRequest,
    reply: FastifyReply,
    { value, forMs }: { readonly value: string; readonly forMs: DurationMs },
  ): FastifyReply => {
    const secure = access.isSecure(askerOf(request)) ? '; Secure' : '';
    return reply.header(
      'set-cookie',
      `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${forMs / SECOND_MS}${secure}`,
    );
  };
  return async (http) => {
    http.post('/v1/session', { schema: { body: SESSION_BODY } }, async (request, reply) => {
      const signedIn = access.signIn(tokenOf(request.body), askerOf(request));
      if (signedIn.kind === 'denied') return sendDenial(reply, signedIn);
      const { grant, cookie, forMs } = signedIn;
      return setCookie(request, reply, { value: cookie, forMs }).send({ name: grant.name, role: grant.role });
    });
    http.delete('/v1/session', (request, reply) => {
      access.signOut(askerOf(request));
      return setCookie(request, reply, { value: '', forMs: 0 }).code(204).send();
    });
    http.get('/v1/session', async (request, reply) => {
      const decision = access.judge(askerOf(request), 'schema');
      if (decision.kind === 'denied') return sendDenial(reply, decision);
      const { name, role, hash } = decision.grant;
      // A server that asks for no token has nobody who could sign out.
      return reply.send({ name, role, ...(hash === undefined && { open: true }) });
    });
  };
}

const SESSION_BODY = {
  type: 'object',
  required: ['token'],
  properties: { token: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' } },
};

/** The schema has seen to it that there is one. */
function tokenOf(body: unknown): string {
  const token: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'token') : undefined;
  return typeof token === 'string' ? token : '';
}

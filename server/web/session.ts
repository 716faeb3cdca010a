import type { FastifyInstance, FastifyReply } from 'fastify';
import { SESSION_COOKIE, type Access } from '../access/access.ts';

/** Attempts to sign in of one address within a minute: more than a person mistypes, and a token has 256 bits. */
const ATTEMPTS_PER_MINUTE = 10;
/** The longest that browsers keep a cookie: a wall must not be signed out at night. */
const COOKIE_SECONDS = 400 * 24 * 60 * 60;

export type SessionOptions = {
  readonly access: Access;
  /** The server is reached by https, by way of a proxy; the cookie is then kept from plain http. */
  readonly secureCookies: boolean;
};

/** POST /v1/session {token} turns a token into a cookie that no script can read; DELETE takes it back; GET tells the role. */
export function sessionRoutes({
  access,
  secureCookies,
}: SessionOptions): (http: FastifyInstance) => Promise<void> {
  const setCookie = (reply: FastifyReply, value: string, seconds: number): FastifyReply =>
    reply.header(
      'set-cookie',
      `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secureCookies ? '; Secure' : ''}`,
    );
  return async (http) => {
    const rateLimit = { max: ATTEMPTS_PER_MINUTE, timeWindow: '1 minute' };
    http.post(
      '/v1/session',
      { config: { rateLimit }, schema: { body: SESSION_BODY } },
      async (request, reply) => {
        const token = tokenOf(request.body);
        const grant = access.grantOf(token);
        if (grant === undefined)
          return reply
            .code(401)
            .send({ error: 'unauthorised', message: 'there is no such token, or it was revoked' });
        return setCookie(reply, token, COOKIE_SECONDS).send({ name: grant.name, role: grant.role });
      },
    );
    http.delete('/v1/session', (_request, reply) => setCookie(reply, '', 0).code(204).send());
    http.get('/v1/session', async (request, reply) => {
      const decision = access.judge(request.headers, 'schema');
      if (decision.kind === 'denied')
        return reply.code(401).send({ error: 'unauthorised', message: decision.reason });
      return reply.send({ name: decision.grant.name, role: decision.grant.role });
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

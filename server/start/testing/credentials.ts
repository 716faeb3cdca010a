import { DAY_MS } from '#domain/time.ts';
import { createToken, revokeToken } from '../../access/tokens.ts';
import { systemClock } from '../../clock/clock.ts';
import type { EdgeBench } from '../../web/testing/edge-bench.ts';

/** Who shows a token. */
const BY_TOKEN = [
  'a source for free',
  'a source for others',
  'a source for any',
  'wall',
  'lead',
  'planner',
  'admin',
] as const;

/** Everything that somebody may show who asks. */
export const SHOWN = [
  'nothing',
  'a wrong token',
  'a revoked token',
  'a wrong session',
  'a session that is over',
  'a session that was signed out',
  ...BY_TOKEN,
  'a session of a wall',
  'a session of a lead',
] as const;
export type Shown = (typeof SHOWN)[number];

/** What each of them shows. */
export type Credentials = {
  /** The text of a token; undefined where none is shown. */
  tokenOf(who: Shown): string | undefined;
  /** The headers of a request. */
  headersOf(who: Shown): Promise<Record<string, string>>;
};

/** Whether the token is one that holds. */
export const isRightToken = (who: Shown): boolean => BY_TOKEN.some((one) => one === who);

/** Tokens and sessions of every kind at the edge. */
export function createCredentials(edge: EdgeBench): Credentials {
  const made = new Map<string, string>();
  const feeding = (name: string, sources: readonly string[]): string => {
    const token =
      made.get(name) ?? createToken(edge.folder, { name, role: 'source', createdAt: systemClock(), sources });
    // A running server knows of it within a second.
    if (!made.has(name)) edge.later(1_000);
    made.set(name, token);
    return token;
  };
  const tokens: { readonly [Who in Shown]?: () => string } = {
    'a wrong token': () => `cb_admin_${'A'.repeat(43)}`,
    'a revoked token': () => revoked(edge, feeding('revoked', ['free'])),
    'a source for free': () => feeding('for-free', ['free']),
    'a source for others': () => feeding('for-others', ['others']),
    'a source for any': () => edge.token('source'),
    wall: () => edge.token('wall'),
    lead: () => edge.token('lead'),
    planner: () => edge.token('planner'),
    admin: () => edge.token('admin'),
  };
  const cookies: { readonly [Who in Shown]?: () => Promise<string> } = {
    'a wrong session': async () => `callboard=${'A'.repeat(43)}`,
    'a session that is over': () => sessionThatIsOver(edge),
    'a session that was signed out': () => sessionThatWasSignedOut(edge),
    'a session of a wall': () => signIn(edge, edge.token('wall')),
    'a session of a lead': () => signIn(edge, edge.token('lead')),
  };
  const tokenOf = (who: Shown): string | undefined => tokens[who]?.();
  return {
    tokenOf,
    async headersOf(who) {
      const [token, cookie] = [tokenOf(who), await cookies[who]?.()];
      return { ...(token && { authorization: `Bearer ${token}` }), ...(cookie && { cookie }) };
    },
  };
}

function revoked(edge: EdgeBench, token: string): string {
  revokeToken(edge.folder, 'revoked');
  edge.later(1_000);
  return token;
}

async function sessionThatIsOver(edge: EdgeBench): Promise<string> {
  const cookie = await signIn(edge, edge.token('admin'));
  edge.later(7 * DAY_MS);
  return cookie;
}

async function sessionThatWasSignedOut(edge: EdgeBench): Promise<string> {
  const cookie = await signIn(edge, edge.token('admin'));
  await fetch(`${edge.url}/v1/session`, { method: 'DELETE', headers: { cookie } });
  return cookie;
}

async function signIn({ url }: EdgeBench, token: string): Promise<string> {
  const reply = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  return (reply.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}

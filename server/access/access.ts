import type { Need, Role } from './role.ts';
import { mayDo } from './role.ts';
import { isLoopbackHost, isSameHost } from './same-host.ts';
import type { TokenBook } from './token-book.ts';
import { hashToken } from './token-file.ts';

/** The cookie that holds a browser's token. */
export const SESSION_COOKIE = 'callboard';

/** Who asks, by which token. Without one the server is open. */
export type Grant = { readonly name: string; readonly role: Role; readonly hash?: string };

/** `origin`: asked by a page or under a name that is not ours. `forbidden`: without a token that may do it. */
export type Denial = {
  readonly kind: 'denied';
  readonly status: 401 | 403;
  readonly why: 'forbidden' | 'origin';
  readonly reason: string;
};
export type Decision = { readonly kind: 'granted'; readonly grant: Grant } | Denial;

/** Header names are in lower case. */
export type AskedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Access = {
  /** No token is asked for. */
  readonly open: boolean;
  /** Whether the request comes from a page or under a host name that may ask; undefined when it does. */
  refuseStranger(headers: AskedHeaders): Denial | undefined;
  /** Whether the request's token may do what it needs to. */
  judge(headers: AskedHeaders, need: Need): Decision;
  /** The grant of a token's text; undefined when there is no such token. */
  grantOf(token: string): Grant | undefined;
  /** Whether a grant of earlier still holds; false once its token was revoked. */
  stillHolds(grant: Grant): boolean;
};

export type AccessOptions = {
  readonly tokens: TokenBook;
  /** No token is asked for; to be set only where `openAllowed` says so. */
  readonly open: boolean;
  /** Other origins whose pages may ask, such as `https://wall.example.com` behind a proxy that changes the Host. */
  readonly origins: readonly string[];
};

/** Decides who may do what. */
export function createAccess({ tokens, open, origins }: AccessOptions): Access {
  const grantOf = (text: string): Grant | undefined => {
    const token = tokens.find(hashToken(text));
    return token === undefined ? undefined : { name: token.name, role: token.role, hash: token.hash };
  };
  const grantFor = (headers: AskedHeaders): Grant | undefined => {
    if (open) return OPEN_GRANT;
    const token = tokenIn(headers);
    return token === undefined ? undefined : grantOf(token);
  };
  return {
    open,
    grantOf,
    refuseStranger: (headers) => refuseStranger(headers, { open, origins }),
    judge(headers, need) {
      const grant = grantFor(headers);
      if (grant === undefined)
        return denied(401, 'a token is needed: create one with `callboard token create`');
      if (!mayDo(grant.role, need))
        return denied(403, `a token with the role ${roleFor(need)} is needed, this one is ${grant.role}`);
      return { kind: 'granted', grant };
    },
    stillHolds: ({ hash }) => (hash === undefined ? open : tokens.find(hash) !== undefined),
  };
}

const OPEN_GRANT: Grant = { name: 'open', role: 'admin' };

/**
 * A page elsewhere must not use the cookie of a browser that is signed in here; and without tokens, any page could reach us
 * under a name of its own that it lets point at 127.0.0.1 (DNS rebinding).
 */
function refuseStranger(
  headers: AskedHeaders,
  { open, origins }: Pick<AccessOptions, 'open' | 'origins'>,
): Denial | undefined {
  const host = single(headers['host']) ?? '';
  if (open && !isLoopbackHost(host))
    return stranger(
      `without tokens the host must be localhost, 127.0.0.1 or [::1], got "${host.slice(0, 80)}"`,
    );
  const origin = single(headers['origin']);
  if (origin === undefined || isSameHost(origin, host) || origins.includes(origin)) return undefined;
  return stranger(`pages of ${origin.slice(0, 80)} may not ask ${host.slice(0, 80)}`);
}

/** The bearer token, else the one in the cookie; undefined when there is neither. */
function tokenIn(headers: AskedHeaders): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(single(headers['authorization']) ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  for (const cookie of (single(headers['cookie']) ?? '').split(';')) {
    const [name, value] = cookie.split('=');
    if (name?.trim() === SESSION_COOKIE) return value?.trim();
  }
  return undefined;
}

const single = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(', ');

const roleFor = (need: Need): string => (need === 'ingest' ? 'source' : need);

const denied = (status: 401 | 403, reason: string): Denial => ({
  kind: 'denied',
  status,
  why: 'forbidden',
  reason,
});

const stranger = (reason: string): Denial => ({ kind: 'denied', status: 403, why: 'origin', reason });

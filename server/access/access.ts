import {
  isLoopbackAddress,
  networkOf,
  type AskedHeaders,
  type Asker,
  type ProxyTrust,
} from './proxy-trust.ts';
import type { Need, Role } from './role.ts';
import { mayDo } from './role.ts';
import { isLoopbackHost, isSameHost } from './same-host.ts';
import type { SessionBook } from './session-book.ts';
import type { TokenBook } from './token-book.ts';
import { hashToken, type TokenRecord } from './token-file.ts';
import type { WrongCounts } from './wrong-counts.ts';

/** The cookie that holds a browser's session. */
export const SESSION_COOKIE = 'callboard';

/** Who asks, by which token. Without one the server is open. */
export type Grant = {
  readonly name: string;
  readonly role: Role;
  readonly hash?: string;
  /** The session of a browser that is signed in. */
  readonly session?: string;
  /** The sources whose events it may tell. Absent: any. */
  readonly sources?: ReadonlySet<string>;
};

/** Whether the grant's events may be of that source. */
export const mayTell = ({ sources }: Grant, source: string): boolean => sources?.has(source) ?? true;

/** `origin`: asked by a page or under a name that is not ours. `forbidden`: without a token that may do it, or after too many wrong ones. */
export type Denial = {
  readonly kind: 'denied';
  readonly status: 401 | 403 | 429;
  readonly why: 'forbidden' | 'origin';
  readonly reason: string;
};
export type Decision = { readonly kind: 'granted'; readonly grant: Grant } | Denial;

/** A browser that has signed in. */
export type SignedIn = {
  readonly kind: 'signed-in';
  readonly grant: Grant;
  readonly cookie: string;
  readonly forMs: number;
};

export type Access = {
  /** No token is asked for. */
  readonly open: boolean;
  /** Whether the request comes from a page or under a host name that may ask; undefined when it does. */
  refuseStranger(headers: AskedHeaders): Denial | undefined;
  /** Whether the request's token or session may do what it needs to. */
  judge(asker: Asker, need: Need): Decision;
  /** Begins a session on a token's text. The right one is always let in, however many wrong ones came before. */
  signIn(token: string, asker: Asker): SignedIn | Denial;
  /** Ends the session of the request, everywhere. */
  signOut(asker: Asker): void;
  /** The address of whoever asks, as far as it can be believed. */
  addressOf(asker: Asker): string;
  /** Whether it is asked by https. */
  isSecure(asker: Asker): boolean;
  /** Whether a grant of earlier still holds; false once its token was revoked or its session is over. */
  stillHolds(grant: Grant): boolean;
};

export type AccessOptions = {
  readonly tokens: TokenBook;
  readonly sessions: SessionBook;
  readonly wrongs: WrongCounts;
  readonly proxies: ProxyTrust;
  /** No token is asked for; to be set only where `openAllowed` says so. */
  readonly open: boolean;
  /** Other origins whose pages may ask, such as `https://wall.example.com` behind a proxy that changes the Host. */
  readonly origins: readonly string[];
};

/** Decides who may do what. */
export function createAccess(options: AccessOptions): Access {
  const { proxies, sessions, open } = options;
  return {
    open,
    refuseStranger: (headers) => refuseStranger(headers, options),
    addressOf: (asker) => proxies.addressOf(asker),
    isSecure: (asker) => proxies.isSecure(asker),
    judge(asker, need) {
      const grant = grantFor(options, asker);
      if (grant === undefined) {
        // Who shows many wrong ones is told to stop; a session that is over is nothing that anybody guessed.
        const isWrong = credentialIn(asker.headers)?.kind === 'token';
        const reason = 'a token is needed: create one with `callboard token create`';
        return isWrong ? denyWrong(options, asker, reason) : denied(401, reason);
      }
      if (!mayDo(grant.role, need))
        return denied(403, `a token with the role ${roleFor(need)} is needed, this one is ${grant.role}`);
      return { kind: 'granted', grant };
    },
    signIn: (text, asker) => signIn(options, text, asker),
    signOut({ headers }) {
      const cookie = cookieIn(headers);
      if (cookie !== undefined) sessions.end(hashToken(cookie));
    },
    stillHolds: (grant) => stillHolds(options, grant),
  };
}

function grantFor({ open, tokens, sessions }: AccessOptions, { headers }: Asker): Grant | undefined {
  if (open) return OPEN_GRANT;
  const shown = credentialIn(headers);
  if (shown === undefined) return undefined;
  const hash = hashToken(shown.text);
  if (shown.kind === 'token') {
    const token = tokens.find(hash);
    return token && grantOf(token);
  }
  const ofSession = sessions.tokenOf(hash);
  const token = ofSession === undefined ? undefined : tokens.find(ofSession);
  return token && { ...grantOf(token), session: hash };
}

function signIn(options: AccessOptions, text: string, asker: Asker): SignedIn | Denial {
  const token = options.tokens.find(hashToken(text));
  if (token === undefined) return denyWrong(options, asker, 'there is no such token, or it was revoked');
  const { text: cookie, forMs } = options.sessions.begin(token);
  return { kind: 'signed-in', grant: { ...grantOf(token), session: hashToken(cookie) }, cookie, forMs };
}

function stillHolds({ open, tokens, sessions }: AccessOptions, { hash, session }: Grant): boolean {
  if (hash === undefined) return open;
  return tokens.find(hash) !== undefined && (session === undefined || sessions.tokenOf(session) === hash);
}

function denyWrong({ wrongs, proxies }: AccessOptions, asker: Asker, reason: string): Denial {
  const areMany = wrongs.note(networkOf(proxies.addressOf(asker)));
  return areMany ? denied(429, TOO_MANY_WRONG) : denied(401, reason);
}

/** Whose share of sockets and bodies it is: the token's, and the address's where it is not this machine. Of an open server there are none. */
export function whoseOf(grant: Grant, address: string): readonly string[] {
  if (grant.hash === undefined) return [];
  const token = `token ${grant.name}`;
  return isLoopbackAddress(address) ? [token] : [token, `address ${networkOf(address)}`];
}

const OPEN_GRANT: Grant = { name: 'open', role: 'admin' };

const grantOf = ({ name, role, hash, sources }: TokenRecord): Grant => ({
  name,
  role,
  hash,
  ...(sources !== undefined && { sources: new Set(sources) }),
});

const TOO_MANY_WRONG = 'too many wrong tokens came from this address: wait a minute';

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

type Credential = { readonly kind: 'token' | 'session'; readonly text: string };

/** The bearer token, else the session in the cookie; undefined when there is neither. */
function credentialIn(headers: AskedHeaders): Credential | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(single(headers['authorization']) ?? '')?.[1];
  if (bearer !== undefined) return { kind: 'token', text: bearer };
  const cookie = cookieIn(headers);
  return cookie === undefined ? undefined : { kind: 'session', text: cookie };
}

function cookieIn(headers: AskedHeaders): string | undefined {
  for (const cookie of (single(headers['cookie']) ?? '').split(';')) {
    const [name, value] = cookie.split('=');
    if (name?.trim() === SESSION_COOKIE) return value?.trim();
  }
  return undefined;
}

const single = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(', ');

const roleFor = (need: Need): string => (need === 'ingest' ? 'source' : need);

const denied = (status: 401 | 403 | 429, reason: string): Denial => ({
  kind: 'denied',
  status,
  why: 'forbidden',
  reason,
});

const stranger = (reason: string): Denial => ({ kind: 'denied', status: 403, why: 'origin', reason });

import { randomBytes } from 'node:crypto';
import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import type { EpochMs } from '#domain/time.ts';
import type { Role } from './role.ts';
import {
  TOKENS_MAX,
  changeTokens,
  hashToken,
  readTokens,
  tokenFile,
  type TokenRecord,
} from './token-file.ts';

/** What may be shown of a token. */
export type TokenListing = Omit<TokenRecord, 'hash'>;

type NewToken = {
  readonly name: string;
  readonly role: Role;
  readonly createdAt: EpochMs;
  /** Absent: it may feed any source, where it may feed at all. */
  readonly sources?: readonly string[];
};

/** Creates a token in the data folder and answers its text, which is nowhere else. Throws when the name is taken. */
export function createToken(folder: string, { name, role, createdAt, sources }: NewToken): string {
  if (sources !== undefined) checkSources(sources);
  if (!/^[\p{L}\p{N} ._-]{1,60}$/u.test(name))
    throw new Error(`a token's name has 1 to 60 letters, digits, spaces, dots, dashes, got "${name}"`);
  const text = `cb_${role}_${randomBytes(32).toString('base64url')}`;
  changeTokens(tokenFile(folder), (tokens) => {
    if (tokens.some((token) => token.name === name))
      throw new Error(`there is a token called "${name}" already; revoke it first, or choose another name`);
    if (tokens.length >= TOKENS_MAX)
      throw new Error(`there are ${TOKENS_MAX} tokens already; revoke some first`);
    const bond = sources === undefined ? {} : { sources };
    const record = {
      name,
      role,
      hash: hashToken(text),
      createdAt: new Date(createdAt).toISOString(),
      ...bond,
    };
    return [...tokens, record];
  });
  return text;
}

/** Binds a token that feeds to its sources; its text stays as it is. Throws when there is none of that name, or it does not feed. */
export function bindToken(folder: string, name: string, sources: readonly string[]): void {
  checkSources(sources);
  changeTokens(tokenFile(folder), (tokens) => {
    const token = tokens.find((one) => one.name === name);
    if (token === undefined) throw new Error(`no token called ${name} in ${folder}`);
    if (token.role !== 'source') throw new Error(`the token ${name} is a ${token.role}'s and feeds nothing`);
    return tokens.map((one) => (one === token ? { ...token, sources } : one));
  });
}

function checkSources(sources: readonly string[]): void {
  if (sources.length === 0 || sources.length > TOKEN_SOURCES_MAX)
    throw new Error(`a token feeds 1 to ${TOKEN_SOURCES_MAX} sources, got ${sources.length}`);
  for (const source of sources)
    if (source === '' || source.length > EVENT_LIMITS.idChars)
      throw new Error(
        `the id of a source has 1 to ${EVENT_LIMITS.idChars} characters, got "${source.slice(0, 80)}"`,
      );
}

/** A gateway that brings the events of a province's switches. */
const TOKEN_SOURCES_MAX = 100;

/** The tokens of a data folder, oldest first; none when none was created. */
export function listTokens(folder: string): readonly TokenListing[] {
  return readTokens(tokenFile(folder)).map(({ hash: _, ...listing }) => listing);
}

/** Takes a token back; a running server ends its sockets within a second. Answers false when there is none of that name. */
export function revokeToken(folder: string, name: string): boolean {
  let found = false;
  changeTokens(tokenFile(folder), (tokens) => {
    const kept = tokens.filter((token) => token.name !== name);
    found = kept.length < tokens.length;
    return kept;
  });
  return found;
}

import { randomBytes } from 'node:crypto';
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

type NewToken = { readonly name: string; readonly role: Role; readonly createdAt: EpochMs };

/** Creates a token in the data folder and answers its text, which is nowhere else. Throws when the name is taken. */
export function createToken(folder: string, { name, role, createdAt }: NewToken): string {
  if (!/^[\p{L}\p{N} ._-]{1,60}$/u.test(name))
    throw new Error(`a token's name has 1 to 60 letters, digits, spaces, dots, dashes, got "${name}"`);
  const text = `cb_${role}_${randomBytes(32).toString('base64url')}`;
  changeTokens(tokenFile(folder), (tokens) => {
    if (tokens.some((token) => token.name === name))
      throw new Error(`there is a token called "${name}" already; revoke it first, or choose another name`);
    if (tokens.length >= TOKENS_MAX)
      throw new Error(`there are ${TOKENS_MAX} tokens already; revoke some first`);
    return [...tokens, { name, role, hash: hashToken(text), createdAt: new Date(createdAt).toISOString() }];
  });
  return text;
}

/** The tokens of a data folder, oldest first; none when none was created. */
export function listTokens(folder: string): readonly TokenListing[] {
  return readTokens(tokenFile(folder)).map(({ name, role, createdAt }) => ({ name, role, createdAt }));
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

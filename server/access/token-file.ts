import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRole, type Role } from './role.ts';

/** A token as it is kept: by its hash, for the text is shown once and never stored. */
export type TokenRecord = {
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the token's text, in hex. */
  readonly hash: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Of a token that feeds: the sources whose events it may tell. Absent: any, as of every token of before there were bonds. */
  readonly sources?: readonly string[];
};

/** A token file that cannot be used, in words for whoever looks after the server. */
export class TokenFailure extends Error {
  /** By which whoever starts the server knows it from our own bugs. */
  readonly code = 'TOKENS';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TokenFailure';
  }
}

/** Tokens of one server; a centre has one for each switch, wall and person at a desk. */
export const TOKENS_MAX = 10_000;

/** Where the tokens of a data folder are. */
export const tokenFile = (folder: string): string => join(folder, 'tokens.json');

/** By what a token is looked up: a thief of the file learns no token, and comparing hashes gives no time away about the token. */
export const hashToken = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The tokens in the file; none when there is no file. Throws when it is not ours or was written by hand and is wrong. */
export function readTokens(file: string): readonly TokenRecord[] {
  const text = readIfThere(file);
  if (text === undefined) return [];
  const tokens = tokensIn(text);
  if (tokens === undefined)
    throw new TokenFailure(
      `${file} must be {"tokens":[{"name","role","hash","createdAt"}, …]}; it was changed by hand or cut short: ` +
        'put back a copy of it, or move it away and create the tokens anew',
    );
  return tokens;
}

/**
 * Changes the tokens in the file, whole or not at all. The new file, opened exclusively, is the lock:
 * two changes at a time cannot lose one another.
 */
export function changeTokens(
  file: string,
  change: (tokens: readonly TokenRecord[]) => readonly TokenRecord[],
): void {
  const draft = `${file}.new`;
  const handle = openDraft(draft);
  try {
    const tokens = change(readTokens(file));
    writeFileSync(handle, `${JSON.stringify({ tokens }, undefined, 2)}\n`);
    fsyncSync(handle);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

function openDraft(draft: string): number {
  try {
    return openSync(draft, 'wx', 0o600);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    const message = `another command is changing the tokens; if none is running, delete ${draft}`;
    throw new TokenFailure(message, { cause });
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    const why = error instanceof Error ? error.message : String(error);
    throw new TokenFailure(`the tokens cannot be read: ${why}`, { cause: error });
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : undefined);

/** Undefined when the text is no token file. */
function tokensIn(text: string): readonly TokenRecord[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The caller says which file it is.
    return undefined;
  }
  const tokens: unknown =
    typeof value === 'object' && value !== null && 'tokens' in value ? value.tokens : undefined;
  return Array.isArray(tokens) && tokens.every(isTokenRecord) ? tokens : undefined;
}

function isTokenRecord(value: unknown): value is TokenRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { name, role, hash, createdAt, sources }: Partial<Record<keyof TokenRecord, unknown>> = value;
  return (
    typeof name === 'string' &&
    isRole(role) &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash) &&
    typeof createdAt === 'string' &&
    (sources === undefined || (Array.isArray(sources) && sources.every((one) => typeof one === 'string')))
  );
}

import { statSync } from 'node:fs';
import type { Logger } from 'pino';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Clock } from '../clock/clock.ts';
import { readTokens, tokenFile, type TokenRecord } from './token-file.ts';

/** How old our knowledge of the file may be: a revoked token is refused within a second. */
const LOOK_EVERY_MS: DurationMs = 500;

/** More names than these do not make a warning clearer. */
const NAMES_TOLD = 20;

/** The tokens as they stand in the file now. */
export type TokenBook = {
  /** The token with that hash; undefined when there is none, or it was revoked. */
  find(hash: string): TokenRecord | undefined;
  /** The names of tokens that feed and are bound to no source. */
  unbound(): readonly string[];
};

/** Follows the token file of a data folder. Throws when it cannot be read at the start; later that lets nobody in. */
export function openTokenBook(folder: string, clock: Clock, log: Logger): TokenBook {
  const file = tokenFile(folder);
  let stamp = stampOf(file);
  let tokens = byHash(readTokens(file));
  let lookedAt: EpochMs = clock();

  const look = (): void => {
    const now = clock();
    // The distance, not the order: a clock that was set back must not stop us from looking.
    if (Math.abs(now - lookedAt) < LOOK_EVERY_MS) return;
    lookedAt = now;
    const found = stampOf(file);
    if (found === stamp) return;
    stamp = found;
    try {
      tokens = byHash(readTokens(file));
    } catch (error) {
      log.error({ err: error }, 'the token file cannot be read: nobody is let in until it can');
      tokens = new Map();
    }
  };
  return {
    find(hash) {
      look();
      return tokens.get(hash);
    },
    unbound() {
      const free = [...tokens.values()].filter((one) => one.role === 'source' && one.sources === undefined);
      return free.map(({ name }) => name).slice(0, NAMES_TOLD);
    },
  };
}

const byHash = (tokens: readonly TokenRecord[]): ReadonlyMap<string, TokenRecord> =>
  new Map(tokens.map((token) => [token.hash, token]));

/** Changes whenever the file does: it is always replaced by a new one. */
function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 'none' : `${stats.ino}/${stats.mtimeMs}/${stats.size}`;
}

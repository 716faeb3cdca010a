import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Clock } from '../clock/clock.ts';
import type { Role } from './role.ts';
import { hashToken, type TokenRecord } from './token-file.ts';

/** A browser that is signed in, as it is kept: by the hash of what its cookie holds. */
type Session = { readonly hash: string; readonly token: string; readonly expiresAt: EpochMs };

/** Who is signed in. It is kept on disk, so that a wall on a television outlives a restart. */
export type SessionBook = {
  /** Begins a session on a token. Answers what the cookie holds, and how long. */
  begin(token: TokenRecord): { readonly text: string; readonly forMs: DurationMs };
  /** The hash of the session's token; undefined when the session is over, or never was. */
  tokenOf(sessionHash: string): string | undefined;
  end(sessionHash: string): void;
  /** Writes down what was not yet. */
  close(): void;
};

/** The sessions of a data folder. A file that cannot be read signs everybody out, with a word in the log. */
export function openSessionBook(folder: string, clock: Clock, log: Logger): SessionBook {
  const file = join(folder, 'sessions.json');
  const sessions = new Map(readSessions(file, log).map((session) => [session.hash, session]));
  const writer = lateWriter(() => writeSessions(file, [...sessions.values()], log));
  const isOver = ({ expiresAt }: Session): boolean => expiresAt <= clock();
  return {
    begin({ hash: token, role }) {
      const text = randomBytes(32).toString('base64url');
      const forMs = lifeMs(role);
      makeRoom(sessions, token, isOver);
      sessions.set(hashToken(text), {
        hash: hashToken(text),
        token,
        expiresAt: (clock() + forMs) as EpochMs,
      });
      writer.write();
      return { text, forMs };
    },
    tokenOf(hash) {
      const session = sessions.get(hash);
      return session === undefined || isOver(session) ? undefined : session.token;
    },
    end(hash) {
      if (sessions.delete(hash)) writer.write();
    },
    close: () => writer.close(),
  };
}

const lifeMs = (role: Role): DurationMs =>
  role === 'wall' ? DOOR_LIMITS.wallSessionMs : DOOR_LIMITS.personSessionMs;

/** Sessions that are over go, and then the oldest of that token, and of all. */
function makeRoom(
  sessions: Map<string, Session>,
  token: string,
  isOver: (session: Session) => boolean,
): void {
  const ofToken = [...sessions.values()].filter((one) => one.token === token);
  if (ofToken.length < DOOR_LIMITS.tokenSessions && sessions.size < DOOR_LIMITS.sessions) return;
  for (const session of sessions.values()) if (isOver(session)) sessions.delete(session.hash);
  const [oldest = sessions.values().next().value] = ofToken;
  if (oldest !== undefined) sessions.delete(oldest.hash);
}

function readSessions(file: string, log: Logger): readonly Session[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const sessions: unknown = Reflect.get(Object(kept), 'sessions');
    if (Array.isArray(sessions) && sessions.every(isSession)) return sessions;
    log.warn(`${file} holds no sessions: whoever was signed in signs in again`);
  } catch (error) {
    const isMissing = error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
    if (!isMissing) log.warn({ err: error }, `${file} cannot be read: whoever was signed in signs in again`);
  }
  return [];
}

function isSession(value: unknown): value is Session {
  const { hash, token, expiresAt }: Partial<Record<keyof Session, unknown>> = Object(value);
  return typeof hash === 'string' && typeof token === 'string' && typeof expiresAt === 'number';
}

/** Whole or not at all. Without it a restart signs people out, which is no reason to end the server. */
function writeSessions(file: string, sessions: readonly Session[], log: Logger): void {
  const draft = `${file}.new`;
  try {
    const handle = openSync(draft, 'w', 0o600);
    writeFileSync(handle, JSON.stringify({ sessions }));
    fsyncSync(handle);
    closeSync(handle);
    renameSync(draft, file);
  } catch (error) {
    log.warn({ err: error }, `${file} cannot be written: a restart will sign everybody out`);
  }
}

/** Writes at once, and then at most once a second. */
function lateWriter(work: () => void): { write(): void; close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isWanted = false;
  const run = (): void => {
    timer = undefined;
    if (!isWanted) return;
    isWanted = false;
    work();
    timer = setTimeout(run, SECOND_MS).unref();
  };
  return {
    write() {
      isWanted = true;
      if (timer === undefined) run();
    },
    close() {
      clearTimeout(timer);
      if (isWanted) work();
      isWanted = false;
    },
  };
}

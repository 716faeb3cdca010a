import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { DAY_MS, epochMs } from '#domain/time.ts';
import type { Access } from './access.ts';
import { openAccess } from './open-access.ts';
import type { Asker } from './proxy-trust.ts';
import type { Role } from './role.ts';
import { createToken, revokeToken } from './tokens.ts';

const log = pino({ level: 'silent' });
const HOST = 'wall.example:8080';
let folder: string;
let now = epochMs(1_700_000_000_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-session-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clock = (): typeof now => now;
const later = (ms: number): void => void (now = epochMs(now + ms));
const create = (role: Role, name: string = role): string =>
  createToken(folder, { name, role, createdAt: now });
const access = (): Access => openAccess({ folder, open: false, origins: [], clock, log }).access;
const asking = (headers: Record<string, string>, remoteAddress = '192.0.2.7'): Asker => ({
  headers: { host: HOST, ...headers },
  remoteAddress,
});
const bearer = (token: string): Asker => asking({ authorization: `Bearer ${token}` });
const browser = (cookie: string): Asker => asking({ cookie: `a=b; callboard=${cookie}` });

const signIn = (asked: Access, token: string) => {
  const signedIn = asked.signIn(token, asking({}));
  if (signedIn.kind === 'denied') throw new Error(signedIn.reason);
  return signedIn;
};

describe('a session', () => {
  test('is what the cookie holds, and not the token; it ends with a sign-out, for every copy of the cookie', () => {
    const token = create('wall');
    const asked = access();
    const { cookie, grant } = signIn(asked, token);
    expect(cookie).not.toContain(token.slice(8));
    expect(asked.judge(browser(cookie), 'wall').kind).toBe('granted');
    expect(asked.stillHolds(grant)).toBe(true);
    asked.signOut(browser(cookie));
    expect(asked.judge(browser(cookie), 'wall')).toMatchObject({ status: 401 });
    expect(asked.stillHolds(grant)).toBe(false);
    expect(asked.judge(bearer(token), 'wall').kind).toBe('granted');
  });

  test.each([
    ['wall', 400],
    ['lead', 7],
  ] as const)('of a %s is over after %i days', (role, days) => {
    const token = create(role);
    const asked = access();
    const { cookie, grant, forMs } = signIn(asked, token);
    expect(forMs).toBe(days * DAY_MS);
    later(days * DAY_MS - 1);
    expect(asked.judge(browser(cookie), 'wall').kind).toBe('granted');
    later(1);
    expect(asked.judge(browser(cookie), 'wall')).toMatchObject({ status: 401 });
    expect(asked.stillHolds(grant)).toBe(false);
  });

  test('outlives a restart, and ends with its token', () => {
    const token = create('wall', 'tv');
    const { cookie } = signIn(access(), token);
    expect(statSync(join(folder, 'sessions.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'sessions.json'), 'utf8')).not.toContain(cookie);
    const restarted = access();
    expect(restarted.judge(browser(cookie), 'wall').kind).toBe('granted');
    revokeToken(folder, 'tv');
    later(1_000);
    expect(restarted.judge(browser(cookie), 'wall')).toMatchObject({ status: 401 });
  });

  test.each(['', 'null', '{"sessions":[1]}', '{"sessions":'])(
    'a spoilt file of them (%s) signs people out, and no more',
    (text) => {
      const token = create('wall');
      writeFileSync(join(folder, 'sessions.json'), text);
      const asked = access();
      expect(asked.judge(browser(signIn(asked, token).cookie), 'wall').kind).toBe('granted');
    },
  );

  test('of one token there are so many, and the oldest makes room', () => {
    const token = create('wall');
    const asked = access();
    const first = signIn(asked, token);
    for (let i = 0; i < DOOR_LIMITS.tokenSessions; i += 1) signIn(asked, token);
    expect(asked.judge(browser(first.cookie), 'wall')).toMatchObject({ status: 401 });
  });
});

describe('wrong tokens', () => {
  test('of one address are stopped after so many within a minute, and the right one is let in all the same', () => {
    const asked = access();
    const right = create('wall');
    later(1_000);
    const statuses = Array.from({ length: DOOR_LIMITS.wrongAMinute + 1 }, () => {
      const answer = asked.signIn('cb_wall_guess', asking({}));
      return answer.kind === 'denied' ? answer.status : 200;
    });
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([401]));
    expect(statuses.at(-1)).toBe(429);
    expect(asked.judge(bearer('cb_wall_guess'), 'wall')).toMatchObject({ status: 429 });
    expect(asked.signIn(right, asking({})).kind).toBe('signed-in');
    expect(asked.signIn('cb_wall_guess', asking({}, '192.0.2.8'))).toMatchObject({ status: 401 });
    later(61_000);
    expect(asked.signIn('cb_wall_guess', asking({}))).toMatchObject({ status: 401 });
  });
});

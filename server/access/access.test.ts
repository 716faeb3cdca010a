import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { mayTell, type Access } from './access.ts';
import { createOpenSockets } from './open-sockets.ts';
import { ROLES, type Need, type Role } from './role.ts';
import { openAccess } from './open-access.ts';
import type { Asker } from './proxy-trust.ts';
import { openAllowed } from './same-host.ts';
import { bindToken, createToken, listTokens, revokeToken } from './tokens.ts';

const log = pino({ level: 'silent' });
const HOST = 'wall.example:8080';
let folder: string;
let now = epochMs(1_700_000_000_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clock = (): typeof now => now;
const later = (ms: number): void => void (now = epochMs(now + ms));
const create = (role: Role, name: string = role): string =>
  createToken(folder, { name, role, createdAt: now });
const access = (options: { open?: boolean; origins?: string[] } = {}): Access =>
  openAccess({ folder, open: false, origins: [], clock, log, ...options }).access;
const asking = (headers: Record<string, string>, remoteAddress = '192.0.2.7'): Asker => ({
  headers: { host: HOST, ...headers },
  remoteAddress,
});
const bearer = (token: string): Asker => asking({ authorization: `Bearer ${token}` });
const browser = (cookie: string): Asker => asking({ cookie: `a=b; callboard=${cookie}` });

const told = (token: string): boolean[] => {
  const decision = access().judge(bearer(token), 'ingest');
  if (decision.kind === 'denied') throw new Error(decision.reason);
  return ['pbx', 'pbx2'].map((source) => mayTell(decision.grant, source));
};

describe('what a role may do', () => {
  const rights: Record<Role, readonly Need[]> = {
    source: ['ingest', 'schema'],
    wall: ['schema', 'wall'],
    lead: ['schema', 'wall', 'lead'],
    planner: ['schema', 'wall', 'lead', 'planner'],
    admin: ['ingest', 'schema', 'wall', 'lead', 'planner', 'admin'],
  };
  const needs: readonly Need[] = ['ingest', 'schema', 'wall', 'lead', 'planner', 'admin'];
  test.each(ROLES)('%s', (role) => {
    const token = create(role);
    const allowed = needs.filter((need) => access().judge(bearer(token), need).kind === 'granted');
    expect(allowed).toEqual(rights[role]);
  });
});

describe('a token', () => {
  test('has its role and 32 random bytes in it, and only its hash is kept, for the owner alone', () => {
    const token = create('wall', '大屏 1');
    expect(token).toMatch(/^cb_wall_[A-Za-z0-9_-]{43}$/);
    const file = join(folder, 'tokens.json');
    expect(readFileSync(file, 'utf8')).not.toContain(token.slice(8));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(listTokens(folder)).toEqual([
      { name: '大屏 1', role: 'wall', createdAt: new Date(now).toISOString() },
    ]);
  });

  test('has a name of its own, of a person’s characters', () => {
    create('wall', 'tv');
    expect(() => create('lead', 'tv')).toThrow('there is a token called "tv" already');
    expect(() => create('lead', 'a\nb')).toThrow('1 to 60 letters');
    expect(listTokens(folder)).toHaveLength(1);
  });

  test('is known by the header, and no cookie holds it', () => {
    const token = create('wall');
    const asked = access();
    expect(asked.judge(bearer(token), 'wall').kind).toBe('granted');
    expect(asked.judge(browser(token), 'wall')).toMatchObject({ status: 401 });
  });

  test.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer cb_admin_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['a broken cookie', { cookie: '; =; callboard' }],
  ])('is needed: %s is 401', (_, headers) => {
    create('admin');
    expect(access().judge(asking({ ...headers }), 'wall')).toMatchObject({ kind: 'denied', status: 401 });
  });

  test('with too small a role is 403, and says which is needed', () => {
    const token = create('wall');
    expect(access().judge(bearer(token), 'lead')).toMatchObject({
      status: 403,
      reason: 'a token with the role lead is needed, this one is wall',
    });
  });
});

describe('a bond', () => {
  test('says of which sources a token may tell; without one it is any', () => {
    const free = create('source', 'free');
    const bound = createToken(folder, { name: 'bound', role: 'source', createdAt: now, sources: ['pbx'] });
    expect([told(free), told(bound)]).toEqual([
      [true, true],
      [true, false],
    ]);
    bindToken(folder, 'free', ['pbx', 'chat']);
    expect(told(free)).toEqual([true, false]);
    expect(listTokens(folder).map(({ sources }) => sources)).toEqual([['pbx', 'chat'], ['pbx']]);
  });

  test.each([
    ['an unknown token', 'nobody', ['pbx'], 'no token called nobody'],
    ['a token that does not feed', 'tv', ['pbx'], "the token tv is a wall's and feeds nothing"],
    ['no source', 'pbx', [], '1 to 100 sources, got 0'],
    ['an empty name', 'pbx', [''], '1 to 200 characters, got ""'],
  ])('is refused for %s', (_, name, sources, words) => {
    create('wall', 'tv');
    create('source', 'pbx');
    expect(() => bindToken(folder, name, sources)).toThrow(words);
  });
});

describe('a running server', () => {
  test('lets a new token in and a revoked one out within a second', () => {
    const asked = access();
    const token = create('wall', 'tv');
    later(1_000);
    expect(asked.judge(bearer(token), 'wall').kind).toBe('granted');
    expect(revokeToken(folder, 'tv')).toBe(true);
    later(1_000);
    expect(asked.judge(bearer(token), 'wall')).toMatchObject({ status: 401 });
    expect(revokeToken(folder, 'tv')).toBe(false);
  });

  test('notices even when its clock was set back', () => {
    const token = create('wall');
    const asked = access();
    revokeToken(folder, 'wall');
    later(-3_600_000);
    expect(asked.judge(bearer(token), 'wall')).toMatchObject({ status: 401 });
  });

  test('ends the sockets of a revoked token, and no others', () => {
    const asked = access();
    const [revoked, kept] = [create('wall', 'a'), create('wall', 'b')];
    later(1_000);
    const sockets = createOpenSockets(asked);
    const ended: string[] = [];
    for (const [name, token] of Object.entries({ revoked, kept, left: revoked })) {
      const decision = asked.judge(bearer(token), 'wall');
      if (decision.kind === 'denied') throw new Error(decision.reason);
      const forget = sockets.add(decision.grant, () => ended.push(name));
      if (name === 'left') forget();
    }
    sockets.recheck();
    expect(ended).toEqual([]);
    revokeToken(folder, 'a');
    later(1_000);
    sockets.recheck();
    expect(ended).toEqual(['revoked']);
    expect(sockets.count()).toBe(2);
  });

  test('lets nobody in while the file is not readable, and everybody again when it is', () => {
    const token = create('wall');
    const asked = access();
    const file = join(folder, 'tokens.json');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, good.slice(0, -10));
    later(1_000);
    expect(asked.judge(bearer(token), 'wall')).toMatchObject({ status: 401 });
    writeFileSync(file, good);
    utimesSync(file, 1, 1);
    later(1_000);
    expect(asked.judge(bearer(token), 'wall').kind).toBe('granted');
  });

  test('does not start with a token file that was spoilt by hand', () => {
    writeFileSync(join(folder, 'tokens.json'), '{"tokens":[{"name":"a","role":"king"}]}');
    expect(() => access()).toThrow(
      /tokens\.json must be .*changed by hand or cut short: put back a copy of it/,
    );
  });
});

test('two changes of the tokens at a time are refused, not lost', () => {
  create('wall');
  writeFileSync(join(folder, 'tokens.json.new'), '');
  expect(() => create('lead')).toThrow('another command is changing the tokens; if none is running, delete');
  expect(listTokens(folder)).toHaveLength(1);
});

describe('pages of elsewhere', () => {
  test.each([
    ['no origin', HOST, undefined, true],
    ['the same host', HOST, `http://${HOST}`, true],
    ['the same host behind https', 'wall.example', 'https://wall.example', true],
    ['the port of the scheme written out', 'wall.example:443', 'https://wall.example', true],
    ['capitals', 'Wall.Example:8080', 'http://wall.example:8080', true],
    ['a listed origin', HOST, 'https://desk.example', true],
    ['another port', HOST, 'http://wall.example:9090', false],
    ['another host', HOST, 'http://evil.example', false],
    ['a host that ends alike', HOST, `http://evil-${HOST}`, false],
    ['a name before an at sign', HOST, `http://${HOST}@evil.example`, false],
    ['the origin of a sandbox', HOST, 'null', false],
    ['nonsense', HOST, 'http://', false],
  ])('may ask or not: %s', (_, host, origin, may) => {
    const headers = { host, ...(origin === undefined ? {} : { origin }) };
    const denial = access({ origins: ['https://desk.example'] }).refuseStranger(headers);
    expect(denial === undefined).toBe(may);
    if (!may) expect(denial).toMatchObject({ status: 403, why: 'origin' });
  });
});

describe('an open server', () => {
  test('is only for addresses that this machine alone reaches', () => {
    const hosts = [
      '127.0.0.1',
      'localhost',
      '::1',
      '0.0.0.0',
      '::',
      '192.168.1.5',
      'localhost.evil.example',
      '',
    ];
    expect(hosts.filter(openAllowed)).toEqual(['127.0.0.1', 'localhost', '::1']);
  });

  test('asks for no token', () => {
    expect(access({ open: true }).judge(asking({ host: 'localhost' }), 'admin')).toMatchObject({
      kind: 'granted',
    });
  });

  test.each([
    ['localhost:8080', true],
    ['LOCALHOST', true],
    ['127.0.0.1:1', true],
    ['[::1]:8080', true],
    ['evil.example', false],
    ['evil.example:8080', false],
    ['127.0.0.1.evil.example:8080', false],
    ['localhost.evil.example', false],
    ['localhost:8080@evil.example', false],
    ['evil.example#localhost', false],
    ['', false],
  ])('answers under the name %s: %s', (host, may) => {
    expect(access({ open: true }).refuseStranger({ host }) === undefined).toBe(may);
  });

  test('refuses a page of another port of this machine', () => {
    const headers = { host: 'localhost:8080', origin: 'http://localhost:3000' };
    expect(access({ open: true }).refuseStranger(headers)).toMatchObject({ why: 'origin' });
  });
});

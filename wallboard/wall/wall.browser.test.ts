import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { assert } from '#domain/assert.ts';
import { sourceId } from '#domain/ids.ts';
import { later } from '#domain/time.ts';
import type { ServerMessage } from '#domain/board/wire.ts';
import { longNamesBoard } from '../gallery/hard-boards.ts';
import { busyBoard, SAMPLE_AT, withSources } from '../gallery/sample-boards.ts';
import { openBrowser } from '../testing/open-browser.ts';
import { pageFaults } from '../testing/page-faults.ts';
import { GOOD_TOKEN, ScriptedServer } from '../testing/scripted-server.ts';

const board = withSources(busyBoard(), { acd: 'live', chat: 'live' });
const snapshot = { kind: 'snapshot', protocol: 1, version: 7, serverAt: SAMPLE_AT, board } as const;
const waitingPatch = (version: number, waiting: number): ServerMessage => ({
  kind: 'patch',
  version,
  serverAt: SAMPLE_AT,
  changes: { total: { waiting } },
});

let browser: Browser;
let page: Page;
let server: ScriptedServer;
let complaints: string[];

beforeAll(async () => {
  assert(existsSync(new URL('../dist/index.html', import.meta.url)), 'the pages are built: npm run build');
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = new ScriptedServer(snapshot);
  await server.start();
  page = await browser.newPage({
    viewport: { width: 1920, height: 1080 },
    locale: 'en-GB',
    timezoneId: 'America/Lima',
  });
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.text().includes('Content Security Policy')) complaints.push(line.text());
  });
});
afterEach(async () => {
  await page.close();
  await server.stop();
  expect(complaints).toEqual([]);
});

async function openWall(query = ''): Promise<void> {
  await page.goto(server.url(`/wall${query}`));
  await page.waitForSelector('[data-queue]');
}

const figure = (tile: string): Promise<string> => page.innerText(`[data-tile=${tile}] .figure span`);
const root = (name: string): Promise<string | null> => page.getAttribute('html', `data-${name}`);

/** Letters of 16′ at 5 m on 55 inches: 23.3 mm at 1.577 px/mm. */
const LEAST_AT_5_M = 36.6;

test('the wall shows the six tiles in their order, the centre in its own time, and nothing overflows', async () => {
  await openWall();
  const tiles = await page.$$eval('[data-tile]', (all) => all.map((tile) => tile.getAttribute('data-tile')));
  expect(tiles).toEqual([
    'waiting',
    'longest-wait',
    'agents',
    'service-level-interval',
    'service-level-day',
    'abandoned',
  ]);
  expect(await figure('waiting')).toBe('17');
  expect(await figure('service-level-interval')).toBe('78–81');
  expect(await page.innerText('.time')).toMatch(/^14:32:1\d$/);
  expect(await page.getAttribute('[data-queue=q1]', 'data-state')).toBe('breach');
  expect(await pageFaults(page, LEAST_AT_5_M)).toEqual([]);
});

test('a patch is shown with its version, and an older one is not', async () => {
  await openWall();
  server.say(waitingPatch(9, 23));
  await page.waitForSelector('html[data-version="9"]');
  expect(await figure('waiting')).toBe('23');
  server.say(waitingPatch(8, 5));
  server.say({
    kind: 'heartbeat',
    version: 9,
    serverAt: SAMPLE_AT,
    sourceAgeMs: { [sourceId('acd')]: 9_000 },
  });
  await page.waitForSelector('html[data-link=ageing]');
  expect(await figure('waiting')).toBe('23');
});

test('without a word for 15 s everything is stale, stands still and says for how long', async () => {
  await page.clock.install();
  await openWall();
  await server.stop();
  await page.clock.fastForward(15_500);
  await page.waitForSelector('html[data-link=stale]');
  const states = await page.$$eval('[data-tile], [data-queue]', (all) =>
    all.map((one) => one.getAttribute('data-state')),
  );
  expect(new Set(states)).toEqual(new Set(['stale']));
  const frozen = await figure('longest-wait');
  await page.clock.fastForward(60_000);
  await page.waitForSelector('text=/Feed lost 01:1\\d/');
  expect(await figure('longest-wait')).toBe(frozen);
  expect(await page.getAttribute('.alert', 'data-alert-state')).toBe('feed-lost');
});

test('the age ticks with no message: amber after 5 s', async () => {
  await page.clock.install();
  await openWall();
  expect(await root('link')).toBe('live');
  await page.clock.fastForward(7_000);
  await page.waitForSelector('html[data-link=ageing]');
  expect(await page.innerText('.age')).toMatch(/Ageing/);
});

test('a server that comes back is followed within 5 s, with its own numbers and no reload', async () => {
  await openWall();
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''));
  await server.stop();
  server.greeting = { ...snapshot, version: 3, board: { ...board, total: { ...board.total, waiting: 4 } } };
  await server.start();
  await page.waitForSelector('html[data-version="3"]', { timeout: 5_000 });
  expect(await figure('waiting')).toBe('4');
  expect(await page.$('body[data-same-page]')).not.toBeNull();
});

test('one dead source of two hatches its own queue and the totals, not the others, and is named', async () => {
  await openWall();
  const dead = {
    freshness: { state: 'dead', sources: ['chat'], frozenAt: SAMPLE_AT },
    oldestUntil: SAMPLE_AT,
  };
  const changes = {
    sources: { chat: { state: 'silent' } },
    total: dead,
    queues: { q1: dead },
  };
  server.say({ kind: 'patch', version: 8, serverAt: SAMPLE_AT, changes });
  await page.waitForSelector('[data-tile=waiting][data-state=stale]');
  expect(await page.getAttribute('[data-queue=q1]', 'data-state')).toBe('stale');
  expect(await page.getAttribute('[data-queue=q2]', 'data-state')).toBe('risk');
  expect(await page.innerText('.age')).toContain('chat');
  expect(await page.innerText('.alert')).toContain('chat: feed lost');
  expect(await figure('longest-wait')).toBe('2:48');
});

test('a feed without heartbeats says when its last word was, and no feed at all is not live', async () => {
  await openWall();
  server.say({
    kind: 'heartbeat',
    version: 7,
    serverAt: SAMPLE_AT,
    sourceAgeMs: { [sourceId('acd')]: 0, [sourceId('chat')]: 252_000 },
  });
  const quiet = { sources: { chat: { state: 'quiet' } }, total: { freshness: { state: 'quiet' } } };
  server.say({ kind: 'patch', version: 8, serverAt: SAMPLE_AT, changes: quiet });
  await page.waitForSelector('text=/Last word 4:1\\d ago/');
  const unfed = {
    sources: { chat: null, acd: null },
    total: { freshness: { state: 'unfed' } },
  };
  server.say({ kind: 'patch', version: 9, serverAt: SAMPLE_AT, changes: unfed });
  await page.waitForSelector('text=No source was heard yet');
  expect(await figure('waiting')).toBe('—');
});

test('a phone shows every queue with its whole name below the alert, and scrolls only downwards', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  server.greeting = { ...snapshot, board: longNamesBoard() };
  await openWall();
  const shown = await page.$$eval('[data-queue] h2 span', (all) => all.map((one) => one.textContent.trim()));
  expect(shown).toContain('Southern region second-line broadband faults and complaints');
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.querySelector('main')?.scrollWidth,
  ]);
  expect(widths).toEqual([390, 390]);
  const tops = await page.evaluate(() =>
    ['.alerts', '[data-tile]', '[data-queue]'].map(
      (one) => document.querySelector(one)?.getBoundingClientRect().top ?? 0,
    ),
  );
  expect(tops.toSorted((a, b) => a - b)).toEqual(tops);
});

test.each([-10, 10])(
  'a TV whose clock is %s minutes off shows the server’s time and waits',
  async (minutes) => {
    await page.clock.install({ time: later(SAMPLE_AT, minutes * 60_000) });
    await openWall();
    expect(await page.innerText('.time')).toMatch(/^14:32:1\d$/);
    expect(await figure('longest-wait')).toMatch(/^2:(4|5)\d$/);
    expect(await root('link')).toBe('live');
  },
);

test('a refused screen shows no figure and where to sign in', async () => {
  server.greeting = { kind: 'refused', reason: 'forbidden' };
  await page.goto(server.url('/wall'));
  await page.waitForSelector('html[data-link=refused]');
  expect(await page.$('[data-tile]')).toBeNull();
  expect(await page.getAttribute('a', 'href')).toBe('/sign-in');
});

test('a link with a token signs the screen in and the token leaves the address', async () => {
  await page.goto(server.url(`/wall#token=${GOOD_TOKEN}`));
  await page.waitForSelector('[data-queue]');
  expect(server.tokens).toEqual([GOOD_TOKEN]);
  expect(page.url()).toBe(server.url('/wall'));
});

test('the sign-in page names a wrong token and lets a right one through to the wall', async () => {
  await page.goto(server.url('/sign-in?lang=en'));
  await page.fill('input', 'wrong');
  await page.press('input', 'Enter');
  await page.waitForSelector('text=not known here');
  await page.fill('input', GOOD_TOKEN);
  await page.press('input', 'Enter');
  await page.waitForSelector('[data-queue]');
  expect(page.url()).toContain('/wall');
});

test('the language follows the address, then the choice made on this screen', async () => {
  await openWall('?lang=zh');
  expect(await page.innerText('[data-tile=waiting]')).toContain('等待中');
  await page.click('.language');
  expect(await page.innerText('[data-tile=waiting]')).toContain('Waiting');
  await page.reload();
  await page.waitForSelector('[data-queue]');
  expect(await page.innerText('[data-tile=waiting]')).toContain('Waiting');
});

test('the picture moves by a few pixels every 3 minutes, and the page does not scroll for it', async () => {
  await page.clock.install();
  await openWall();
  await page.clock.fastForward(6.5 * 60_000);
  await page.waitForSelector('html[data-link=stale]');
  const shift = await page.$eval('main', (main) => getComputedStyle(main).translate);
  expect(shift).toBe('0px 4px');
  const sizes = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(sizes).toBe(1080);
});
